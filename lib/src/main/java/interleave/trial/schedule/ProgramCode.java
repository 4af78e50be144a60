package interleave.trial.schedule;

import interleave.trial.litmus.LitmusTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The code that a litmus test may run, without that of libraries: its actors and its arbiter, its constructors, what
 * those call, and all methods of what they make. Read from the class files by one thread.
 */
final class ProgramCode {

    /** A program that large is none to try all schedules of. */
    private static final int MOST = 2_000;

    /** A method with its class. */
    record Part(ClassModel type, MethodModel method) {}

    private final ClassLoader loader;
    private final Map<String, Optional<ClassModel>> files = new LinkedHashMap<>();
    private final Set<MethodModel> seen = new HashSet<>();
    private final Deque<Part> waiting = new ArrayDeque<>();
    private final List<Part> parts = new ArrayList<>();

    private ProgramCode(ClassLoader loader) {
        this.loader = loader;
    }

    /** Reads the code of a test. */
    static ProgramCode of(LitmusTest test) {
        var code = new ProgramCode(test.type().getClassLoader());
        var names = Stream.concat(
                        Stream.of("<init>", "<clinit>"),
                        Stream.concat(test.actors().stream(), test.arbiter().stream())
                                .map(Method::getName))
                .toList();
        code.add(
                test.type().getName(),
                method -> names.contains(method.methodName().stringValue()));
        while (!code.waiting.isEmpty() && code.parts.size() < MOST) {
            var part = code.waiting.remove();
            code.parts.add(part);
            part.method().code().ifPresent(body -> body.forEach(code::follow));
        }
        return code;
    }

    List<Part> parts() {
        return parts;
    }

    /** Returns its classes by binary name. */
    Map<String, Class<?>> classes() {
        var classes = new LinkedHashMap<String, Class<?>>();
        files.forEach((name, file) -> {
            try {
                if (file.isPresent()) {
                    classes.put(name, Class.forName(name, false, loader));
                }
            } catch (ClassNotFoundException | LinkageError absent) {
                // What cannot be loaded does not run.
                classes.remove(name);
            }
        });
        return classes;
    }

    private void follow(CodeElement element) {
        switch (element) {
            case InvokeInstruction call ->
                add(
                        name(call.owner().asInternalName()),
                        method -> method.methodName().equalsString(call.name().stringValue())
                                && method.methodType().equalsString(call.type().stringValue()));
            case NewObjectInstruction made -> add(name(made.className().asInternalName()), method -> true);
            case FieldInstruction field ->
                add(
                        name(field.owner().asInternalName()),
                        method -> method.methodName().equalsString("<clinit>"));
            case InvokeDynamicInstruction dynamic ->
                dynamic.bootstrapArgs().stream()
                        .filter(DirectMethodHandleDesc.class::isInstance)
                        .map(DirectMethodHandleDesc.class::cast)
                        .forEach(target -> add(
                                target.owner()
                                        .descriptorString()
                                        .substring(1)
                                        .replace(";", "")
                                        .replace('/', '.'),
                                method -> method.methodName().equalsString(target.methodName())));
            default -> {}
        }
    }

    private void add(String type, Predicate<MethodModel> which) {
        files.computeIfAbsent(type, this::read).ifPresent(file -> {
            file.methods().stream()
                    .filter(which)
                    .filter(seen::add)
                    .forEach(method -> waiting.add(new Part(file, method)));
            // A call may be of a method that the class inherits.
            Stream.concat(file.superclass().stream(), file.interfaces().stream())
                    .forEach(above -> add(name(above.asInternalName()), which));
        });
    }

    private Optional<ClassModel> read(String type) {
        if (OwnCode.isLibrary(type) || type.startsWith("org.openjdk.jcstress.") || type.startsWith("[")) {
            return Optional.empty();
        }
        try (InputStream bytes = loader.getResourceAsStream(type.replace('.', '/') + ".class")) {
            return bytes == null ? Optional.empty() : Optional.of(ClassFile.of().parse(bytes.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException("the class file of " + type + " cannot be read", e);
        }
    }

    private static String name(String internal) {
        return internal.replace('/', '.');
    }
}
