package interleave.trial;

import java.time.Duration;

/**
 * The named parameters of a cell: {@code run(threads(4))} instead of {@code run(4)}.
 *
 * <p>Every cell has these methods by static import. Each refuses a value that makes no sense when it is made, with
 * the bounds in the message, so no program is started with half of its parameters wrong.
 */
public final class Parameters {

    private Parameters() {}

    /** Returns how many threads a program is to use: 1 to {@value Threads#MOST}. */
    public static Threads threads(int count) {
        return new Threads(count);
    }

    /** Returns how many threads are to produce: 1 to {@value Threads#MOST}. */
    public static Producers producers(int count) {
        return new Producers(count);
    }

    /** Returns how many threads are to take work and do it: 1 to {@value Threads#MOST}. */
    public static Workers workers(int count) {
        return new Workers(count);
    }

    /** Returns how many values a channel is to hold: 1 to {@value Capacity#MOST}. */
    public static Capacity capacity(int places) {
        return Capacity.of(places);
    }

    /** Returns that a channel is to hold nothing: each value goes from hand to hand. */
    public static Capacity rendezvous() {
        return Capacity.NONE;
    }

    /** Returns that a channel is to hold as many values as there is memory. */
    public static Capacity unbounded() {
        return Capacity.ENDLESS;
    }

    /** Returns how long a producer rests after each message and how long a worker is busy with one. */
    public static Pace pace(Duration pause, Duration work) {
        return new Pace(pause, work);
    }

    /** Returns how often a program is to do the same thing again: 1 to {@value Repeats#MOST}. */
    public static Repeats repeats(int count) {
        return new Repeats(count);
    }

    /** Returns how many steps a thread is to make: 1 to {@value Steps#MOST}. */
    public static Steps steps(int count) {
        return new Steps(count);
    }

    /** Returns how many elements a list is to hold: 1 to {@value Elements#MOST}. */
    public static Elements elements(int count) {
        return new Elements(count);
    }

    /** Returns how often each thread is to add one to a count: 1 to {@value IncrementCount#MOST}. */
    public static IncrementCount increments(int count) {
        return new IncrementCount(count);
    }

    /** Returns the time after which a program in a child JVM is stopped: more than nothing, at most ten minutes. */
    public static Within within(Duration limit) {
        return new Within(limit);
    }

    /** Returns the heap that a program in a child JVM has: {@value Memory#LEAST} to {@value Memory#MOST} megabytes. */
    public static Memory memory(int megabytes) {
        return new Memory(megabytes);
    }

    /** Returns a length of time in seconds. */
    public static Duration seconds(long count) {
        return Duration.ofSeconds(count);
    }

    /** Returns a length of time in milliseconds. */
    public static Duration millis(long count) {
        return Duration.ofMillis(count);
    }

    /** Returns the count, or refuses it in the words of the cell. */
    static int checked(String name, int count, int most) {
        if (count < 1 || count > most) {
            throw new IllegalArgumentException("%s(%d): choose 1 to %d".formatted(name, count, most));
        }
        return count;
    }
}
