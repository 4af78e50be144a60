package interleave.trial.schedule;

import interleave.trial.litmus.LitmusTest;
import interleave.trial.schedule.Checked.CannotCheck;
import interleave.trial.schedule.Checked.Failed;
import interleave.trial.schedule.Checked.Kind;
import interleave.trial.schedule.Checked.NoneFailed;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jetbrains.kotlinx.lincheck.strategy.IncorrectResultsFailure;
import org.jetbrains.kotlinx.lincheck.strategy.ManagedDeadlockFailure;
import org.jetbrains.kotlinx.lincheck.strategy.ManagedLivelockFailure;
import org.jetbrains.kotlinx.lincheck.strategy.TimeoutFailure;

/**
 * Looks for a schedule under which a litmus test fails: runs it again and again, one thread at a time, each time under
 * another schedule, with Lincheck.
 *
 * <p>Runs in this JVM, which it changes for good: classes that are loaded are rewritten. So it belongs into a child. It
 * cannot be interrupted, and what it runs may hang; one check at a time, others wait for it.
 */
public final class ModelChecker {

    /** So many schedules for each place to plant a race on: one in which the other thread goes there is among the first. */
    private static final int PLANTED = 50;

    /**
     * When a search ends.
     *
     * @param invocations how many schedules to try at most
     * @param time how long to try others; one is tried in any case
     */
    public record Effort(int invocations, Duration time) {}

    private ModelChecker() {}

    /**
     * Looks for a schedule whose outcome the test forbids or does not name, or under which it deadlocks or an actor throws.
     *
     * @param effort how many schedules to try at most, and for how long
     */
    public static Checked check(LitmusTest test, Effort effort) {
        return check(test, effort, test::refuses, Kind.FORBIDDEN);
    }

    /** Looks for a schedule with this outcome, or under which the test deadlocks or an actor throws. */
    public static Checked leadingTo(String outcome, LitmusTest test, Effort effort) {
        return check(test, effort, outcome::equals, Kind.SOUGHT);
    }

    private static Checked check(LitmusTest test, Effort effort, Predicate<String> wanted, Kind kind) {
        var limit = Limits.reason(test);
        if (limit.isPresent()) {
            return new CannotCheck(limit.get());
        }
        LincheckAgent.install();
        var classes = ProgramCode.of(test).classes();
        LincheckAgent.show(classes);
        try {
            var play = PlayClass.of(test);
            var unseen = unseen(play);
            if (unseen.isPresent()) {
                return new CannotCheck(unseen.get());
            }
            var run = new LitmusRun(play, test.actors().size());
            var checked = search(test, run, effort, wanted, kind);
            // The threads may have made what the first look did not find.
            return checked instanceof NoneFailed
                    ? dark(Location.reachableFrom(run.state()))
                            .<Checked>map(CannotCheck::new)
                            .orElse(checked)
                    : checked;
        } catch (RuntimeException | Error broken) {
            return new CannotCheck("The model checker itself failed: " + broken);
        } finally {
            LincheckAgent.forget(classes);
        }
    }

    /** Looks for a schedule that fails, whether the model checker sees all that the threads share or not. */
    static Checked search(LitmusTest test, LitmusRun run, Effort effort, Predicate<String> wanted, Kind kind) {
        long start = System.nanoTime();
        int runs = 0;
        try (var exploration = new Exploration(run)) {
            while (runs < effort.invocations()
                    && (runs == 0 || System.nanoTime() - start < effort.time().toNanos())) {
                if (!exploration.next()) {
                    break;
                }
                runs++;
                if (!exploration.completed()
                        || run.thrown() != null
                        || (run.outcome() != null && wanted.test(run.outcome()))) {
                    return failed(test, exploration, run, kind);
                }
            }
        }
        return new NoneFailed(runs);
    }

    /** Plants races on what can be reached from the state, and returns why one is not seen, if there is one. */
    private static Optional<String> unseen(Play play) {
        Object state;
        try {
            state = play.state();
        } catch (RuntimeException | Error byTheProgram) {
            return Optional.of("Its state cannot be made: the constructor throws %s.".formatted(byTheProgram));
        }
        var locations = Location.reachableFrom(state);
        var dark = dark(locations);
        if (dark.isPresent()) {
            return dark;
        }
        if (locations.size() > Location.MOST) {
            return Optional.of(
                    "Its threads share more than %d fields, elements and objects, and so many schedules cannot be"
                                    .formatted(Location.MOST)
                            + " tried. Take a smaller program.");
        }
        var races = new PlantedRaces(play, locations);
        try (var exploration = new Exploration(races)) {
            for (int i = 0; i < PLANTED * locations.size() && !races.allFound(); i++) {
                if (!exploration.next()) {
                    break;
                }
                if (!exploration.completed()) {
                    return Optional.of("A run that only looks at its state did not end.");
                }
                races.note();
            }
        }
        return races.missed()
                .map(location ->
                        "A race planted on `%s` was not found: the model checker does not see that threads share it."
                                .formatted(location.name()));
    }

    private static Optional<String> dark(List<Location> locations) {
        return locations.stream()
                .filter(location -> location.read() == null)
                .findFirst()
                .map(location ->
                        "`%s` is %s: the model checker does not look inside, and would miss a race on what it holds."
                                .formatted(
                                        location.name(),
                                        location.type().isHidden()
                                                ? "a lambda with captured variables"
                                                : "of " + location.type()));
    }

    private static Checked failed(LitmusTest test, Exploration exploration, LitmusRun run, Kind kind) {
        var outcome = run.outcome();
        var failure = exploration.replay().orElseThrow();
        if (failure.getTrace() == null || failure instanceof TimeoutFailure) {
            return new CannotCheck("A run of it did not end. The model checker knows no wait but those for locks, for"
                    + " monitors, for parked threads and for a thread to end.");
        }
        var reader = TraceReader.of(test, failure.getTrace());
        return switch (failure) {
            case ManagedDeadlockFailure deadlock -> deadlock(reader);
            case ManagedLivelockFailure livelock ->
                reader.loop()
                        .<Checked>map(place -> new CannotCheck(
                                "The loop at %s takes more turns than the model checker follows, or never ends."
                                        .formatted(place)))
                        .orElseGet(() -> deadlock(reader));
            case IncorrectResultsFailure ended
            when run.thrown() != null -> {
                reader.threw(run.thrown(), run.thrower());
                yield new Failed(
                        Kind.EXCEPTION,
                        reader.schedule(),
                        run.thrown().getClass().getSimpleName(),
                        "A thread ended with an exception.");
            }
            case IncorrectResultsFailure ended
            when Objects.equals(outcome, run.outcome()) ->
                new Failed(
                        kind, reader.schedule(), outcome, test.meaning(outcome).why());
            case IncorrectResultsFailure ended ->
                new CannotCheck(
                        "Under the same schedule it ended with %s and then with %s: it depends on more than the order of its steps."
                                .formatted(outcome, run.outcome()));
            default ->
                new CannotCheck("The model checker found what it cannot explain: "
                        + failure.getClass().getSimpleName());
        };
    }

    private static Checked deadlock(TraceReader reader) {
        var meaning = reader.deadlock();
        return new Failed(Kind.DEADLOCK, reader.schedule(), "deadlock", meaning);
    }
}
