package interleave.trial.child;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;

/**
 * The method at which a program starts, found as the {@code java} launcher finds it: {@code main(String[])} before
 * {@code main()}, static or of an instance, inherited too, and not private. Immutable.
 */
public final class MainMethod {

    private final Class<?> program;
    private final Method method;

    private MainMethod(Class<?> program, Method method) {
        this.program = program;
        this.method = method;
    }

    /** Returns the main method of a class, if it has one. The class is not initialised. */
    public static Optional<MainMethod> of(Class<?> program) {
        return declared(program, String[].class)
                .or(() -> declared(program))
                .filter(method -> Modifier.isStatic(method.getModifiers()) || canBeMade(program))
                .map(method -> new MainMethod(program, method));
    }

    private static Optional<Method> declared(Class<?> program, Class<?>... parameters) {
        for (Class<?> type = program; type != null; type = type.getSuperclass()) {
            try {
                var method = type.getDeclaredMethod("main", parameters);
                if (method.getReturnType() == void.class && !Modifier.isPrivate(method.getModifiers())) {
                    return Optional.of(method);
                }
            } catch (NoSuchMethodException inherited) {
                // The superclass may have one.
            }
        }
        return Optional.empty();
    }

    private static boolean canBeMade(Class<?> program) {
        try {
            return !Modifier.isAbstract(program.getModifiers())
                    && !Modifier.isPrivate(program.getDeclaredConstructor().getModifiers());
        } catch (NoSuchMethodException none) {
            return false;
        }
    }

    /** Whether it takes the program's arguments. */
    boolean takesArguments() {
        return method.getParameterCount() == 1;
    }

    /**
     * Returns what starts the program, with the arguments as its only parameter or none; of a method of an instance, the
     * instance is made now. A method handle: it wraps no exception and leaves no frame in a stack trace, as reflection
     * would.
     *
     * @throws Throwable what the program's constructor throws
     */
    MethodHandle handle() throws Throwable {
        method.setAccessible(true);
        var main = MethodHandles.lookup().unreflect(method);
        if (Modifier.isStatic(method.getModifiers())) {
            return main;
        }
        var constructor = program.getDeclaredConstructor();
        constructor.setAccessible(true);
        return main.bindTo(
                MethodHandles.lookup().unreflectConstructor(constructor).invoke());
    }
}
