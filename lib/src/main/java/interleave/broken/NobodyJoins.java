package interleave.broken;

import java.util.concurrent.CountDownLatch;

/**
 * Wrong: starts a thread and does not wait for it. Whether its work is done depends on what kind of thread it is.
 *
 * <p>The JVM ends when the last platform thread that is not a daemon has ended. It does not wait for daemons and
 * virtual threads.
 */
public final class NobodyJoins {

    private static final int STEPS = 8;
    /** So that the times tell the steps apart. It decides nothing. */
    private static final int PAUSE_MILLIS = 60;

    private static final CountDownLatch AT_WORK = new CountDownLatch(1);

    private NobodyJoins() {}

    /**
     * Starts the worker, waits until it is at work and ends.
     *
     * @param arguments the kind of thread: {@code platform}, {@code daemon} or {@code virtual}
     * @throws InterruptedException if the main thread is interrupted before it ends
     */
    public static void main(String[] arguments) throws InterruptedException {
        var kind = arguments.length == 0 ? "platform" : arguments[0];
        var worker = switch (kind) {
            case "platform" -> Thread.ofPlatform();
            case "daemon" -> Thread.ofPlatform().daemon();
            case "virtual" -> Thread.ofVirtual();
            default -> throw new IllegalArgumentException(kind + ": choose platform, daemon or virtual");
        };
        var main = Thread.currentThread();
        System.out.println("main: starts the worker");
        worker.start(() -> work(main));
        AT_WORK.await();
        // Wrong: no join.
        System.out.println("main: ends");
    }

    private static void work(Thread main) {
        try {
            for (int step = 1; step <= STEPS; step++) {
                Thread.sleep(PAUSE_MILLIS);
                if (step == STEPS) {
                    awaitEnd(main);
                }
                System.out.println("worker: step " + step + " of " + STEPS);
                if (step == 2) {
                    AT_WORK.countDown();
                }
            }
            System.out.println("worker: all work is done");
        } catch (InterruptedException e) {
            System.out.println("worker: interrupted");
        }
    }

    /** Waits for main, however slow the machine; a daemon waits on for ever, and only the end of the JVM ends that. */
    private static void awaitEnd(Thread main) throws InterruptedException {
        main.join();
        if (Thread.currentThread().isDaemon()) {
            new CountDownLatch(1).await();
        }
    }
}
