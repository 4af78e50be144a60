package interleave.workload.log;

/** Tells by the look of a line whether it continues the entry above it; the rule is in the package's description. */
final class Continuation {

    private Continuation() {}

    /** Returns whether the line continues whatever entry stands above it. */
    static boolean isContinuation(String line) {
        if (line.isEmpty()) {
            return false;
        }
        return switch (line.charAt(0)) {
            case ' ' -> !PatternLayout.beginsWithPaddedLevel(line);
            case '\t' -> true;
            case '[' -> beginsWithBlankDecorations(line);
            case 'a' -> line.startsWith("at ") || beginsWithException(line);
            case 'C' -> line.startsWith("Caused by:") || beginsWithException(line);
            case 'S' -> line.startsWith("Suppressed:") || beginsWithException(line);
            default -> beginsWithException(line);
        };
    }

    /** The JVM writes the second line of a message as {@code [   ] text}: brackets as wide as the decorations were. */
    private static boolean beginsWithBlankDecorations(String line) {
        int i = 1;
        while (i < line.length() && line.charAt(i) == ' ') {
            i++;
        }
        return i > 1 && line.startsWith("]", i) && (i + 1 == line.length() || line.charAt(i + 1) == ' ');
    }

    private static boolean beginsWithException(String line) {
        int end = 0;
        int dot = -1;
        for (; end < line.length(); end++) {
            char c = line.charAt(end);
            if (c == '.') {
                dot = end;
            } else if (!Character.isJavaIdentifierPart(c)) {
                break;
            }
        }
        if (dot < 1) {
            return false;
        }
        String simpleName = line.substring(dot + 1, end);
        boolean named =
                simpleName.endsWith("Exception") || simpleName.endsWith("Error") || simpleName.endsWith("Throwable");
        return named
                && (end == line.length()
                        || line.startsWith(": ", end)
                        || line.substring(end).equals(":"));
    }
}
