package interleave.trial.child;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The first class of a child JVM: it hands the standard input to {@link Control} and runs the program's main method.
 *
 * <p>The program runs on the main thread, and what it throws is thrown on, so that it ends as under the {@code java}
 * launcher.
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
        var loader = loader(parent);
        Control.start(parent);
        if (!Mark.READABLE) {
            // There the parent cannot find what is left when this JVM has ended.
            Runtime.getRuntime().addShutdownHook(new Thread(Control::killDescendants, "child-end"));
        }
        Thread.currentThread().setContextClassLoader(loader);
        var program = Class.forName(arguments[0], false, loader);
        var main = MainMethod.of(program)
                .orElseThrow(() -> new NoSuchMethodException(program.getName() + " has no main method"));
        if (main.takesArguments()) {
            main.handle().invokeExact(Arrays.copyOfRange(arguments, 1, arguments.length));
        } else {
            main.handle().invokeExact();
        }
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
}
