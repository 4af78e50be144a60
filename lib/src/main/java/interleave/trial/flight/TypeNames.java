package interleave.trial.flight;

import java.util.regex.Pattern;

/** Names of classes as a reader of a program knows them: of the JDK's locks the public class, not its hidden half. */
final class TypeNames {

    /** A class that a cell declares lies in a class of its own, such as {@code REPL.$JShell$12$Counter}. */
    private static final Pattern OF_A_CELL = Pattern.compile("^REPL\\.\\$JShell\\$\\w+\\$");

    private static final Pattern HIDDEN = Pattern.compile("(\\$\\$Lambda.*|/0x.*)$");
    private static final Pattern NUMBERED = Pattern.compile("\\$\\d+");

    private TypeNames() {}

    /** Returns a name for a class, by the name that the JVM has for it. */
    static String shown(String name) {
        if (name.startsWith("[")) {
            // Nobody waits on such a thing but whoever needs a class that another thread initialises.
            return name.equals("[I") ? "a class that is being initialised" : "an array";
        }
        if (name.endsWith("$ConditionObject")) {
            return "Condition";
        }
        var plain = HIDDEN.matcher(OF_A_CELL.matcher(name).replaceFirst("")).replaceFirst("");
        var simple = plain.substring(plain.lastIndexOf('.') + 1);
        if (name.startsWith("java.util.concurrent.") && simple.contains("$")) {
            return simple.substring(0, simple.indexOf('$'));
        }
        return NUMBERED.matcher(simple).replaceAll("").replace('$', '.');
    }
}
