package interleave.claim;

import interleave.broken.LostUpdate;
import interleave.trial.IncrementCount;
import interleave.trial.Repeats;
import interleave.trial.Threads;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;

/** The program of K04: {@link LostUpdate} in a fresh JVM, beside threads that keep the cores busy or not. */
final class SporadicRuns {

    /** How often one JVM counts: the first runs are interpreted, the last compiled. */
    static final int RUNS = 30;

    private static volatile boolean over;

    private SporadicRuns() {}

    /**
     * Prints the total of each run, a line each.
     *
     * @param arguments the number of threads, the hits of each, and the number of busy threads beside them
     */
    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        var threads = new Threads(Integer.parseInt(arguments[0]));
        var hits = new IncrementCount(Integer.parseInt(arguments[1]));
        var busy = new ArrayList<Thread>();
        for (int i = Integer.parseInt(arguments[2]); i > 0; i--) {
            busy.add(Thread.ofPlatform().start(SporadicRuns::keepBusy));
        }
        try {
            for (long total :
                    LostUpdate.asTheyCome(threads, hits, new Repeats(RUNS)).totals()) {
                System.out.println(total);
            }
        } finally {
            over = true;
        }
        for (var thread : busy) {
            thread.join();
        }
    }

    private static void keepBusy() {
        while (!over) {
            Thread.onSpinWait();
        }
    }
}
