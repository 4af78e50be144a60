package interleave.trial.child;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Loads classes whose bytes are at hand, before those of the same name that its parent knows.
 *
 * <p>Owns the bytes and never changes them; a class is defined once, under the lock of its name.
 */
public final class GivenClasses extends ClassLoader {

    private final Map<String, byte[]> classes;

    static {
        registerAsParallelCapable();
    }

    /** Makes a loader of classes by binary name. */
    public GivenClasses(Map<String, byte[]> classes, ClassLoader parent) {
        super(parent);
        this.classes = Map.copyOf(classes);
    }

    /** Returns the class file of a given class too: what reads annotations in the order of the source asks for it. */
    @Override
    public InputStream getResourceAsStream(String name) {
        var bytes = name.endsWith(".class")
                ? classes.get(
                        name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                : null;
        return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
    }

    /**
     * Writes the classes into a folder as a class path needs them.
     *
     * @throws IOException if a file cannot be written
     */
    public void writeTo(Path folder) throws IOException {
        for (var each : classes.entrySet()) {
            var file = folder.resolve(each.getKey().replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, each.getValue());
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        var bytes = classes.get(name);
        if (bytes == null) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            var loaded = findLoadedClass(name);
            return loaded != null ? loaded : defineClass(name, bytes, 0, bytes.length);
        }
    }
}
