package interleave.testing;

import java.util.concurrent.Callable;

/** The kinds of threads on which everything is tested. */
public enum ThreadKind {
    PLATFORM,
    VIRTUAL;

    /** Runs an operation in a new thread of this kind. */
    public <T> Call<T> start(Callable<T> operation) {
        return Call.start(this == PLATFORM ? Thread.ofPlatform().daemon() : Thread.ofVirtual(), operation);
    }
}
