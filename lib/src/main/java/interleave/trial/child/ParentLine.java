package interleave.trial.child;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A child JVM's line to its parent: messages in both directions, beside what the program reads and prints.
 *
 * <p>Open only in a child that is watched. Messages that have come wait in a queue without a bound: the parent sends
 * one at a time. A lock keeps the pieces of a message together; it is held while the pipe takes them.
 */
public final class ParentLine {

    private static final LinkedBlockingQueue<byte[]> RECEIVED = new LinkedBlockingQueue<>();
    private static final ReentrantLock SENDING = new ReentrantLock();

    private static volatile ParentLine open;

    private final OutputStream pieces;
    private final OutputStream ends;
    private final Mark mark;

    private ParentLine(OutputStream pipe, long sign, Mark mark) {
        this.pieces = new Frames.Writer(pipe, sign, Frames.Kind.MESSAGE);
        this.ends = new Frames.Writer(pipe, sign, Frames.Kind.MESSAGED);
        this.mark = mark;
    }

    static void open(OutputStream pipe, long sign, Mark mark) {
        open = new ParentLine(pipe, sign, mark);
    }

    private static ParentLine opened() {
        var line = open;
        if (line == null) {
            throw new IllegalStateException("this JVM is not the watched child of another one");
        }
        return line;
    }

    static void received(byte... message) {
        RECEIVED.add(message);
    }

    /**
     * Waits for a message from the parent.
     *
     * @throws IllegalStateException if this JVM is not a watched child
     * @throws InterruptedException if this thread is interrupted meanwhile; the message stays for the next call
     */
    public static byte[] receive() throws InterruptedException {
        opened();
        return RECEIVED.take();
    }

    /**
     * Sends a message to the parent, and waits until the pipe has taken it. It comes after what this thread has printed.
     *
     * @throws IllegalStateException if this JVM is not a watched child
     * @throws IOException if the parent is gone
     */
    public static void send(byte... message) throws IOException {
        var line = opened();
        SENDING.lock();
        try {
            line.pieces.write(message);
            line.ends.write(new byte[0]);
        } finally {
            SENDING.unlock();
        }
    }

    /** Returns the threads of the program that are alive now, platform and virtual; none of the JVM's own. */
    public static List<Thread> threads() {
        return ThreadReport.running();
    }

    /**
     * Returns the processes that this JVM has started and that live; on Linux also those that have left its process
     * tree.
     */
    public static List<ProcessHandle> processes() {
        long self = ProcessHandle.current().pid();
        return Mark.READABLE
                ? opened().mark.marked().stream()
                        .filter(process -> process.pid() != self)
                        .toList()
                : ProcessHandle.current().descendants().toList();
    }
}
