package interleave.claim;

import interleave.trial.Threads;
import interleave.workload.Together;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * The program of K03: threads that work on numbers of their own, on numbers that nobody changes, on one count that
 * nothing guards, and on one that a lock guards. It prints how many results were wrong, and how often a thread waited
 * for a lock.
 */
final class SharingRuns {

    private static final int HITS = 100_000;
    private static final int RUNS = 20;

    /** Held, because asking for it takes a lock. */
    private static final ThreadMXBean JVM = ManagementFactory.getThreadMXBean();

    private SharingRuns() {}

    /** How the threads of a run share what they use. */
    enum Way {
        CONFINED("a count each"),
        READ_ONLY("one list, only read"),
        UNGUARDED("one count, unguarded"),
        LOCKED("one count, with a lock");

        private final String words;

        Way(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * What one JVM found of one way.
     *
     * @param runs how often it ran
     * @param wrong how many results were wrong
     * @param waits how often a thread waited for a lock
     */
    record Found(int runs, int wrong, long waits) {

        static Found parse(String line) {
            var numbers =
                    Arrays.stream(line.split(" ")).mapToInt(Integer::parseInt).toArray();
            return new Found(numbers[0], numbers[1], numbers[2]);
        }

        private String line() {
            return runs + " " + wrong + " " + waits;
        }
    }

    /** What the threads of one run share, if they do. The lock is the object's own, whose waits the JVM counts. */
    private static final class Count {
        /** Looked at before each hit, or the compiler would make one addition of a hundred thousand. */
        private volatile boolean open = true;

        private int hits;

        void hit() {
            if (open) {
                hits++;
            }
        }

        synchronized void hitAlone() {
            hit();
        }

        void close() {
            open = false;
        }
    }

    /**
     * Runs one way.
     *
     * @param arguments the way and the number of threads
     */
    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        var way = Way.valueOf(arguments[0]);
        var threads = new Threads(Integer.parseInt(arguments[1]));
        // What only the first run does, such as loading classes, is not counted: the JVM has locks of its own.
        run(way, threads);
        var waits = new LongAdder();
        int wrong = 0;
        for (int run = 0; run < RUNS; run++) {
            wrong += run(way, threads, waits) ? 0 : 1;
        }
        System.out.println(new Found(RUNS, wrong, waits.sum()).line());
    }

    private static void run(Way way, Threads threads) throws InterruptedException, ExecutionException {
        run(way, threads, new LongAdder());
    }

    /** Runs it once and returns whether the result is right. */
    private static boolean run(Way way, Threads threads, LongAdder waits)
            throws InterruptedException, ExecutionException {
        var shared = new Count();
        var list = IntStream.range(0, 1_000).boxed().toList();
        var results = new long[threads.count()];
        Together.run(threads, thread -> {
            long before = waitsOfThisThread();
            results[thread] = work(way, shared, list);
            waits.add(waitsOfThisThread() - before);
        });
        shared.close();
        return switch (way) {
            case CONFINED -> Arrays.stream(results).sum() == (long) HITS * threads.count();
            case READ_ONLY -> Arrays.stream(results).allMatch(sum -> sum == HITS / 1_000 * 499_500L);
            case UNGUARDED, LOCKED -> shared.hits == HITS * threads.count();
        };
    }

    private static long work(Way way, Count shared, List<Integer> list) {
        var own = new Count();
        long sum = 0;
        for (int i = 0; i < HITS; i++) {
            switch (way) {
                case CONFINED -> own.hit();
                case READ_ONLY -> sum += list.get(i % list.size());
                case UNGUARDED -> shared.hit();
                case LOCKED -> shared.hitAlone();
            }
        }
        return way == Way.CONFINED ? own.hits : sum;
    }

    private static long waitsOfThisThread() {
        return JVM.getThreadInfo(Thread.currentThread().threadId()).getBlockedCount();
    }
}
