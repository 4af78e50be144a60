package interleave.trial.child;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Answers the parent of a child JVM, and ends the child when the parent is gone, even by force.
 *
 * <p>Owns the standard input: one byte in it asks for a thread dump, another one begins a message to the program, its end
 * says that the parent is gone. A daemon thread
 * waits for either. It belongs to the system's group, so a program that lists its own threads does not see it.
 */
final class Control {

    /** Asks for a thread dump. */
    static final byte DUMP = 'd';

    /** Begins a message to the program: four bytes for its length, and the message. */
    static final byte MESSAGE = 'm';

    /** What goes where a dump has no room: made before there is none. */
    private static final byte[] EXHAUSTED = "its heap is exhausted".getBytes(StandardCharsets.US_ASCII);

    private final DataInputStream parent;
    private final Mark mark;
    private final OutputStream pipe = new FileOutputStream(FileDescriptor.out);
    private final Optional<Long> sign;
    private final byte[] exhausted;

    private Control(DataInputStream parent) throws IOException {
        this.parent = parent;
        this.mark = new Mark(parent.readUTF());
        long given = parent.readLong();
        this.sign = given == 0 ? Optional.empty() : Optional.of(given);
        this.exhausted = Frames.frame(given, Frames.Kind.NOT_DUMPED, EXHAUSTED, 0, EXHAUSTED.length);
    }

    /** Reads how the parent greets, puts the program's output into frames if it is to be, and starts to listen. */
    static void start(DataInputStream parent) throws IOException {
        var control = new Control(parent);
        control.sign.ifPresent(sign -> {
            System.setOut(control.printer(sign, Frames.Kind.OUTPUT));
            System.setErr(control.printer(sign, Frames.Kind.ERROR));
            ParentLine.open(control.pipe, sign, control.mark);
        });
        var group = Thread.currentThread().getThreadGroup().getParent();
        var thread = new Thread(group, control::listen, "child-control");
        thread.setDaemon(true);
        thread.start();
    }

    private PrintStream printer(long sign, Frames.Kind kind) {
        return new PrintStream(new Frames.Writer(pipe, sign, kind), true, StandardCharsets.UTF_8);
    }

    private void listen() {
        try {
            for (int next = parent.read(); next >= 0; next = parent.read()) {
                switch ((byte) next) {
                    case DUMP -> sign.ifPresent(this::dump);
                    case MESSAGE -> ParentLine.received(parent.readNBytes(parent.readInt()));
                    default -> throw new IOException("the parent asks for nothing with " + next);
                }
            }
        } catch (IOException e) {
            // A broken pipe means the same as a closed one.
        } finally {
            try {
                killWhatWasStarted();
            } finally {
                Runtime.getRuntime().halt(1);
            }
        }
    }

    /** Nothing that goes wrong here may end this thread: it is the one that notices the end of the parent. */
    private void dump(long sign) {
        try {
            report(sign);
        } catch (IOException gone) {
            // Then the end of the input comes next.
        } catch (OutOfMemoryError noMemory) {
            refuse(exhausted);
        }
    }

    private void report(long sign) throws IOException {
        try {
            var out = new DataOutputStream(new BufferedOutputStream(new Frames.Writer(pipe, sign, Frames.Kind.DUMP)));
            ThreadReport.write(out);
            out.flush();
            new Frames.Writer(pipe, sign, Frames.Kind.DUMPED).write(new byte[0]);
        } catch (ReflectiveOperationException | RuntimeException | Error failed) {
            var cause = failed instanceof InvocationTargetException ? failed.getCause() : failed;
            if (cause instanceof OutOfMemoryError noMemory) {
                throw noMemory;
            }
            var why = reason(cause).getBytes(StandardCharsets.UTF_8);
            refuse(Frames.frame(sign, Frames.Kind.NOT_DUMPED, why, 0, Math.min(why.length, 400)));
        }
    }

    /** Says why there is no dump. What is asked is not part of Java's interface, so another version may lack it. */
    static String reason(Throwable cause) {
        return cause instanceof ReflectiveOperationException || cause instanceof InaccessibleObjectException
                ? "it asks what Java %d does not tell: %s"
                        .formatted(Runtime.version().feature(), cause)
                : cause.toString();
    }

    private void refuse(byte... frame) {
        try {
            pipe.write(frame);
        } catch (IOException gone) {
            // Then the end of the input comes next.
        }
    }

    private void killWhatWasStarted() {
        killDescendants();
        // What is killed may have started more meanwhile. This JVM still runs the program, so no end can be waited for;
        // a hundred rounds beat any but a hopeless race.
        for (int round = 0; round < 100 && mark.kill() > 0; round++) {
            Thread.onSpinWait();
        }
    }

    static void killDescendants() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }
}
