package interleave.trial.check;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A warm child JVM that runs checks of code which may do anything: hang, exit, flood the output, fill the memory, start
 * threads and processes.
 *
 * <p>Of each kind this JVM has at most one, started for the first check. A fair lock guards it: who asks while another
 * one's check runs waits for its turn. A check that leaves the child as it was costs milliseconds; after any other the
 * child is killed with all that it has started, and the next one is started at once, so that it is there when it is
 * needed. A child that nobody has used for {@value #IDLE_MINUTES} minutes ends, and each ends with this JVM.
 */
public final class CheckJvm {

    private static final int IDLE_MINUTES = 10;

    /** Far more than any first task needs. */
    private static final Duration LONGEST_FIRST = Duration.ofMinutes(1);

    private static final CheckJvm PLAIN = new CheckJvm(List.of(), Optional.empty());

    /** Code that is checked could count on; it cannot guess, and so not answer in the check's place by guessing. */
    private static final SecureRandom NUMBERS = new SecureRandom();

    private final ReentrantLock turn = new ReentrantLock(true);
    private final List<String> flags;
    private final Optional<Class<? extends CheckTask>> first;

    /** The child, or the one that is being started; {@code null} before the first check. Guarded by the lock. */
    private CompletableFuture<CheckChild> child;

    /** The number of the newest check, or of the newest warm-up. Guarded by the lock. */
    private long newest;

    private CheckJvm(List<String> flags, Optional<Class<? extends CheckTask>> first) {
        this.flags = flags;
        this.first = first;
    }

    /** Returns the one for code that is to run as it would anywhere else: nothing rewrites its classes. */
    public static CheckJvm plain() {
        return PLAIN;
    }

    /**
     * Makes one for a tool that changes its JVM for good. Nothing is started yet.
     *
     * @param first runs in each new child before any check, to make the tool ready; what it throws fails the check that
     *     needs the child
     * @param flags of the JVM, added to those that every child has
     */
    public static CheckJvm of(Class<? extends CheckTask> first, String... flags) {
        return new CheckJvm(List.of(flags), Optional.of(first));
    }

    /** Runs a check as {@link #run(Class, Map, String, Duration, Consumer)} does, and hears nothing meanwhile. */
    public CheckReply run(
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
    public CheckReply run(
            Class<? extends CheckTask> task,
            Map<String, byte[]> classes,
            String argument,
            Duration within,
            Consumer<String> progress)
            throws InterruptedException {
        var request = request(task, classes, argument);
        turn.lockInterruptibly();
        try {
            newest = request.number();
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
            }
        } finally {
            endWhenIdle();
            turn.unlock();
        }
    }

    private static CheckMessage.Request request(
            Class<? extends CheckTask> task, Map<String, byte[]> classes, String argument) {
        return new CheckMessage.Request(
                NUMBERS.nextLong(),
                Objects.requireNonNull(task, "the class of the task is null").getName(),
                Objects.requireNonNull(argument, "the argument is null"),
                Map.copyOf(classes));
    }

    /** Starts the child if there is none, without waiting for it: a first check is then as fast as the later ones. */
    public void warmUp() {
        if (turn.tryLock()) {
            try {
                if (child == null) {
                    newest = NUMBERS.nextLong();
                    prepare();
                    endWhenIdle();
                }
            } finally {
                turn.unlock();
            }
        }
    }

    /** Waits for the child. One that has not started, or has died in its idle time, is tried again once. */
    private CheckChild ready() throws InterruptedException {
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

    private CheckChild await() throws InterruptedException {
        try {
            return child.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        }
    }

    private void prepare() {
        var starting = new CompletableFuture<CheckChild>();
        child = starting;
        Thread.ofPlatform().daemon().name("check-starter").start(() -> {
            try {
                starting.complete(start());
            } catch (Throwable notStarted) {
                starting.completeExceptionally(notStarted);
            }
        });
    }

    private CheckChild start() throws InterruptedException {
        var started = CheckChild.start(flags);
        boolean warm = false;
        try {
            if (first.isPresent()) {
                var reply = started.run(request(first.get(), Map.of(), ""), LONGEST_FIRST, doing -> {});
                if (!started.isGoodAfter(reply)) {
                    throw new IllegalStateException("the JVM that checks answers cannot be made ready: " + reply);
                }
            }
            warm = true;
            return started;
        } finally {
            if (!warm) {
                started.end();
            }
        }
    }

    private void endWhenIdle() {
        long number = newest;
        CompletableFuture.delayedExecutor(IDLE_MINUTES, TimeUnit.MINUTES).execute(() -> endIfIdleSince(number));
    }

    /** Ends the child, unless a check runs in it; the next check starts another. Waits until the process is gone. */
    public void end() {
        endIfIdleSince(newest);
    }

    /** Ends the child if no check has been asked for since the one of this number. */
    void endIfIdleSince(long number) {
        if (turn.tryLock()) {
            try {
                if (child != null && newest == number) {
                    var idle = child;
                    child = null;
                    idle.join().end();
                }
            } catch (CompletionException notStarted) {
                // Then there is nothing to end.
            } finally {
                turn.unlock();
            }
        }
    }
}
