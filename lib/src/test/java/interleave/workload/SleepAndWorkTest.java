package interleave.workload;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SleepAndWorkTest {

    @Test
    void bothAreBusyForAsLong() throws Exception {
        long start = System.nanoTime();
        assertTrue(SleepAndWork.run(Duration.ofMillis(2)) > 0);
        assertTrue(System.nanoTime() - start >= 2_000_000);
    }

    @Test
    void anInterruptEndsIt() throws Exception {
        var thrown = new AtomicReference<Throwable>();
        var caller = Thread.ofPlatform()
                .start(() -> thrown.set(
                        assertThrows(InterruptedException.class, () -> SleepAndWork.run(Duration.ofDays(1)))));
        while (caller.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        caller.interrupt();
        caller.join();
        assertTrue(thrown.get() instanceof InterruptedException);
    }

    @Test
    void refusesNoTime() {
        assertThrows(NullPointerException.class, () -> SleepAndWork.run(null));
        assertThrows(IllegalArgumentException.class, () -> SleepAndWork.run(Duration.ZERO));
    }
}
