package interleave.exercise;

import java.util.List;
import java.util.Optional;

/** Names places in an answer as the learner knows them: {@code HitCounter.hit (line 4)}. */
final class Places {

    private Places() {}

    /** Returns the innermost place in the learner's own classes. */
    static Optional<String> innermost(List<StackTraceElement> frames, String checks) {
        return frames.stream()
                .filter(frame -> isLearners(frame, checks))
                .findFirst()
                .map(Places::told);
    }

    private static boolean isLearners(StackTraceElement frame, String checks) {
        var type = frame.getClassName();
        return Answer.isIn(type) && !type.equals(checks) && !type.startsWith(checks + "$");
    }

    private static String told(StackTraceElement frame) {
        var type = Answer.names(frame.getClassName());
        var method = frame.getMethodName();
        // The compiler names a lambda `lambda$hit$0` after the method that it stands in.
        if (method.startsWith("lambda$")) {
            method = method.substring("lambda$".length(), method.lastIndexOf('$'));
        }
        var outer = type.contains("$") ? type.substring(0, type.indexOf('$')) : type;
        var name = switch (method) {
            case "<init>", "new" -> "the constructor of `%s`".formatted(outer);
            case "<clinit>", "static" -> "the static part of `%s`".formatted(outer);
            default -> "`%s.%s`".formatted(outer, method);
        };
        return "%s (line %d)".formatted(name, frame.getLineNumber());
    }
}
