package interleave.trial.child;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
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
