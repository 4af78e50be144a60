package interleave.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A class of the library with some methods changed, for a JVM that finds it before the real one. */
public final class Patched {

    private Patched() {}

    /** Writes a class with another body of its only methods of these names into a folder of a class path. */
    public static void write(Path folder, Class<?> type, Consumer<CodeBuilder> body, String... methods) {
        var file = ClassFile.of();
        var left = new ArrayList<>(List.of(methods));
        try (InputStream bytes = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            var patched = file.transformClass(file.parse(bytes.readAllBytes()), (changed, element) -> {
                if (element instanceof MethodModel found
                        && left.remove(found.methodName().stringValue())) {
                    changed.withMethodBody(
                            found.methodName(),
                            found.methodType(),
                            found.flags().flagsMask(),
                            body);
                } else {
                    changed.with(element);
                }
            });
            if (!left.isEmpty()) {
                throw new IllegalArgumentException(type + " has no method " + left);
            }
            var target = folder.resolve(type.getName().replace('.', '/') + ".class");
            Files.createDirectories(target.getParent());
            Files.write(target, patched);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
