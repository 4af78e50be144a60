package interleave.trial.child;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The first class of a child JVM: it runs the program's main method, and takes care that nothing stays.
 *
 * <p>The program runs on the main thread, and what it throws is thrown on, so that it ends as under the {@code java}
 * launcher. The standard input belongs to a thread of this class: when it ends, the parent is gone, even by force, and
 * the child kills what it has started and halts.
 */
final class ChildMain {

    private ChildMain() {}

    /**
     * Runs a program.
     *
     * @param arguments the name of the program's class, then its own arguments
     * @throws Throwable what the program throws
     */
    public static void main(String[] arguments) throws Throwable {
        var parent = new DataInputStream(System.in);
        System.setIn(InputStream.nullInputStream());
        var mark = new Mark(parent.readUTF());
        var loader = loader(parent);
        endWith(parent, mark);
        if (!Mark.READABLE) {
            Runtime.getRuntime().addShutdownHook(new Thread(ChildMain::killDescendants, "child-end"));
        }
        Thread.currentThread().setContextClassLoader(loader);
        var program = Class.forName(arguments[0], false, loader);
        var main = MainMethod.of(program)
                .orElseThrow(() -> new NoSuchMethodException(program.getName() + " has no main method"));
        main.run(Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    private static ClassLoader loader(DataInputStream parent) throws IOException {
        int count = parent.readInt();
        if (count == 0) {
            return ChildMain.class.getClassLoader();
        }
        Map<String, byte[]> classes = HashMap.newHashMap(count);
        for (int i = 0; i < count; i++) {
            classes.put(parent.readUTF(), parent.readNBytes(parent.readInt()));
        }
        return new GivenClasses(classes, ChildMain.class.getClassLoader());
    }

    /** The thread is the system's, not the program's: a program that lists its own threads does not see it. */
    private static void endWith(InputStream parent, Mark mark) {
        var group = Thread.currentThread().getThreadGroup().getParent();
        var control = new Thread(group, () -> awaitEnd(parent, mark), "child-control");
        control.setDaemon(true);
        control.start();
    }

    private static void awaitEnd(InputStream parent, Mark mark) {
        try {
            while (parent.read() >= 0) {
                // The parent says nothing; that its end of the pipe closes is the message.
            }
        } catch (IOException e) {
            // A broken pipe means the same as a closed one.
        } finally {
            try {
                killDescendants();
                // What is killed may have started more meanwhile; a hundred rounds beat any but a hopeless race.
                for (int round = 0; round < 100 && mark.kill() > 0; round++) {
                    Thread.onSpinWait();
                }
            } finally {
                Runtime.getRuntime().halt(1);
            }
        }
    }

    private static void killDescendants() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }
}
