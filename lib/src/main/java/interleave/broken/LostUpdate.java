package interleave.broken;

import interleave.trial.IncrementCount;
import interleave.trial.Repeats;
import interleave.trial.Sketch;
import interleave.trial.Spread;
import interleave.trial.Tabular;
import interleave.trial.Threads;
import interleave.trial.schedule.Schedule;
import interleave.trial.schedule.ScheduleSteps;
import interleave.trial.schedule.Step;
import interleave.workload.Together;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Table;

/**
 * Wrong: threads count the hits of one site in one variable that nothing guards. Hits are lost, and nothing fails.
 *
 * <p>{@code hits++} is three steps: read, add, write. Between the first and the last another thread may write, and what
 * it wrote is overwritten. No reordering is needed for it, and no second core.
 */
public final class LostUpdate {

    private LostUpdate() {}

    /** A site that counts its hits. All threads share it; nobody owns the count. */
    public static final class Site {

        /** As any server has one: what a thread reads between two hits keeps them apart for the compiler too. */
        private volatile boolean open = true;

        private int hits;

        void visit() {
            if (open) {
                // Wrong: another thread may come between reading and writing.
                hits++;
            }
        }

        void close() {
            open = false;
        }
    }

    /**
     * Lets the threads visit a new site again and again, all at the same moment, and counts.
     *
     * @param visits how often each thread visits it
     * @throws InterruptedException if this thread is interrupted while it waits; the visitors are then joined all the same
     * @throws ExecutionException if a visitor fails
     */
    public static Totals run(Threads threads, IncrementCount visits, Repeats repeats)
            throws InterruptedException, ExecutionException {
        var totals = new long[repeats.count()];
        for (int i = 0; i < totals.length; i++) {
            var site = new Site();
            Together.run("visitor", threads, number -> visit(site, visits.count()));
            totals[i] = site.hits;
        }
        return new Totals((long) threads.count() * visits.count(), totals);
    }

    /**
     * Does the same as visitors come in life: each begins when the system has started its thread, and few visits may be
     * over before the next visitor is there.
     *
     * @param visits how often each thread visits it
     * @throws InterruptedException if this thread is interrupted while it waits; the visitors then end by themselves
     * @throws ExecutionException if a visitor fails
     */
    public static Totals asTheyCome(Threads threads, IncrementCount visits, Repeats repeats)
            throws InterruptedException, ExecutionException {
        var totals = new long[repeats.count()];
        for (int i = 0; i < totals.length; i++) {
            totals[i] = once(threads, visits.count());
        }
        return new Totals((long) threads.count() * visits.count(), totals);
    }

    private static long once(Threads threads, int visits) throws InterruptedException, ExecutionException {
        var site = new Site();
        var visitors = new ArrayList<FutureTask<?>>();
        for (int i = 0; i < threads.count(); i++) {
            visitors.add(new FutureTask<>(() -> visit(site, visits), null));
            Thread.ofPlatform().name("visitor " + (i + 1)).start(visitors.getLast());
        }
        try {
            for (var visitor : visitors) {
                visitor.get();
            }
        } finally {
            // Of use only if this thread gives up: then the visitors soon end.
            site.close();
        }
        return site.hits;
    }

    /** Returns two orders of the steps of two visits: one that counts both hits, and one that loses one. */
    public static ScheduleSteps steps() {
        var start = Map.of("hits", "0");
        return new ScheduleSteps(
                "Two visits, step by step",
                List.of(
                        new ScheduleSteps.Run(
                                "One after the other: both hits are counted",
                                threeSteps(threeSteps(visitors(), "visitor 1", 0), "visitor 2", 1)
                                        .build(),
                                start),
                        new ScheduleSteps.Run(
                                "The second comes between: one hit is lost",
                                visitors()
                                        .read("visitor 1", "hits", "0", "")
                                        .step("visitor 1", Step.Kind.CALL, "0 + 1 is 1", "")
                                        .read("visitor 2", "hits", "0", "")
                                        .step("visitor 2", Step.Kind.CALL, "0 + 1 is 1", "")
                                        .write("visitor 2", "hits", "1", "")
                                        .write("visitor 1", "hits", "1", "")
                                        .build(),
                                start)));
    }

    private static Schedule.Builder visitors() {
        return Schedule.of("visitor 1", "visitor 2");
    }

    /** Adds the steps of {@code hits++} of a thread that nobody disturbs. */
    private static Schedule.Builder threeSteps(Schedule.Builder schedule, String visitor, int before) {
        return schedule.read(visitor, "hits", String.valueOf(before), "")
                .step(visitor, Step.Kind.CALL, "%d + 1 is %d".formatted(before, before + 1), "")
                .write(visitor, "hits", String.valueOf(before + 1), "");
    }

    private static void visit(Site site, int visits) {
        for (int i = 0; i < visits; i++) {
            site.visit();
        }
    }

    /** The totals that were counted, one for each repeat. */
    public static final class Totals implements Tabular {

        private final long expected;
        private final long[] totals;

        Totals(long expected, long[] totals) {
            this.expected = expected;
            this.totals = totals.clone();
        }

        /** Returns what each total must be. */
        public long expected() {
            return expected;
        }

        /** Returns how many totals were right. */
        public int right() {
            return (int)
                    Arrays.stream(totals).filter(total -> total == expected).count();
        }

        /** Returns how many were not. */
        public int wrong() {
            return totals.length - right();
        }

        /** Returns how many were more than they must be. */
        public int above() {
            return (int) Arrays.stream(totals).filter(total -> total > expected).count();
        }

        /** Returns the totals in the order of the repeats. */
        public long[] totals() {
            return totals.clone();
        }

        /** Returns one row for each total, in the order of the repeats. */
        @Override
        public Table table() {
            var runs = IntColumn.create("run");
            var lost = LongColumn.create("lost");
            for (int i = 0; i < totals.length; i++) {
                runs.append(i + 1);
                lost.append(expected - totals[i]);
            }
            return Table.create(
                    "%s. %s".formatted(finding(), figures()), runs, LongColumn.create("counted hits", totals), lost);
        }

        /** Returns a dot for each total, over the line of the right one. */
        @Override
        public Optional<Sketch> sketch() {
            return Optional.of(Sketch.dots(
                    finding(),
                    figures(),
                    "run",
                    "counted hits",
                    "hits",
                    new Sketch.Level(expected, "what each total must be")));
        }

        private String finding() {
            return String.format(Locale.ROOT, "%,d of %,d totals are wrong", wrong(), totals.length);
        }

        private String figures() {
            var spread = Spread.of(totals);
            return String.format(
                    Locale.ROOT,
                    "Each must be %,d. Least %,.0f, median %,.0f; right: %.0f %% of the runs. No run threw an exception",
                    expected,
                    spread.min(),
                    spread.median(),
                    100.0 * right() / totals.length);
        }
    }
}
