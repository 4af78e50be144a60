package interleave.kernel;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import org.dflib.jjava.jupyter.messages.publish.PublishError;

/**
 * Makes the error of a cell short: the message, the learner's own lines as they wrote them, and everything else folded
 * into one line that says how much there is and whose it is. Causes are kept, in the same form.
 *
 * <p>It reads the text that the kernel is about to publish, since that is all the kernel hands out. A text of another
 * shape, such as a compiler's message, passes through unchanged but for its name and summary.
 */
final class ErrorFolder {

    private static final String BOLD_RED = "\u001b[1m\u001b[31m";
    private static final String RESET = "\u001b[0m";
    private static final Pattern ANSI = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final Pattern MARGIN = Pattern.compile("^\\|   ");
    /** As the JDK prints a frame: a line of a message that merely looks like one is not folded away. */
    private static final Pattern FRAME =
            Pattern.compile("^\tat (\\S*)\\(([\\w$-]+\\.\\w+(?::\\d+)?|#[^()]+:\\d+|Native Method|Unknown Source)\\)$");

    private static final Pattern SNIPPET_LINE = Pattern.compile("#([^:]+):(\\d+)");
    private static final Pattern SNIPPET_CLASS = Pattern.compile("REPL\\.\\$JShell\\$(\\d+)[A-Z]*(?:\\$(.+))?");
    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.+)\\$\\d+");
    /** A recursion that never ended has a thousand lines of the learner's own, all alike. */
    private static final int OWN_LINES = 8;

    private static final Pattern OMITTED = Pattern.compile("^\\s*\\.\\.\\. \\d+ more$");
    private static final Pattern HEADLINE = Pattern.compile(
            "^(?:Caused by: )?([\\w.$]+(?:Exception|Error|Throwable)" + "|[\\w$]+(?:\\.[\\w$]+)+)(?:: (.*))?$",
            Pattern.DOTALL);

    /** How the kernel wraps what a magic throws. */
    private static final Pattern MAGIC =
            Pattern.compile("^[\\w.$]+: Exception running (cell|line) magic '([^']+)': .*");

    private static final String CAUSE = "Caused by: ";
    private static final String REFUSED = CAUSE + MagicException.class.getName() + ": ";
    /** What the kernel evaluates in the place of a magic; the learner wrote none of it. */
    private static final Pattern MAGIC_CALL =
            Pattern.compile("^org\\.dflib\\.jjava\\.jupyter\\.kernel\\.BaseNotebookStatics\\.(cell|line)Magic\\(.*");

    private final JShell shell;

    ErrorFolder(JShell shell) {
        this.shell = shell;
    }

    PublishError fold(PublishError error) {
        List<String> plain = error.getStacktrace().stream()
                .flatMap(String::lines)
                .map(line -> MARGIN.matcher(ANSI.matcher(line).replaceAll("")).replaceFirst(""))
                .toList();
        Matcher magic = MAGIC.matcher(plain.isEmpty() ? "" : plain.getFirst());
        if (magic.matches()) {
            plain = unwrapped(plain);
            if (plain.getFirst().startsWith(REFUSED.substring(CAUSE.length()))) {
                return refusal((magic.group(1).equals("cell") ? "%%" : "%") + magic.group(2), plain);
            }
        }
        Optional<String> unresolved = unresolved(plain);
        if (unresolved.isPresent()) {
            String message = unresolved.get();
            return new PublishError("Not defined yet", message, List.of(BOLD_RED + message + RESET));
        }
        if (plain.stream().noneMatch(line -> FRAME.matcher(line).matches())) {
            return withSummary(error, plain);
        }
        List<String> folded = foldFrames(plain);
        Matcher headline = HEADLINE.matcher(headline(plain));
        return headline.matches()
                ? new PublishError(headline.group(1), headline.group(2) == null ? "" : headline.group(2), folded)
                : new PublishError(error.getErrorName(), error.getErrorMessage(), folded);
    }

    /** Leaves the kernel's own exception out, which says nothing but that it wraps the magic's. */
    private static List<String> unwrapped(List<String> plain) {
        for (int i = 1; i < plain.size(); i++) {
            if (plain.get(i).startsWith(CAUSE)) {
                List<String> inner = new ArrayList<>(plain.subList(i, plain.size()));
                inner.set(0, inner.getFirst().substring(CAUSE.length()));
                return inner;
            }
        }
        return plain;
    }

    private static PublishError refusal(String magic, List<String> plain) {
        String message = headline(plain).substring(REFUSED.length() - CAUSE.length());
        List<String> lines =
                message.lines().map(line -> BOLD_RED + line + RESET).toList();
        return new PublishError(magic, message, lines);
    }

    /** The compiler's and the parser's errors: their text is short already, only their summary is the kernel's own. */
    private static PublishError withSummary(PublishError error, List<String> plain) {
        String name = error.getErrorName();
        if (!name.equals("CompilationException") && !name.equals("IncompleteSourceException")) {
            return error;
        }
        String shown = name.equals("CompilationException") ? "Does not compile" : "Incomplete";
        String summary = String.join(" ", plain).strip().replaceAll("\\s+", " ");
        return new PublishError(shown, summary, error.getStacktrace());
    }

    private static String headline(List<String> plain) {
        List<String> head = new ArrayList<>();
        for (String line : plain) {
            if (FRAME.matcher(line).matches()) {
                break;
            }
            head.add(line);
        }
        return String.join("\n", head);
    }

    /**
     * Returns which of some calls were made by a cell's code: in which statement, since the line within it is known to
     * exceptions alone.
     */
    List<String> fold(List<StackTraceElement> calls) {
        return calls.stream()
                .flatMap(call -> learnersStatement(call).stream())
                .distinct()
                .toList();
    }

    private Optional<String> learnersStatement(StackTraceElement call) {
        Matcher snippet = SNIPPET_CLASS.matcher(call.getClassName());
        if (!snippet.matches()) {
            return Optional.empty();
        }
        String name = snippet.group(2) == null ? call.getMethodName() : snippet.group(2) + "." + call.getMethodName();
        return shell.snippets()
                .filter(each -> each.id().equals(snippet.group(1)))
                .findFirst()
                .flatMap(each -> each.source().lines().findFirst())
                .map(source -> own(name, source.strip()));
    }

    private List<String> foldFrames(List<String> plain) {
        List<String> folded = new ArrayList<>();
        Folded hidden = new Folded();
        for (String line : plain) {
            Matcher frame = FRAME.matcher(line);
            if (!frame.matches()) {
                if (OMITTED.matcher(line).matches()) {
                    continue;
                }
                hidden.flushTo(folded);
                folded.add(BOLD_RED + line + RESET);
                continue;
            }
            Optional<String> own = learnersLine(frame.group(1), frame.group(2));
            if (own.isEmpty()) {
                hidden.add(frame.group(1));
            } else if (hidden.takesAnotherOwnLine()) {
                folded.add(own.get());
            }
        }
        hidden.flushTo(folded);
        return folded;
    }

    /** Returns "in the cell: source" for a frame that a cell's own code made. */
    private Optional<String> learnersLine(String method, String position) {
        Matcher at = SNIPPET_LINE.matcher(position);
        if (!at.matches()) {
            return Optional.empty();
        }
        int number = Integer.parseInt(at.group(2));
        Optional<String> snippetSource = shell.snippets()
                .filter(snippet -> snippet.id().equals(at.group(1)))
                .findFirst()
                .map(Snippet::source);
        if (snippetSource.filter(text -> MAGIC_CALL.matcher(text).find()).isPresent()) {
            return Optional.empty();
        }
        String source = snippetSource
                .flatMap(text -> text.lines().skip(number - 1L).findFirst())
                .map(String::strip)
                .orElse("line " + number);
        return Optional.of(own(method, source));
    }

    /** A lambda's frame is named after the method it stands in; the cell's own method has no name worth showing. */
    private static String own(String method, String source) {
        String name = LAMBDA.matcher(method).replaceAll("$1").replaceFirst("^\\.", "");
        String where = name.isEmpty() || name.startsWith("do_it$") ? "in the cell" : "in " + name;
        return "    " + where + ":  " + source;
    }

    /** Explains the call of a method or class of an earlier cell that names something nobody defined. */
    private Optional<String> unresolved(List<String> plain) {
        if (plain.isEmpty() || !plain.getFirst().contains("UnresolvedReferenceException")) {
            return Optional.empty();
        }
        return plain.stream()
                .map(FRAME::matcher)
                .filter(Matcher::matches)
                .map(frame -> SNIPPET_LINE.matcher(frame.group(2)))
                .filter(Matcher::matches)
                .map(at -> at.group(1))
                .flatMap(id -> shell.snippets().filter(snippet -> snippet.id().equals(id)))
                .filter(DeclarationSnippet.class::isInstance)
                .map(DeclarationSnippet.class::cast)
                .findFirst()
                .map(snippet -> snippet.name() + " uses "
                        + String.join(
                                ", ", shell.unresolvedDependencies(snippet).toList())
                        + ", which no cell defines: define it in a cell, then run this one again.");
    }

    /** What is not shown of one exception: other people's frames by their owner, and the learner's beyond the first. */
    private static final class Folded {
        private final Set<String> owners = new LinkedHashSet<>();
        private int count;
        private int ownLines;

        boolean takesAnotherOwnLine() {
            return ++ownLines <= OWN_LINES;
        }

        void add(String frame) {
            count++;
            owners.add(owner(frame));
        }

        /** The module of a JDK frame, else the first two parts of the package. */
        private static String owner(String frame) {
            int slash = frame.lastIndexOf('/');
            if (slash > 0) {
                return frame.substring(0, slash).replaceFirst("^app/+", "").replaceFirst("@.*", "");
            }
            List<String> parts = List.of(frame.split("\\.", -1));
            return parts.size() > 2 ? parts.get(0) + "." + parts.get(1) : parts.getFirst();
        }

        void flushTo(List<String> lines) {
            if (count > 0) {
                lines.add("    (" + count + (count == 1 ? " frame" : " frames") + " of " + String.join(", ", owners)
                        + " folded)");
            }
            if (ownLines > OWN_LINES) {
                lines.add("    (" + (ownLines - OWN_LINES) + " more lines of your own folded)");
            }
            owners.clear();
            count = 0;
            ownLines = 0;
        }
    }
}
