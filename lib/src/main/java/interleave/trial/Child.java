package interleave.trial;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;

/**
 * The first class of a sandbox's child JVM: it runs the program's {@code main}, and takes care that nothing stays.
 *
 * <p>The program runs on the main thread, and what it throws is thrown on, so that it ends as under the {@code java}
 * launcher. When the parent is gone, even by force, the child notices within some seconds and halts. When the program
 * ends, the processes that it started are killed.
 */
final class Child {

    private Child() {}

    /**
     * Runs a program.
     *
     * @param arguments the process that is the parent, the name of the program's class, then its own arguments
     * @throws Throwable what the program throws
     */
    public static void main(String[] arguments) throws Throwable {
        endWith(Long.parseLong(arguments[0]));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> killDescendants(ProcessHandle.current()), "child-end"));
        var program = Class.forName(arguments[1], false, Child.class.getClassLoader());
        // A method handle: it wraps no exception and leaves no frame in a stack trace, as reflection would.
        mainOf(program).orElseThrow().invokeExact(Arrays.copyOfRange(arguments, 2, arguments.length));
    }

    /** Returns the {@code static void main(String[])} that a class declares. */
    static Optional<MethodHandle> mainOf(Class<?> program) {
        try {
            var main = program.getDeclaredMethod("main", String[].class);
            if (!Modifier.isStatic(main.getModifiers()) || main.getReturnType() != void.class) {
                return Optional.empty();
            }
            main.setAccessible(true);
            return Optional.of(MethodHandles.lookup().unreflect(main));
        } catch (NoSuchMethodException | IllegalAccessException none) {
            return Optional.empty();
        }
    }

    /** Kills what a process has started, and what that has started. */
    static void killDescendants(ProcessHandle process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
    }

    private static void endWith(long parent) {
        Thread.ofPlatform().daemon().name("parent-watch").start(() -> {
            ProcessHandle.of(parent).ifPresent(handle -> handle.onExit().join());
            killDescendants(ProcessHandle.current());
            Runtime.getRuntime().halt(1);
        });
    }
}
