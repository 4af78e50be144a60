package interleave.trial.schedule;

import java.util.Optional;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenarioKt;
import org.jetbrains.kotlinx.lincheck.runner.CompletedInvocationResult;
import org.jetbrains.kotlinx.lincheck.runner.InvocationResult;
import org.jetbrains.kotlinx.lincheck.runner.LambdaRunnerKt;
import org.jetbrains.kotlinx.lincheck.strategy.LincheckFailure;
import org.jetbrains.kotlinx.lincheck.strategy.Strategy;
import org.jetbrains.kotlinx.lincheck.strategy.StrategyKt;
import org.jetbrains.kotlinx.lincheck.strategy.managed.modelchecking.ModelCheckingStrategy;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.jvm.agent.LincheckInstrumentation;

/**
 * A walk over the schedules of a program, with Lincheck: few switches between threads first, none twice.
 *
 * <p>It takes the steps of {@code Lincheck.runConcurrentTest} one by one. That looks for exceptions only, and tells them
 * with a report that it sometimes fails to write; this asks after each run whether it is the one looked for, outside the
 * model checker, which would follow every step of the question.
 *
 * <p>Owned by one thread; the program runs on threads of Lincheck, of which none is left when it is closed, unless a run
 * did not end. It cannot be interrupted.
 */
final class Exploration implements AutoCloseable {

    private final Strategy strategy;
    private InvocationResult result;

    /** Starts a walk. What the program keeps in its own fields outlives a run; what these lead to is set back. */
    Exploration(Runnable program) {
        LincheckAgent.install();
        var options = new ModelCheckingOptions().createTestConfigurations(program.getClass());
        LincheckAgent.follow(true);
        LincheckInstrumentation.INSTANCE.ensureObjectIsTransformed(program);
        var runner = LambdaRunnerKt.LambdaRunner(options.getTimeoutMs(), program);
        strategy = new ModelCheckingStrategy(
                runner, options.createSettings$lincheck(), false, LincheckInstrumentation.INSTANCE.getContext());
        runner.initializeStrategy(strategy);
    }

    /** Runs the program under the next schedule, or returns false: there is no other. */
    boolean next() {
        if (!strategy.nextInvocation()) {
            return false;
        }
        result = strategy.runInvocation();
        return true;
    }

    /** Says whether the last run has come to its end. */
    boolean completed() {
        return result instanceof CompletedInvocationResult;
    }

    /** Runs the program again as in the last run, and returns what was seen of it. Then the walk is over. */
    Optional<LincheckFailure> replay() {
        return Optional.ofNullable(
                StrategyKt.verify(strategy, ExecutionScenarioKt.emptyScenario(), result, (scenario, results) -> false));
    }

    @Override
    public void close() {
        strategy.close();
        LincheckAgent.follow(false);
    }
}
