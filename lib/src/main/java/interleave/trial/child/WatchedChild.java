package interleave.trial.child;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A child JVM whose two output streams are told apart in their order, and which can be asked what its threads do.
 *
 * <p>Owned by the thread that started it. Two daemon threads read its pipes until they end, and call the listener; of
 * what comes through one pipe the order is kept, and everything that a program prints with {@code System.out} and
 * {@code System.err} comes through the same. Closing it kills the child with all that it has started.
 */
public final class WatchedChild implements AutoCloseable {

    /** What comes after it of a longer message is not kept. */
    private static final int MOST_BYTES_OF_A_MESSAGE = 16 << 20;

    /** Hears what the child prints. Called by two threads. */
    public interface Listener {

        /** Takes a piece of the standard error, or else of the standard output, in UTF-8 and cut anywhere. */
        void printed(boolean error, byte[] piece);

        /** Takes a message that the program has sent with {@link ParentLine#send}, in the order of sending. */
        default void sent(byte[] message) {}
    }

    private final ChildProcess child;
    private final Thread outputReader;
    private final Thread errorReader;
    private final ByteArrayOutputStream dumpSoFar = new ByteArrayOutputStream();
    private final ByteArrayOutputStream messageSoFar = new ByteArrayOutputStream();
    private final CompletableFuture<ThreadDump> dump = new CompletableFuture<>();

    private WatchedChild(ChildProcess child, long sign, Listener listener) {
        this.child = child;
        this.outputReader = reader("child-output", child.process().getInputStream(), pipe -> {
            try {
                Frames.read(pipe, sign, (kind, piece) -> take(kind, piece, listener));
            } finally {
                dump.complete(noDump("the child has just ended"));
            }
        });
        this.errorReader = reader(
                "child-error",
                child.process().getErrorStream(),
                pipe -> Frames.read(pipe, sign, (kind, piece) -> listener.printed(true, piece)));
    }

    /** Starts to watch a child that has just started and that knows the sign. */
    static WatchedChild of(ChildProcess child, long sign, Listener listener) {
        var watched = new WatchedChild(child, sign, listener);
        watched.outputReader.start();
        watched.errorReader.start();
        return watched;
    }

    private interface Reading {
        void read(InputStream pipe) throws IOException;
    }

    private static Thread reader(String name, InputStream pipe, Reading reading) {
        return Thread.ofPlatform().daemon().name(name).unstarted(() -> {
            try (pipe) {
                reading.read(pipe);
            } catch (IOException killed) {
                // The pipe of a killed child may end in an error instead of an end: nothing more will come.
            }
        });
    }

    private void take(Frames.Kind kind, byte[] piece, Listener listener) {
        switch (kind) {
            case OUTPUT -> listener.printed(false, piece);
            case ERROR -> listener.printed(true, piece);
            case DUMP -> dumpSoFar.writeBytes(piece);
            case DUMPED -> dump.complete(dumpSoFar());
            case MESSAGE -> {
                if (messageSoFar.size() < MOST_BYTES_OF_A_MESSAGE) {
                    messageSoFar.writeBytes(piece);
                }
            }
            case MESSAGED -> {
                listener.sent(messageSoFar.toByteArray());
                messageSoFar.reset();
            }
            case NOT_DUMPED -> dump.complete(noDump(new String(piece, StandardCharsets.UTF_8)));
        }
    }

    private ThreadDump dumpSoFar() {
        try {
            return ThreadReport.read(new DataInputStream(new ByteArrayInputStream(dumpSoFar.toByteArray())));
        } catch (IOException broken) {
            return noDump("it is not readable");
        }
    }

    private static ThreadDump noDump(String why) {
        return ThreadDump.none("there is no thread dump: " + why);
    }

    /** Returns the child, to wait for its end. */
    public Process process() {
        return child.process();
    }

    /** Sends a message to the program, which takes it with {@link ParentLine#receive}. Does not wait. */
    public void send(byte... message) {
        child.write(ByteBuffer.allocate(1 + Integer.BYTES + message.length)
                .put(Control.MESSAGE)
                .putInt(message.length)
                .put(message)
                .array());
    }

    /**
     * Asks the child, once, what its threads do, and waits for the answer. A child that is stuck gives none, and the
     * dump then says so.
     *
     * @throws InterruptedException if this thread is interrupted meanwhile; the child lives on
     */
    public ThreadDump dump(Duration atMost) throws InterruptedException {
        child.write(Control.DUMP);
        try {
            return dump.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException stuck) {
            return noDump("the child did not answer");
        } catch (ExecutionException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /**
     * Kills the child and what it has started, and waits until all are gone and all that they printed has been heard;
     * see {@link ChildProcess#end}. What has escaped the kill may hold a pipe open: it is heard for a second.
     */
    public void end() {
        child.end();
        Uninterrupted.join(ChildProcess.LAST_WORDS, outputReader, errorReader);
    }

    /** Does what {@link #end} does. */
    @Override
    public void close() {
        end();
    }
}
