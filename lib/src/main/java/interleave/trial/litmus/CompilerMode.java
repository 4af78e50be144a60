package interleave.trial.litmus;

import java.util.List;

/** Who turns a test into machine code. Much that threads can see of each other is the compiler's doing. */
enum CompilerMode {
    /** The compiler that optimizes most, as soon as a method is hot; until then none. */
    C2("C2", "-XX:-TieredCompilation"),
    /** The compiler that is quick. */
    C1("C1", "-XX:TieredStopAtLevel=1"),
    /** No compiler. */
    INTERPRETER("interpreter", "-Xint"),
    /** C2, which takes at random one of the orders of instructions that are all right for a single thread. */
    C2_SHUFFLED(
            "C2 in random order",
            "-XX:-TieredCompilation",
            "-XX:+StressLCM",
            "-XX:+StressGCM",
            "-XX:+StressIGVN",
            "-XX:+StressCCP");

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
    private final List<String> flags;

    CompilerMode(String label, String... flags) {
        this.label = label;
        this.flags = List.of(flags);
    }

    List<String> flags() {
        return flags;
    }

    /** Returns what a reader calls it. */
    @Override
    public String toString() {
        return label;
    }
}
