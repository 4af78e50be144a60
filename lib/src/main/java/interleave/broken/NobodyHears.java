package interleave.broken;

/**
 * Wrong: joins a thread and takes its end for success. The thread died of an exception; {@code join} does not say so,
 * and the program ends as if all was well.
 *
 * <p>A {@link java.util.concurrent.FutureTask} keeps the exception and throws it at whoever asks for the result.
 */
public final class NobodyHears {

    private NobodyHears() {}

    /**
     * Runs the worker, waits for its end and reports success.
     *
     * @throws InterruptedException if the main thread is interrupted while it waits
     */
    public static void main(String[] arguments) throws InterruptedException {
        var worker = Thread.ofPlatform().name("worker").start(NobodyHears::work);
        worker.join();
        // Wrong: the worker has ended, and nothing asked how.
        System.out.println("main: all work is done");
    }

    private static void work() {
        throw new IllegalStateException("the third file cannot be read");
    }
}
