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

    private static final int SPELT_OUT = 12;
    private static final List<String> NUMBERS = List.of(
            "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve");

    private TimelineWords() {}

    /** Returns the finding: who waited most for others and why, or that nobody did. */
    public static String finding(List<Lane> lanes) {
        var others = lanes.subList(1, lanes.size());
        if (others.isEmpty()) {
            return "Only the caller ran, and it "
                    + (lanes.getFirst().waits() == 0 ? "never waited" : did(lanes.getFirst()));
        }
        var most = others.stream().max(Comparator.comparingLong(Lane::waitedForOthers));
        if (shareForOthers(most.orElseThrow()) >= NOTABLE) {
            return waitedForOthers(most.get());
        }
        var sentence = new StringBuilder(nobody(others));
        var caller = lanes.getFirst();
        var sleeper =
                others.stream().max(Comparator.comparingDouble(Lane::share)).orElseThrow();
        if (shareForOthers(caller) >= NOTABLE) {
            sentence.append("; ").append(waitedForOthers(caller));
        } else if (sleeper.share() >= NOTABLE) {
            sentence.append("; ").append(sleeper.thread()).append(' ').append(did(sleeper));
        }
        return sentence.toString();
    }

    private static String nobody(List<Lane> others) {
        var who = capital(count(others.size(), "thread"));
        if (others.stream().allMatch(Lane::virtual)) {
            return "%s beside the caller, and no wait for another is recorded of %s"
                    .formatted(capital(count(others.size(), "virtual thread")), others.size() == 1 ? "it" : "them");
        }
        boolean never = others.stream().allMatch(lane -> lane.waitedForOthers() == 0);
        var part = others.stream().anyMatch(lane -> lane.unknown() > 0) ? ", as far as recorded" : "";
        if (never) {
            return others.size() == 1
                    ? "One thread beside the caller, and it never waited for another" + part
                    : "%s beside the caller, and none ever waited for another%s".formatted(who, part);
        }
        return others.size() == 1
                ? "One thread beside the caller, and it hardly waited for another" + part
                : "%s beside the caller, and none waited for another longer than %s of its time%s"
                        .formatted(who, percent(NOTABLE), part);
    }

    private static double shareForOthers(Lane lane) {
        return lane.lived() == 0 ? 0 : (double) lane.waitedForOthers() / lane.lived();
    }

    private static String waitedForOthers(Lane lane) {
        return "%s waited %s of its time for others, mostly %s"
                .formatted(
                        lane.thread().equals(Lanes.CALLER) ? "the caller" : lane.thread(),
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

    /** Returns why a thread waited, as a table's cell. */
    public static String mostly(Cause cause) {
        return cause.words();
    }

    /** Returns what a reader has to know, a sentence each, without full stops. */
    public static List<String> remarks(Recorded recorded, Optional<Throwable> failure) {
        var remarks = new ArrayList<String>();
        failure.ifPresent(thrown -> remarks.add("The action ended with %s%s; this is what happened up to there"
                .formatted(
                        thrown.getClass().getSimpleName(),
                        thrown.getMessage() == null ? "" : ": " + thrown.getMessage())));
        var left = recorded.lanes().stream()
                .filter(lane -> lane.atEnd().isPresent())
                .toList();
        if (left.size() == 1) {
            remarks.add("%s was %s"
                    .formatted(left.getFirst().thread(), left.getFirst().atEnd().orElseThrow()));
        } else if (!left.isEmpty()) {
            remarks.add(capital(count(left.size(), "thread")) + " were still there at the end");
        }
        if (recorded.lanes().stream().anyMatch(Lane::virtual)) {
            remarks.add(
                    "Of virtual threads only sleep, Object.wait and this library's own waits are recorded; the rest of their lives is \"not recorded\"");
        }
        if (recorded.threadsNotKept() > 0) {
            remarks.add("%,d more threads began than are kept".formatted(recorded.threadsNotKept()));
        }
        if (recorded.unknownUntil() > 0) {
            remarks.add("There were too many events: those of the first %s were dropped"
                    .formatted(time(recorded.unknownUntil())));
        }
        if (recorded.bytesLost() > 0) {
            remarks.add("The JVM lost %,d bytes of events, so some waits are missing".formatted(recorded.bytesLost()));
        }
        return remarks;
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
