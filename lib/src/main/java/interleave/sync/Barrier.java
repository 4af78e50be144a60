package interleave.sync;

import interleave.event.Deadline;
import interleave.lock.Condvar;
import interleave.lock.Mutex;
import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeoutException;

/**
 * Where so many threads wait until all have come, and then go on together, as often as they like.
 *
 * <p>If one of them cannot wait, since it is interrupted or its time is over, the others would wait for ever. So the barrier
 * breaks: all who wait are told, and all who come later, until {@link #reset}.
 */
public final class Barrier {

    /** One meeting. */
    private static final class Round {
        int missing;
        boolean broken;

        Round(int missing) {
            this.missing = missing;
        }

        boolean isOpen() {
            return missing > 0 && !broken;
        }
    }

    private final int parties;
    private final Mutex<Round> round;
    private final Condvar<Round> ended;

    private Barrier(int parties) {
        this.parties = parties;
        round = Mutex.of(new Round(parties));
        ended = round.condvar();
    }

    /** Returns a barrier for so many threads, at least one. */
    public static Barrier of(int parties) {
        if (parties < 1) {
            throw new IllegalArgumentException("Barrier.of(%d): at least one thread must come".formatted(parties));
        }
        return new Barrier(parties);
    }

    /**
     * Waits until all have come.
     *
     * @return {@code true} for the one that came last, which the others waited for
     * @throws InterruptedException if this thread is interrupted before or while it waits; that breaks the barrier
     * @throws BrokenBarrierException if it is broken, or another breaks it meanwhile
     */
    public boolean await() throws InterruptedException, BrokenBarrierException {
        try {
            return await(Deadline.never());
        } catch (TimeoutException e) {
            throw new AssertionError("the time that never ends was over", e);
        }
    }

    /**
     * Waits until all have come, but not longer than this.
     *
     * @return {@code true} for the one that came last
     * @throws InterruptedException if this thread is interrupted before or while it waits; that breaks the barrier
     * @throws BrokenBarrierException if it is broken, or another breaks it meanwhile
     * @throws TimeoutException if the time is over; that breaks the barrier
     */
    public boolean await(Duration timeout) throws InterruptedException, BrokenBarrierException, TimeoutException {
        return await(Deadline.after(timeout));
    }

    private boolean await(Deadline deadline) throws InterruptedException, BrokenBarrierException, TimeoutException {
        try (var guard = round.lock()) {
            var mine = guard.get();
            if (mine.broken) {
                throw new BrokenBarrierException(
                        "the barrier was broken before; reset() it when nobody waits any more");
            }
            mine.missing--;
            if (mine.missing == 0) {
                guard.set(new Round(parties));
                ended.signalAll();
                return true;
            }
            boolean inTime = false;
            try {
                inTime = guard.awaitWhile(ended, now -> mine.isOpen(), deadline);
            } finally {
                if (mine.isOpen()) { // it ends with an interrupt, or because its time is over
                    mine.broken = true;
                    ended.signalAll();
                }
            }
            if (!inTime) {
                throw new TimeoutException("%d of %d did not come in time".formatted(mine.missing, parties));
            }
            if (mine.broken) {
                throw new BrokenBarrierException("another thread could not wait, so not all will come");
            }
            return false;
        }
    }

    /** Begins anew; threads that wait are told that it is broken. */
    public void reset() {
        round.update(old -> {
            old.broken = true;
            return new Round(parties);
        });
        ended.signalAll();
    }

    /** Returns how many threads it is for. */
    public int parties() {
        return parties;
    }

    /** Returns how many threads wait, at some moment during the call. */
    public int waiting() {
        return round.read(now -> parties - now.missing);
    }

    /** Returns whether one of the threads could not wait. */
    public boolean isBroken() {
        return round.read(now -> now.broken);
    }
}
