package interleave.channel;

import java.util.concurrent.Callable;

/** The kinds of threads on which everything is tested. */
enum ThreadKind {
    PLATFORM,
    VIRTUAL;

    /** Runs an operation in a new thread of this kind. */
    <T> Call<T> start(Callable<T> operation) {
        return Call.start(this == PLATFORM ? Thread.ofPlatform().daemon() : Thread.ofVirtual(), operation);
    }
}
