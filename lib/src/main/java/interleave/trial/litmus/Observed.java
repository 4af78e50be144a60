package interleave.trial.litmus;

import interleave.trial.litmus.Meaning.Kind;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What became of one litmus test: how its run ended, and which outcomes were seen how often.
 *
 * @param test the test
 * @param ending how it ended; only {@link Ending#RAN} says that all that was planned has been run
 * @param note in words why it did not run, or why it ended too early; empty if it ran
 * @param counts how often each outcome was seen, also by a fork that ended otherwise than it should
 * @param modes how it was compiled in the forks that have seen any
 */
public record Observed(
        LitmusTest test, Ending ending, String note, SortedMap<String, Long> counts, List<String> modes) {

    /** How a run ended. */
    public enum Ending {
        /** All that was planned was run. */
        RAN("ran"),
        /** It was not tried, or not as often as planned, because it cannot be run here. */
        NOT_RUN("not run"),
        /** The test threw something. */
        FAILED("failed"),
        /** It did not end, and was stopped. */
        TIMED_OUT("stopped"),
        /** Its JVM ended without a result. */
        DIED("ended its JVM");

        private final String words;

        Ending(String words) {
            this.words = words;
        }

        /** Returns it as it stands in a sentence. */
        @Override
        public String toString() {
            return words;
        }
    }

    /** Copies what can change. */
    public Observed {
        Objects.requireNonNull(test);
        Objects.requireNonNull(ending);
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
        modes = List.copyOf(modes);
    }

    static Observed nothing(LitmusTest test, Ending ending, String note) {
        return new Observed(test, ending, note, new TreeMap<>(), List.of());
    }

    /** Returns how many outcomes were seen, the same one as often as it was. */
    public long samples() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns how many of them were of a kind. */
    public long samples(Kind kind) {
        return counts.entrySet().stream()
                .filter(seen -> test.meaning(seen.getKey()).kind() == kind)
                .mapToLong(seen -> seen.getValue())
                .sum();
    }

    /** Returns the outcomes of a kind that were seen, the most frequent first. */
    public List<String> seen(Kind kind) {
        return counts.entrySet().stream()
                .filter(seen -> test.meaning(seen.getKey()).kind() == kind)
                .sorted((one, other) -> Long.compare(other.getValue(), one.getValue()))
                .map(seen -> seen.getKey())
                .toList();
    }

    /** Says whether the test is wrong on purpose. */
    public boolean isBroken() {
        return test.type().isAnnotationPresent(Broken.class);
    }

    /**
     * Says whether this processor can show what a test does that is wrong on purpose: on an x86 processor its mark tells,
     * and on others anything may be seen.
     */
    public boolean isObservableHere() {
        return isObservableOn(System.getProperty("os.arch"));
    }

    boolean isObservableOn(String processor) {
        var broken = test.type().getAnnotation(Broken.class);
        boolean isX86 = List.of("amd64", "x86_64", "x86", "i386").contains(processor);
        return broken != null && (!isX86 || List.of(broken.value()).contains(Tool.OUTCOMES));
    }

    /**
     * Says whether nothing speaks against the test: it ran, and nothing was seen that is forbidden or that it does not
     * name. That an outcome was not seen does not prove that it cannot be.
     */
    public boolean isClean() {
        return ending == Ending.RAN && samples() > 0 && samples(Kind.FORBIDDEN) == 0 && samples(Kind.UNKNOWN) == 0;
    }

    /** Returns the modes in words, each once. */
    public String modesInWords() {
        return modes.stream().distinct().collect(Collectors.joining(", "));
    }
}
