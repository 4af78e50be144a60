package interleave.trial.jmh;

import java.util.Map;

/**
 * How much processor time each consumer had used at one moment.
 *
 * @param at the moment, of {@link System#nanoTime()}
 * @param used what each has used
 */
record CpuReading(long at, Map<Consumer, Use> used) {

    /** What a consumer is, and so how its time is to be judged. */
    enum Kind {
        /** A thread of this JVM that has nothing to do with the measurement. */
        THREAD,
        /** A thread of this JVM that the measurement itself needs. */
        OWN_THREAD,
        /** This JVM as a whole, with its threads, its collector and its compiler. */
        JVM,
        /** Another process. */
        PROCESS,
        /** The benchmark: the child JVM and its forks, those that have ended too. */
        BENCHMARK,
        /** Everything that runs on this machine, told by the system or not. */
        MACHINE,
        /** What the host of a virtual machine gave to others. */
        STOLEN
    }

    /**
     * A consumer.
     *
     * @param id tells it from others of its kind
     */
    record Consumer(Kind kind, long id) {

        /** Returns the only one of a kind. */
        static Consumer only(Kind kind) {
            return new Consumer(kind, 0);
        }
    }

    /**
     * What one has used.
     *
     * @param name how to speak of the consumer, which may change: never a path, a user or an argument
     * @param nanos processor time since it began
     * @param age how long ago it began, in nanoseconds; {@link #OLD} if that is not known
     */
    record Use(String name, long nanos, long age) {

        /** Older than any measurement. */
        static final long OLD = Long.MAX_VALUE;

        /** Returns the use of one that needs no name, and is as old as the machine or the benchmark. */
        static Use of(long nanos) {
            return new Use("", nanos, OLD);
        }
    }
}
