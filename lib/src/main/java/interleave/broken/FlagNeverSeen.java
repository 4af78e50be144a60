package interleave.broken;

/**
 * Wrong: a thread waits in a loop for a flag that another sets. The flag is set, and the loop never ends.
 *
 * <p>The flag is an ordinary field and nothing connects the two threads. The compiler may assume that nobody else
 * writes it: it reads it once and makes of the loop one that never looks again.
 */
public final class FlagNeverSeen {

    /** So long that the compiler has seen the loop; a loop that is still interpreted looks at the flag each time. */
    private static final int PAUSE_MILLIS = 1_000;

    private static boolean stop;

    private FlagNeverSeen() {}

    /**
     * Starts the worker, sets the flag and waits for the worker's end.
     *
     * @throws InterruptedException if the main thread is interrupted while it waits
     */
    public static void main(String[] arguments) throws InterruptedException {
        var worker = Thread.ofPlatform().name("worker").start(FlagNeverSeen::work);
        Thread.sleep(PAUSE_MILLIS);
        System.out.println("main: sets the flag");
        stop = true;
        worker.join();
        System.out.println("main: the worker has ended");
    }

    private static void work() {
        long turns = 0;
        // Wrong: nothing says that another thread writes the flag.
        while (!stop) {
            turns++;
        }
        System.out.println("worker: stopped after " + turns + " turns");
    }
}
