package interleave.trial.flight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says in words what a timeline shows. It weighs only what is recorded, and says so where something is not. */
public final class TimelineWords {

    /** A smaller share of a life is not worth a sentence. */
    private static final double NOTABLE = 0.05;

    private static final int TOLD_ONE_BY_ONE = 4;
    private static final int SPELT_OUT = 12;
    private static final List<String> NUMBERS = List.of(
            "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve");

    private TimelineWords() {}

    /** Returns the finding: a deadlock, else who waited most for others and why, or that nobody did. */
    public static String finding(Recorded recorded) {
        if (!recorded.deadlocks().isEmpty()) {
            return deadlock(recorded.deadlocks().getFirst());
        }
        var caller = recorded.lanes().getFirst();
        // A thread that was there before mostly waited for other work than the action's, such as a pool's for any at
        // all.
        var others =
                recorded.lanes().stream().skip(1).filter(lane -> !lane.before()).toList();
        if (others.isEmpty()) {
            var lead = recorded.lanes().size() == 1
                    ? "Only the caller ran, and it "
                    : "No thread began beside the caller, which ";
            return lead
                    + (caller.waits() > 0
                            ? did(caller)
                            : "never waited" + (recorded.isPartly() ? ", as far as recorded" : ""));
        }
        var most = others.stream()
                .filter(lane -> shareForOthers(lane) >= NOTABLE)
                .max(Comparator.comparingLong(Lane::waitedForOthers));
        if (most.isPresent()) {
            return waitedForOthers(most.get());
        }
        var sentence = new StringBuilder(nobody(others)).append(recorded.isPartly() ? ", as far as recorded" : "");
        var sleeper =
                others.stream().max(Comparator.comparingDouble(Lane::share)).orElseThrow();
        if (shareForOthers(caller) >= NOTABLE) {
            sentence.append("; ").append(waitedForOthers(caller));
        } else if (sleeper.share() >= NOTABLE) {
            sentence.append("; ").append(sleeper.thread()).append(' ').append(did(sleeper));
        }
        return sentence.toString();
    }

    private static String deadlock(List<String> circle) {
        return switch (circle.size()) {
            case 1 -> circle.getFirst() + " waits for itself: a deadlock";
            case 2 -> "%s and %s wait for each other: a deadlock".formatted(circle.getFirst(), circle.getLast());
            default ->
                "%s wait in a circle, each for the next: a deadlock".formatted(capital(count(circle.size(), "thread")));
        };
    }

    private static String nobody(List<Lane> others) {
        var kind = others.stream().allMatch(Lane::virtual) ? "virtual thread" : "thread";
        var who = capital(count(others.size(), kind)) + " beside the caller, and ";
        boolean never = others.stream().allMatch(lane -> lane.waitsForOthers() == 0);
        if (never) {
            return who + (others.size() == 1 ? "it never waited for another" : "none ever waited for another");
        }
        return who
                + (others.size() == 1
                        ? "it hardly waited for another"
                        : "none waited for another longer than %s of its time".formatted(percent(NOTABLE)));
    }

    private static double shareForOthers(Lane lane) {
        return lane.lived() == 0 ? 0 : (double) lane.waitedForOthers() / lane.lived();
    }

    private static String waitedForOthers(Lane lane) {
        return "%s waited %s%s of its time for others, mostly %s"
                .formatted(
                        lane.thread().equals(Lanes.CALLER) ? "the caller" : lane.thread(),
                        lane.unknown() > 0 ? "at least " : "",
                        percent(shareForOthers(lane)),
                        lane.mostlyForOthers().orElseThrow().words());
    }

    private static String did(Lane lane) {
        var cause = lane.mostly();
        boolean slept = cause.isPresent() && cause.get().state() == State.SLEEPING;
        return slept && lane.waitedForOthers() == 0
                ? "slept %s of its time".formatted(percent(lane.share()))
                : "waited %s of its time%s"
                        .formatted(
                                percent(lane.share()),
                                cause.map(each -> ", mostly " + each.words()).orElse(""));
    }

    /** Returns what a reader has to know, a sentence each, without full stops. */
    public static List<String> remarks(Recorded recorded, Optional<Throwable> failure) {
        var remarks = new ArrayList<String>();
        failure.ifPresent(thrown -> remarks.add("The action ended with %s%s; this is what happened up to there"
                .formatted(thrown.getClass().getSimpleName(), firstLine(thrown.getMessage()))));
        if (recorded.deadlocks().size() > 1) {
            recorded.deadlocks().stream().skip(1).forEach(circle -> remarks.add(deadlock(circle)));
        }
        var left = recorded.lanes().stream()
                .filter(lane -> lane.atEnd().isPresent())
                .toList();
        if (left.size() <= TOLD_ONE_BY_ONE) {
            left.forEach(lane -> remarks.add(
                    "%s was %s".formatted(lane.thread(), lane.atEnd().orElseThrow())));
        } else {
            remarks.add(capital(count(left.size(), "thread"))
                    + " were still there at the end; the table says what each waits for");
        }
        if (recorded.lanes().stream().anyMatch(Lane::virtual)) {
            remarks.add(
                    "Of virtual threads only sleep, the end of Object.wait and this library's own waits are recorded; the rest of their lives is \"not recorded\"");
        }
        if (recorded.threadsNotKept() > 0) {
            remarks.add("%,d more threads began than are kept".formatted(recorded.threadsNotKept()));
        }
        if (recorded.unknownUntil() > 0) {
            remarks.add("There were too many events: those of the first %s were dropped"
                    .formatted(time(recorded.unknownUntil())));
        }
        if (recorded.bytesLost() > 0) {
            remarks.add(
                    "The JVM lost %,d bytes of events, so some waits are missing, and what lies between waits is \"not recorded\""
                            .formatted(recorded.bytesLost()));
        }
        return remarks;
    }

    /** Returns the first line of a message as the end of a sentence, or nothing. */
    private static String firstLine(String message) {
        var line = message == null ? "" : message.lines().findFirst().orElse("").strip();
        return line.isEmpty() ? "" : ": " + line.replaceFirst("\\.+$", "");
    }

    /** Returns a number of things, small ones as a word. */
    private static String count(int number, String thing) {
        var word = number <= SPELT_OUT ? NUMBERS.get(number) : "%,d".formatted(number);
        return word + " " + thing + (number == 1 ? "" : "s");
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String percent(double share) {
        double percent = share * 100;
        return percent > 0 && percent < 1 ? "under 1 %" : Math.round(percent) + " %";
    }

    /** Returns a time in three digits, in the unit that fits. */
    public static String time(long nanos) {
        double value = nanos;
        var unit = "ns";
        if (nanos >= 1_000_000_000) {
            value = nanos / 1e9;
            unit = "s";
        } else if (nanos >= 1_000_000) {
            value = nanos / 1e6;
            unit = "ms";
        } else if (nanos >= 1_000) {
            value = nanos / 1e3;
            unit = "µs";
        }
        int decimals = value >= 100 || unit.equals("ns") ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f %s", value, unit);
    }
}
