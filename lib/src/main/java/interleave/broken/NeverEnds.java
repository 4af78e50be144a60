package interleave.broken;

/** Wrong: a loop without an end that never asks whether it should stop. No interrupt reaches it. */
public final class NeverEnds {

    private NeverEnds() {}

    /** Turns for ever. */
    public static void main(String[] arguments) {
        long turns = 0;
        System.out.println("turning");
        while (true) {
            turns++;
            if (turns < 0) {
                throw new AssertionError("Two to the power of 63 turns: not in this century.");
            }
        }
    }
}
