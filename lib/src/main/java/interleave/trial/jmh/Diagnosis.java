package interleave.trial.jmh;

import interleave.trial.BenchException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Says of a leg that failed what went wrong, where, and what to do.
 *
 * @param subject where the benchmark comes from
 * @param leg the leg
 * @param lastLines the last lines that its benchmark printed
 */
record Diagnosis(Subject subject, Leg leg, List<String> lastLines) {

    /** What a fork had to do next when it fell silent. */
    enum Phase {
        /** To start. */
        STARTS,
        /** To end an iteration, for the first one the set-up too. */
        ITERATES,
        /** To start the next iteration or to end. */
        ENDS
    }

    /** Returns what JMH's giving up means, by the stack trace of what was thrown. */
    BenchException failed(String trace) {
        var head = Trace.head(trace);
        if (head.contains("VM prematurely exited") || head.contains(BenchHost.NO_RESULT)) {
            return exception(
                    "%s ended its JVM before JMH had finished: it must call neither System.exit nor Runtime.halt"
                            .formatted(method()));
        }
        if (head.contains("Forked VM failed with exit code")) {
            return new BenchException("The JVM of %s ended with exit code %s before JMH had finished%s"
                    .formatted(method(), head.replaceAll("(?s).*exit code ", ""), withLastLines()));
        }
        var at = place(Trace.place(trace, leg.what().className()));
        return exception(
                "%s threw %s%s"
                        .formatted(method(), head, at.map(" (%s)"::formatted).orElse("")),
                at);
    }

    /** Returns what it means that JMH itself ended too early. */
    BenchException hostEnded(String lastWords) {
        return exception("JMH ended before it had measured %s: %s".formatted(leg.what(), lastWords));
    }

    /**
     * Returns what it means that a fork is silent.
     *
     * @param dump its threads, or nothing if it did not tell
     */
    BenchException hung(Phase phase, String dump) {
        return switch (phase) {
            case STARTS ->
                new BenchException("The JVM of %s did not start to measure within %s, so it was stopped%s"
                        .formatted(method(), text(leg.startSilence()), withLastLines()));
            case ITERATES -> {
                var at = place(Trace.placeOfWorker(dump, leg.what().className()));
                yield exception(
                        ("%s did not end an iteration of %s within %s more, so it was stopped%s. Does a loop in it or in"
                                        + " its @Setup never end, or does it wait for what never comes? If it needs that"
                                        + " long, give its class a @Timeout")
                                .formatted(
                                        method(),
                                        text(leg.plan().iteration()),
                                        text(leg.silence()),
                                        at.map(" at %s"::formatted).orElse("")),
                        at);
            }
            case ENDS -> {
                var threads = Trace.lasting(dump).map("`%s`"::formatted).collect(Collectors.joining(", "));
                if (leg.forks() > 1 && threads.isEmpty()) {
                    yield exception(
                            ("After an iteration of %s nothing came for %s: its JVM did not end, or the next of its %d JVMs"
                                            + " did not start to measure, so it was stopped")
                                    .formatted(method(), text(leg.startSilence()), leg.forks()));
                }
                yield exception(
                        ("The JVM of %s did not end within %s of its last iteration, so it was stopped%s. Join the threads"
                                        + " that a benchmark starts, and close its executors in a @TearDown")
                                .formatted(
                                        method(),
                                        text(leg.forks() > 1 ? leg.startSilence() : leg.silence()),
                                        threads.isEmpty() ? "" : "; there still ran " + threads));
            }
        };
    }

    private String method() {
        return leg.what().method();
    }

    private Optional<String> place(Optional<String> found) {
        return found.map(subject::learners);
    }

    /** Returns the last lines for a message of which they are part. */
    private String withLastLines() {
        return lastLines.isEmpty() ? "" : ". It printed last:\n" + String.join("\n", lastLines);
    }

    private BenchException exception(String message) {
        return exception(message, Optional.empty());
    }

    private BenchException exception(String message, Optional<String> at) {
        return new BenchException(message, at, lastLines);
    }

    private static String text(Duration length) {
        return length.toSeconds() >= 2 ? length.toSeconds() + " s" : length.toMillis() + " ms";
    }
}
