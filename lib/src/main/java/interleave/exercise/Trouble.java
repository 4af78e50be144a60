package interleave.exercise;

import interleave.trial.check.CheckReply;
import interleave.trial.child.ThreadDump;
import interleave.trial.child.ThreadState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells in the learner's words what it means that a check did not come to an end of its own. */
final class Trouble {

    private static final int MOST_THREADS = 4;

    private Trouble() {}

    /** Returns what happened, in sentences. */
    static String told(CheckReply reply, Duration within, String checks) {
        return switch (reply) {
            case CheckReply.Answered answered -> left(answered.left());
            case CheckReply.Threw threw -> "the check broke off: " + threw.error();
            case CheckReply.TimedOut timedOut -> hung(timedOut.threads(), within, checks);
            case CheckReply.Exited exited ->
                "your answer ended its JVM with exit code %d; the check needs it to go on".formatted(exited.code());
            case CheckReply.OutOfMemory full ->
                "your answer filled the memory: all %d megabytes that it has here".formatted(full.megabytes());
            case CheckReply.Flooded flooded ->
                "your answer printed without an end, and was stopped. It began with: %s"
                        .formatted(
                                flooded.output().isEmpty()
                                        ? ""
                                        : shortened(flooded.output().getFirst()));
            case CheckReply.TooManyThreads many ->
                String.format(
                        Locale.ROOT,
                        "your answer had %,d threads at once, and was stopped. What starts threads in a loop needs a bound",
                        many.threads());
        };
    }

    /** Returns what a check had left running when it ended. */
    static String left(List<String> left) {
        return "your answer left something running when the check had ended: "
                + String.join("; ", left.stream().map(Answer::names).toList());
    }

    private static String shortened(String line) {
        return line.length() <= 80 ? line : line.substring(0, 80) + "…";
    }

    private static String hung(ThreadDump dump, Duration within, String checks) {
        var told = new ArrayList<String>();
        told.add(String.format(Locale.ROOT, "your answer did not come back within %s", seconds(within)));
        if (!dump.deadlocks().isEmpty()) {
            told.add("a deadlock: "
                    + String.join(
                            "; ",
                            dump.deadlocks().getFirst().stream()
                                    .map(thread -> told(thread, dump, checks))
                                    .toList()));
        } else {
            var own = dump.threads().stream()
                    .filter(thread -> Places.innermost(thread.frames(), checks).isPresent())
                    .toList();
            if (!own.isEmpty()) {
                told.add(String.join(
                        "; ",
                        own.stream()
                                .limit(MOST_THREADS)
                                .map(thread -> told(thread, dump, checks))
                                .toList()));
            }
            if (own.size() > MOST_THREADS) {
                told.add(String.format(Locale.ROOT, "%,d threads more", own.size() - MOST_THREADS));
            }
        }
        return String.join(". ", told.stream().map(Trouble::capital).toList()).replaceFirst("^Y", "y");
    }

    private static String capital(String sentence) {
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }

    private static String told(ThreadState thread, ThreadDump dump, String checks) {
        var doing = switch (thread.state()) {
            case RUNNABLE -> "runs";
            case BLOCKED, WAITING, TIMED_WAITING ->
                dump.waiting(thread).map(what -> "waits for " + what).orElse("waits");
            case NEW, TERMINATED -> "is not running";
        };
        return "thread `%s` %s%s"
                .formatted(
                        thread.name(),
                        doing,
                        Places.innermost(thread.frames(), checks)
                                .map(place -> " in " + place)
                                .orElse(""));
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1_000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
