package interleave.trial.schedule;

import java.util.Objects;

/**
 * One step of one thread.
 *
 * @param thread which thread, counted from 0
 * @param kind what kind of step it is
 * @param depth how many of the program's own methods it has called and not left, 0 in the thread's first
 * @param text what it does, as Java where that is possible: {@code hits = 1}, {@code lock(a)}
 * @param place where in the source, as {@code Increments.java:21}, or empty
 */
public record Step(int thread, Kind kind, int depth, String text, String place) {

    /** What a step does. */
    public enum Kind {
        /** Reads shared memory. */
        READ,
        /** Writes shared memory. */
        WRITE,
        /** Enters one of the program's own methods; its steps follow, one level deeper. */
        ENTER,
        /** Calls a method of a library, whose own steps are left out. */
        CALL,
        /** Ends a call during which other threads took steps. */
        RETURN,
        /** Takes a lock. */
        LOCK,
        /** Gives a lock back. */
        UNLOCK,
        /** Cannot go on until another thread does something. */
        WAIT,
        /** Ends with an exception. */
        THROW
    }

    /** Refuses a step that says nothing. */
    public Step {
        Objects.requireNonNull(kind, "a step needs a kind");
        Objects.requireNonNull(place, "a step without a place has an empty one");
        if (thread < 0 || depth < 0 || text.isBlank()) {
            throw new IllegalArgumentException("a step needs a text, and counts threads and depth from 0: %d, %d, “%s”"
                    .formatted(thread, depth, text));
        }
    }
}
