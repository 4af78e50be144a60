package interleave.broken;

/**
 * Wrong: starts a thread and does not wait for it. Whether its work is done depends on what kind of thread it is.
 *
 * <p>The JVM ends when the last platform thread that is not a daemon has ended. It does not wait for daemons and
 * virtual threads.
 */
public final class NobodyJoins {

    private static final int STEPS = 8;
    private static final int PAUSE_MILLIS = 60;
    /** Long enough for some steps of the worker, far too short for all. */
    private static final int MAIN_MILLIS = 160;

    private NobodyJoins() {}

    /**
     * Starts the worker, does something else for a moment and ends.
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
        worker.start(NobodyJoins::work);
        System.out.println("main: the worker is started");
        Thread.sleep(MAIN_MILLIS);
        // Wrong: no join.
        System.out.println("main: ends");
    }

    private static void work() {
        try {
            for (int step = 1; step <= STEPS; step++) {
                Thread.sleep(PAUSE_MILLIS);
                System.out.println("worker: step " + step + " of " + STEPS);
            }
            System.out.println("worker: all work is done");
        } catch (InterruptedException e) {
            System.out.println("worker: interrupted");
        }
    }
}
