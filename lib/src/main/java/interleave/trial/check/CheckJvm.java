package interleave.trial.check;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A warm child JVM that runs checks of code which may do anything: hang, exit, flood the output, fill the memory, start
 * threads and processes.
 *
 * <p>This JVM has at most one, started for the first check. A fair lock guards it: who asks while another one's check
 * runs waits for its turn. A check that leaves the child as it was costs milliseconds; after any other the child is
 * killed with all that it has started, and the next one is started at once, so that it is there when it is needed. A
 * child that nobody has used for {@value #IDLE_MINUTES} minutes ends, and each ends with this JVM.
 */
public final class CheckJvm {

    private static final int IDLE_MINUTES = 10;

    private static final ReentrantLock TURN = new ReentrantLock(true);
    private static final AtomicLong NUMBERS = new AtomicLong();

    /** The child, or the one that is being started; {@code null} before the first check. Guarded by {@link #TURN}. */
    private static CompletableFuture<CheckChild> child;

    private CheckJvm() {}

    /** Runs a check as {@link #run(Class, Map, String, Duration, Consumer)} does, and hears nothing meanwhile. */
    public static CheckReply run(
            Class<? extends CheckTask> task, Map<String, byte[]> classes, String argument, Duration within)
            throws InterruptedException {
        return run(task, classes, argument, within, doing -> {});
    }

    /**
     * Runs a check in the child, and waits for its end or the deadline. When it returns nothing of the check is left: no
     * thread, no process, and no file but in the child's own folder, which is deleted with the child.
     *
     * @param task what runs in the child: a class of the library, with a constructor without parameters
     * @param classes the classes that it checks, by binary name
     * @param argument what it is told; any text
     * @param within how long the check may take once it runs; waiting for its turn and for the child does not count
     * @param progress hears what the check tells, on a thread that reads the child's pipe: it must not wait
     * @throws IllegalStateException if the child does not start, or if this JVM is shutting down
     * @throws InterruptedException if this thread is interrupted; the check and all that it has started are ended then
     */
    public static CheckReply run(
            Class<? extends CheckTask> task,
            Map<String, byte[]> classes,
            String argument,
            Duration within,
            Consumer<String> progress)
            throws InterruptedException {
        var request = new CheckMessage.Request(
                NUMBERS.incrementAndGet(),
                Objects.requireNonNull(task, "the class of the task is null").getName(),
                Objects.requireNonNull(argument, "the argument is null"),
                Map.copyOf(classes));
        TURN.lockInterruptibly();
        try {
            var ready = ready();
            boolean clean = false;
            try {
                var reply = ready.run(request, within, progress);
                clean = ready.isGoodAfter(reply);
                return reply;
            } finally {
                if (!clean) {
                    ready.end();
                    prepare();
                }
                endWhenIdle(request.number());
            }
        } finally {
            TURN.unlock();
        }
    }

    /** Starts the child if there is none, without waiting for it: a first check is then as fast as the later ones. */
    public static void warmUp() {
        if (TURN.tryLock()) {
            try {
                if (child == null) {
                    prepare();
                }
            } finally {
                TURN.unlock();
            }
        }
    }

    /** Waits for the child. One that has not started, or has died in its idle time, is tried again once. */
    private static CheckChild ready() throws InterruptedException {
        if (child == null || child.isCompletedExceptionally()) {
            prepare();
        }
        var ready = await();
        if (!ready.isAlive()) {
            ready.end();
            prepare();
            ready = await();
        }
        return ready;
    }

    private static CheckChild await() throws InterruptedException {
        try {
            return child.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        }
    }

    private static void prepare() {
        var starting = new CompletableFuture<CheckChild>();
        child = starting;
        Thread.ofPlatform().daemon().name("check-starter").start(() -> {
            try {
                starting.complete(CheckChild.start());
            } catch (RuntimeException | Error notStarted) {
                starting.completeExceptionally(notStarted);
            }
        });
    }

    private static void endWhenIdle(long number) {
        CompletableFuture.delayedExecutor(IDLE_MINUTES, TimeUnit.MINUTES).execute(() -> endIfIdleSince(number));
    }

    /** Ends the child if no check has been asked for since the one of this number. */
    static void endIfIdleSince(long number) {
        if (NUMBERS.get() == number && TURN.tryLock()) {
            try {
                if (child != null) {
                    child.join().end();
                }
            } catch (CompletionException notStarted) {
                // Then there is nothing to end.
            } finally {
                child = null;
                TURN.unlock();
            }
        }
    }
}
