package interleave.trial;

/**
 * The heap that a program in a child JVM has.
 *
 * @param megabytes {@value #LEAST} to {@value #MOST}
 */
public record Memory(int megabytes) {

    /** A JVM with less does not reach the program. */
    public static final int LEAST = 8;

    /** More is no bound on a learner's machine. */
    public static final int MOST = 16_384;

    /** Enough for a program that shows one thing, and little enough to be exhausted soon by one that shows that. */
    static final Memory DEFAULT = new Memory(256);

    /** Refuses a size out of bounds. */
    public Memory {
        if (megabytes < LEAST || megabytes > MOST) {
            throw new IllegalArgumentException(
                    "memory(%d): choose %d to %d megabytes".formatted(megabytes, LEAST, MOST));
        }
    }
}
