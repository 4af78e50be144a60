package interleave.trial.jmh;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads stack traces and thread dumps for what the learner wrote in them. */
final class Trace {

    private static final Pattern FRAME =
            Pattern.compile("\\s*at (?:[^/(]*/)*(?<method>[^/(]+)\\((?:[^/()]*/)?(?<place>[^()]+)\\)");
    private static final Pattern NOT_WRITTEN_HERE =
            Pattern.compile("(java|javax|jdk|sun|com\\.sun|org\\.openjdk\\.jmh)\\..*|.*\\.jmh_generated\\..*");

    private Trace() {}

    /** Returns the type and message at the head of a stack trace. */
    static String head(String trace) {
        int frames = trace.indexOf("\n\tat ");
        return (frames < 0 ? trace : trace.substring(0, frames)).strip();
    }

    /**
     * Returns the place, as {@code Increments.java:12}, of the topmost frame that is in a class, or else of the topmost
     * that belongs neither to the JDK nor to JMH.
     *
     * @param className the class, written with dots only
     */
    static Optional<String> place(String trace, String className) {
        return frames(trace, className + ".").or(() -> frames(trace, ""));
    }

    private static Optional<String> frames(String trace, String prefix) {
        return trace.lines()
                .map(FRAME::matcher)
                .filter(frame -> frame.matches())
                .filter(frame -> frame.group("method").replace('$', '.').startsWith(prefix))
                .filter(frame ->
                        !NOT_WRITTEN_HERE.matcher(frame.group("method")).matches())
                .map(frame -> frame.group("place"))
                .findFirst();
    }

    /** Returns the place at which a thread that JMH lets work is, from the dump of all threads of a fork. */
    static Optional<String> placeOfWorker(String dump, String className) {
        return blocks(dump)
                .filter(block -> block.contains("-jmh-worker-"))
                .flatMap(block -> place(block, className).stream())
                .findFirst();
    }

    /** Returns the names of the threads that keep a JVM from ending, apart from the JVM's own. */
    static Stream<String> lasting(String dump) {
        return blocks(dump)
                .filter(block -> block.startsWith("\""))
                .filter(block -> !block.lines().findFirst().orElseThrow().contains(" daemon "))
                .filter(block -> block.lines().anyMatch(line -> line.strip().startsWith("at ")))
                .map(block -> block.substring(1, block.indexOf('"', 1)))
                .filter(name -> !name.equals("DestroyJavaVM"));
    }

    private static Stream<String> blocks(String dump) {
        return Stream.of(dump.split("\n\\s*\n"));
    }
}
