package interleave;

import interleave.trial.check.CheckJvm;
import interleave.trial.schedule.ScheduleJvm;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Ends the child JVMs that wait for the next check when a test class is over: other tests count the children of this JVM,
 * and want to find none.
 */
public final class NoChildStays implements TestExecutionListener {

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.getSource().filter(ClassSource.class::isInstance).isPresent()) {
            CheckJvm.plain().end();
            ScheduleJvm.get().end();
        }
    }
}
