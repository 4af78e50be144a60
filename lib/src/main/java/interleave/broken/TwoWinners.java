package interleave.broken;

import interleave.trial.Elements;
import interleave.trial.Repeats;
import interleave.trial.Sketch;
import interleave.trial.Tabular;
import interleave.trial.Threads;
import interleave.workload.Together;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.LongAdder;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Table;

/**
 * Wrong: threads give out user names. Each looks whether a name is free and then takes it. A name may be taken twice.
 *
 * <p>The map is made for many threads, and each of its calls is whole. Two calls are two: between the look and the deed
 * another thread looks, and finds the same name free.
 */
public final class TwoWinners {

    private TwoWinners() {}

    /** Gives out names. All threads share it; the map guards its entries, and nothing guards the pair of calls. */
    public static final class Registry {
        private final Map<Integer, String> owners = new ConcurrentHashMap<>();

        boolean take(int name, String owner) {
            if (!owners.containsKey(name)) {
                // Wrong: by now another thread may have taken it.
                owners.put(name, owner);
                return true;
            }
            return false;
        }
    }

    /**
     * Lets all threads apply for the same names in the same order, again and again, with a new registry each time.
     *
     * @param names how many names there are
     * @throws InterruptedException if this thread is interrupted while it waits; the applicants are joined first
     * @throws ExecutionException if an applicant fails
     */
    public static Winners run(Threads threads, Elements names, Repeats repeats)
            throws InterruptedException, ExecutionException {
        var winners = new long[repeats.count()];
        for (int i = 0; i < winners.length; i++) {
            winners[i] = once(threads, names.count());
        }
        return new Winners(names.count(), winners);
    }

    /** Returns how many applicants were told that a name is theirs. */
    private static long once(Threads threads, int names) throws InterruptedException, ExecutionException {
        var registry = new Registry();
        var winners = new LongAdder();
        Together.run(threads, thread -> {
            for (int name = 0; name < names; name++) {
                if (registry.take(name, "applicant " + thread)) {
                    winners.increment();
                }
            }
        });
        return winners.sum();
    }

    /** How many were told that a name is theirs, one count for each repeat. */
    public static final class Winners implements Tabular {

        private final int names;
        private final long[] winners;

        Winners(int names, long[] winners) {
            this.names = names;
            this.winners = winners.clone();
        }

        /** Returns how many runs gave out a name twice. */
        public int wrong() {
            return (int) Arrays.stream(winners).filter(count -> count > names).count();
        }

        /** Returns how many runs there were. */
        public int runs() {
            return winners.length;
        }

        /** Returns one row for each run. */
        @Override
        public Table table() {
            var runs = IntColumn.create("run");
            var twice = LongColumn.create("winners too many");
            for (int i = 0; i < winners.length; i++) {
                runs.append(i + 1);
                twice.append(winners[i] - names);
            }
            return Table.create(finding(), runs, LongColumn.create("winners", winners), twice);
        }

        /** Returns a dot for each run, over the line of the right count. */
        @Override
        public Optional<Sketch> sketch() {
            return Optional.of(Sketch.dots(
                    finding(),
                    String.format(
                            Locale.ROOT, "Each run gives out %,d names; one winner too many is a name with two", names),
                    "run",
                    "winners too many",
                    "winners",
                    new Sketch.Level(0, "one winner for each name")));
        }

        private String finding() {
            return String.format(Locale.ROOT, "%,d of %,d runs gave a name to two", wrong(), winners.length);
        }
    }
}
