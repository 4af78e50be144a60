package interleave.trial.litmus;

import interleave.trial.child.ParentLine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.runners.ForkedTestConfig;
import org.openjdk.jcstress.infra.runners.Runner;
import org.openjdk.jcstress.infra.runners.SpinLoopStyle;

/**
 * The child JVM in which one litmus test runs in one mode: it calls the runner that jcstress has built, sends
 * jcstress's own result to its parent and ends, whatever the test's threads still do.
 *
 * <p>Jcstress's own main program would start such JVMs too, some twenty of them only to find out what this JDK can do.
 * Here the modes are known, and whoever starts this one also kills it.
 */
final class LitmusFork {

    /**
     * States that the threads go through between two meetings. They are together on one state just after a meeting, so
     * few states mean many chances.
     */
    private static final int STRIDE = 64;

    /**
     * Meetings in one round. Between rounds all results are counted and new states made, for which all wait longest; but
     * a round that has begun is also ended, and on a busy machine each meeting may wait for a thread to get a core.
     */
    private static final int STRIDES = 640;

    private static final int MOST_MEGABYTES = 64;

    private LitmusFork() {}

    /**
     * Runs a test.
     *
     * @param arguments the name of the runner's class, for how many milliseconds it starts threads, and for how
     *     many one that was told to end may run on; without the last jcstress waits as long as it likes
     * @throws IOException if nobody listens
     */
    public static void main(String[] arguments) throws IOException {
        int millis = Integer.parseInt(arguments[1]);
        if (arguments.length > 2) {
            Patience.start(Thread.currentThread(), Duration.ofMillis(Integer.parseInt(arguments[2])));
        }
        var result = run(arguments[0], millis);
        var bytes = new ByteArrayOutputStream();
        result.write(new DataOutputStream(bytes));
        ParentLine.send(bytes.toByteArray());
        Runtime.getRuntime().halt(0);
    }

    private static TestResult run(String runner, int millis) {
        try {
            var type = Class.forName(runner).asSubclass(Runner.class);
            var test = type.getConstructor(ForkedTestConfig.class).newInstance(config(runner, millis));
            return test.run();
        } catch (ReflectiveOperationException | IOException | RuntimeException | Error e) {
            var failed = new TestResult(Status.TEST_ERROR);
            failed.addMessages(e);
            return failed;
        }
    }

    /** Returns what jcstress would send: its class has no other way in. */
    @SuppressWarnings("EnumOrdinal") // that is what its form has
    private static ForkedTestConfig config(String runner, int millis) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeInt(SpinLoopStyle.THREAD_SPIN_WAIT.ordinal());
        out.writeInt(millis);
        out.writeInt(1); // iteration
        out.writeUTF(runner);
        out.writeInt(MOST_MEGABYTES);
        out.writeInt(STRIDE);
        out.writeInt(STRIDES);
        out.writeBoolean(false); // threads are not bound to cores
        return new ForkedTestConfig(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }
}
