package interleave.trial.litmus;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.runners.ForkedTestConfig;
import org.openjdk.jcstress.infra.runners.Runner;
import org.openjdk.jcstress.infra.runners.SpinLoopStyle;

/**
 * The child JVM in which one litmus test runs in one mode: it calls the runner that jcstress has built, writes jcstress's
 * own result to standard output and ends, whatever the test's threads still do.
 *
 * <p>Jcstress's own main program would start such JVMs too, some twenty of them only to find out what this JDK can do.
 * Here the modes are known, and whoever starts this one also kills it.
 */
final class LitmusFork {

    /** States that are made before the threads start on them: enough for the caches, few enough to be made often. */
    private static final int STRIDE = 256;

    private static final int STRIDES = 40;
    private static final int MOST_MEGABYTES = 64;

    private LitmusFork() {}

    /**
     * Runs a test.
     *
     * @param arguments the name of the runner's class, for how many milliseconds it starts threads, and how many more it
     *     waits for the end of one; without the last it waits as long as it likes
     * @throws IOException if nobody listens
     */
    public static void main(String[] arguments) throws IOException {
        // Standard output carries the result alone; what a test prints goes with the words of the JVM.
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        int millis = Integer.parseInt(arguments[1]);
        if (arguments.length > 2) {
            giveUpOn(Thread.currentThread(), millis + Integer.parseInt(arguments[2]));
        }
        var result = run(arguments[0], millis);
        var bytes = new ByteArrayOutputStream();
        result.write(new DataOutputStream(bytes));
        new FileOutputStream(FileDescriptor.out).write(bytes.toByteArray());
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

    /**
     * Interrupts a test of termination that has not ended when it ought to have. Its runner starts nothing new after its
     * time, so it has waited this long for one thread to end: the interrupt makes it count that thread as stale, which
     * it would do by itself after half a minute.
     */
    private static void giveUpOn(Thread runner, int millis) {
        Thread.ofPlatform().daemon().name("patience").start(() -> {
            try {
                Thread.sleep(millis);
                runner.interrupt();
            } catch (InterruptedException nobodyDoes) {
                Thread.currentThread().interrupt();
            }
        });
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
