package interleave.trial.schedule;

import interleave.trial.litmus.LitmusTest;
import interleave.trial.litmus.Meaning;
import interleave.trial.schedule.Checked.CannotCheck;
import interleave.trial.schedule.Checked.Failed;
import interleave.trial.schedule.Checked.Kind;
import interleave.trial.schedule.Checked.NoneFailed;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jetbrains.kotlinx.lincheck.execution.ResultWithClock;
import org.jetbrains.kotlinx.lincheck.strategy.LincheckFailure;
import org.jetbrains.kotlinx.lincheck.strategy.ManagedDeadlockFailure;
import org.jetbrains.kotlinx.lincheck.strategy.ManagedLivelockFailure;
import org.jetbrains.kotlinx.lincheck.strategy.TimeoutFailure;
import org.jetbrains.kotlinx.lincheck.util.ExceptionResult;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;

/**
 * Looks for a schedule under which a litmus test fails: runs it again and again, one thread at a time, each time under
 * another schedule, with Lincheck.
 *
 * <p>Runs in this JVM, which it changes for good: classes that are loaded are rewritten. So it belongs into a child. It
 * cannot be interrupted, and what it runs may hang; one check at a time, others wait for it.
 */
public final class ModelChecker {

    /** A planted race is found in the first few schedules, or not at all. */
    private static final int PLANTED = 50;

    private ModelChecker() {}

    /**
     * Looks for a schedule whose outcome the test forbids, or under which it deadlocks or an actor throws.
     *
     * @param invocations how many schedules to try at most
     */
    public static Checked check(LitmusTest test, int invocations) {
        return check(
                test, invocations, outcome -> test.meaning(outcome).kind() == Meaning.Kind.FORBIDDEN, Kind.FORBIDDEN);
    }

    /** Looks for a schedule with this outcome, or under which the test deadlocks or an actor throws. */
    public static Checked leadingTo(String outcome, LitmusTest test, int invocations) {
        return check(test, invocations, outcome::equals, Kind.SOUGHT);
    }

    /**
     * What an outcome means is looked up outside the model checker, which would follow every step of that: a run ends
     * well with outcomes that are known to be harmless, and each other one is judged here, once.
     */
    private static Checked check(LitmusTest test, int invocations, Predicate<String> wanted, Kind kind) {
        var limit = Limits.reason(test);
        if (limit.isPresent()) {
            return new CannotCheck(limit.get());
        }
        LincheckAgent.install();
        LincheckAgent.show(ProgramCode.of(test).classes());
        var play = PlayClass.of(test);
        var unseen = unseen(play);
        if (unseen.isPresent()) {
            return new CannotCheck(unseen.get());
        }
        var harmless = new ArrayList<>(test.meanings().stream()
                .flatMap(meaning -> meaning.ids().stream())
                .filter(Predicate.not(wanted))
                .toList());
        int runs = 0;
        while (runs < invocations) {
            var run = new LitmusRun(play, test.actors().size(), harmless);
            try {
                Lincheck.runConcurrentTest(invocations - runs, run);
                return new NoneFailed(runs + run.runs());
            } catch (LincheckAssertionError found) {
                var failure = found.getFailure$lincheck();
                var outcome =
                        ended(failure).filter(ended -> ended.getCause() == null).map(LitmusRun.Ended::outcome);
                if (outcome.isEmpty() || wanted.test(outcome.get())) {
                    return failed(test, failure, kind);
                }
                harmless.add(outcome.get());
                runs += run.runs();
            } catch (RuntimeException | Error broken) {
                return new CannotCheck("The model checker itself failed: " + broken);
            }
        }
        return new NoneFailed(runs);
    }

    /** Plants a race on each location, and returns why one is not seen, if there is one. */
    private static Optional<String> unseen(Play play) {
        for (var location : Location.reachableFrom(play.state())) {
            if (location.read() == null) {
                return Optional.of(
                        "`%s` is %s: the model checker does not look inside, and would miss a race on what it holds."
                                .formatted(
                                        location.name(),
                                        location.type().isHidden()
                                                ? "a lambda with captured variables"
                                                : "of " + location.type()));
            }
            try {
                Lincheck.runConcurrentTest(PLANTED, new PlantedRace(play, location));
            } catch (LincheckAssertionError found) {
                var why = thrown(found.getFailure$lincheck());
                if (why.filter(PlantedRace.Found.class::isInstance).isPresent()) {
                    continue;
                }
                return Optional.of("The race that was planted on `%s` ended otherwise: %s."
                        .formatted(location.name(), why.map(Throwable::toString).orElse("it did not end")));
            } catch (RuntimeException | Error broken) {
                return Optional.of(
                        "The model checker failed on a race planted on `%s`: %s.".formatted(location.name(), broken));
            }
            return Optional.of(
                    "A race planted on `%s` was not found: the model checker does not see that threads share it."
                            .formatted(location.name()));
        }
        return Optional.empty();
    }

    private static Checked failed(LitmusTest test, LincheckFailure failure, Kind kind) {
        var actors = test.actors().stream().map(Method::getName).toList();
        if (failure.getTrace() == null) {
            return new CannotCheck("A run of it did not end. The model checker knows no wait but those for locks, for"
                    + " monitors, for parked threads and for a thread to end.");
        }
        var reader = new TraceReader(test.type(), actors).read(failure.getTrace());
        return switch (failure) {
            case TimeoutFailure timeout -> new CannotCheck("A run of it did not end.");
            case ManagedDeadlockFailure deadlock -> deadlock(reader);
            case ManagedLivelockFailure livelock ->
                reader.loop()
                        .<Checked>map(place -> new CannotCheck(
                                "The loop at %s takes more turns than the model checker follows, or never ends."
                                        .formatted(place)))
                        .orElseGet(() -> deadlock(reader));
            default ->
                ended(failure)
                        .map(ended -> outcome(test, reader, ended, kind))
                        .orElseGet(
                                () -> new CannotCheck("The model checker found what it cannot explain:\n" + failure));
        };
    }

    private static Checked deadlock(TraceReader reader) {
        var meaning = reader.deadlock();
        return new Failed(Kind.DEADLOCK, reader.schedule(), "deadlock", meaning);
    }

    private static Checked outcome(LitmusTest test, TraceReader reader, LitmusRun.Ended ended, Kind kind) {
        var cause = ended.getCause();
        if (cause != null) {
            reader.threw(cause);
            return new Failed(
                    Kind.EXCEPTION,
                    reader.schedule(),
                    cause.getClass().getSimpleName(),
                    "A thread ended with an exception.");
        }
        return new Failed(
                kind,
                reader.schedule(),
                ended.outcome(),
                test.meaning(ended.outcome()).why());
    }

    private static Optional<LitmusRun.Ended> ended(LincheckFailure failure) {
        return thrown(failure).filter(LitmusRun.Ended.class::isInstance).map(LitmusRun.Ended.class::cast);
    }

    private static Optional<Throwable> thrown(LincheckFailure failure) {
        return failure.getResults().getParallelResultsWithClock().stream()
                .flatMap(List::stream)
                .map(ResultWithClock::getResult)
                .filter(ExceptionResult.class::isInstance)
                .map(result -> ((ExceptionResult) result).getThrowable())
                .findFirst();
    }
}
