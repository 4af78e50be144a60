package interleave.lab;

/**
 * A value that shows itself in a notebook cell.
 *
 * <p>The kernel asks for both forms and sends them together: the front end picks the richest it trusts. Both must
 * tell the whole story, since a page without styles or scripts, and a console, show only one of them.
 */
public interface Shown {

    /** Returns the value as an HTML fragment that tells all without its scripts, and whose every text is escaped. */
    String html();

    /** Returns the value as plain text. */
    String text();
}
