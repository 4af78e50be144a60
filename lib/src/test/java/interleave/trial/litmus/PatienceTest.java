package interleave.trial.litmus;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private static final Duration MOST = Duration.ofMillis(500);

    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch cut = new CountDownLatch(1);
    private final AtomicLong ownTime = new AtomicLong();

    private Thread waiting() {
        return Thread.ofPlatform().daemon().start(() -> {
            try {
                stop.await();
            } catch (InterruptedException nobodyDoes) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private interface Wait {
        void now() throws InterruptedException;
    }

    /** Returns a thread that already waits. An interrupt ends its wait, and is told. */
    private Thread runner(Wait wait) {
        var runner = Thread.ofPlatform().daemon().start(() -> {
            try {
                wait.now();
            } catch (InterruptedException byPatience) {
                cut.countDown();
            }
        });
        while (runner.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        return runner;
    }

    private Patience patience(Thread runner) {
        return new Patience(runner, MOST, thread -> ownTime.get());
    }

    @AfterEach
    void end() {
        stop.countDown();
    }

    @Test
    void cutsAWaitForAThreadThatHasItselfRunTooLong() throws InterruptedException {
        var worker = waiting();
        var patience = patience(runner(() -> worker.join(600_000)));
        ownTime.set(Duration.ofHours(1).toNanos());
        assertFalse(patience.look(), "what it had run before is not counted");
        ownTime.addAndGet(MOST.toNanos() - 1);
        assertFalse(patience.look());
        ownTime.addAndGet(1);
        assertTrue(patience.look());
        cut.await();
    }

    @Test
    void aThreadThatIsKeptFromRunningIsWaitedFor() {
        var worker = waiting();
        var patience = patience(runner(() -> worker.join(600_000)));
        for (int look = 0; look < 1_000; look++) {
            assertFalse(patience.look(), "it has had no time of its own to end in");
        }
    }

    @Test
    void aRunnerThatDoesNotWaitForAnEndIsLeftAlone() {
        var patience = patience(runner(() -> Thread.sleep(600_000)));
        patience.look();
        ownTime.addAndGet(10 * MOST.toNanos());
        assertFalse(patience.look());
    }

    @Test
    void eachThreadHasItsOwnPatience() {
        var first = waiting();
        var second = waiting();
        var next = new CountDownLatch(1);
        var runner = runner(() -> {
            try {
                first.join(600_000);
            } catch (InterruptedException goOn) {
                next.countDown();
            }
            second.join(600_000);
        });
        var patience = patience(runner);
        patience.look();
        ownTime.addAndGet(MOST.toNanos());
        assertTrue(patience.look());
        while (next.getCount() > 0 || runner.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertFalse(patience.look(), "another thread, whose time begins now");
    }
}
