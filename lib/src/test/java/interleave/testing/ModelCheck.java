package interleave.testing;

/** Something that the model checker tries under many schedules. Its text is its name. */
public interface ModelCheck {

    /**
     * How much is tried.
     *
     * @param mixes how many mixes of operations
     * @param schedulesOfMix how many schedules of each
     * @param schedules how many schedules of a program
     */
    record Effort(int mixes, int schedulesOfMix, int schedules) {}

    /** Tries, and returns how much; throws what says how it fails. */
    String check(Effort effort);
}
