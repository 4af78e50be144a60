package interleave.sync;

import static interleave.trial.schedule.Schedules.thread;
import static interleave.trial.schedule.Schedules.together;

import interleave.testing.ModelCheck;
import interleave.testing.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Small programs in which threads wait for permits, for each other, and for what is done once, for the model checker. */
final class SyncPrograms implements Supplier<List<ModelCheck>> {

    private static Permits permits;
    private static Permits.Permit held;
    private static Barrier barrier;
    private static WaitGroup group;
    private static Parker parker;
    private static Once once;
    private static int count;

    private final List<ModelCheck> programs = new ArrayList<>();

    @Override
    public List<ModelCheck> get() {
        add(
                "a permit that comes back goes to who waits",
                Set.of("took, gave | 1 0"),
                () -> together(SyncPrograms::take, SyncPrograms::giveBack) + after());
        add(
                "an interrupted thread takes the permit or leaves it",
                Set.of("took, interrupts, gave | 1 0", "InterruptedException, interrupts, gave | 1 0"),
                () -> together(SyncPrograms::take, () -> interrupt(0), SyncPrograms::giveBack) + after());
        add(
                "two wait for one permit",
                Set.of("took, took, gave | 1 0"),
                () -> together(SyncPrograms::take, SyncPrograms::take, SyncPrograms::giveBack) + after());
        add(
                "the permit that an interrupted thread leaves is the other's",
                Set.of("took, took, interrupts, gave | 1 0", "InterruptedException, took, interrupts, gave | 1 0"),
                () -> together(SyncPrograms::take, SyncPrograms::take, () -> interrupt(0), SyncPrograms::giveBack)
                        + after());
        add(
                "all come to the barrier, one last",
                Set.of("false, true", "true, false"),
                () -> together(() -> barrier.await(), () -> barrier.await()));
        add(
                "the group is waited for",
                Set.of("2, done, done"),
                () -> together(
                        () -> {
                            group.await();
                            return count;
                        },
                        SyncPrograms::done,
                        SyncPrograms::done));
        add(
                "a token is not lost",
                Set.of("parked, left"),
                () -> together(
                        () -> {
                            parker.park();
                            return "parked";
                        },
                        () -> {
                            parker.unpark();
                            return "left";
                        }));
        add(
                "it is done once",
                Set.of("true 1, false 1", "false 1, true 1"),
                () -> together(SyncPrograms::doOnce, SyncPrograms::doOnce));
        return programs;
    }

    private void add(String name, Set<String> outcomes, Callable<String> play) {
        programs.add(new Program(name, outcomes, Set.of(), () -> {
            permits = Permits.of(1);
            held = permits.acquire();
            barrier = Barrier.of(2);
            group = new WaitGroup();
            group.add(2);
            parker = new Parker();
            once = new Once();
            count = 0;
            return play.call();
        }));
    }

    private static String take() throws InterruptedException {
        try (var _ = permits.acquire()) {
            return "took";
        }
    }

    private static String giveBack() {
        held.close();
        return "gave";
    }

    private static String interrupt(int action) {
        thread(action).interrupt();
        return "interrupts";
    }

    private static String done() {
        synchronized (SyncPrograms.class) {
            count++;
        }
        group.done();
        return "done";
    }

    private static String doOnce() {
        return once.call(() -> count++) + " " + count;
    }

    private static String after() {
        return " | " + permits.available() + " " + permits.waiting();
    }
}
