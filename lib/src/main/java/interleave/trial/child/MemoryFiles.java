package interleave.trial.child;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;

/** Keeps in memory what a compiler and its processors write. Owned by the thread that compiles. */
final class MemoryFiles extends ForwardingJavaFileManager<JavaFileManager> {

    private final Map<String, Written> classes = new TreeMap<>();
    private final Map<String, Written> resources = new TreeMap<>();

    MemoryFiles(JavaFileManager underlying) {
        super(underlying);
    }

    Map<String, byte[]> classes() {
        return bytes(classes);
    }

    Map<String, byte[]> resources() {
        return bytes(resources);
    }

    private static Map<String, byte[]> bytes(Map<String, Written> files) {
        return files.entrySet().stream()
                .filter(file -> file.getValue().opened)
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, file -> file.getValue().bytes.toByteArray()));
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
            Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
        var path = className.replace('.', '/') + kind.extension;
        return kind == JavaFileObject.Kind.CLASS
                ? classes.computeIfAbsent(className, name -> new Written(path, kind))
                : new Written(path, kind);
    }

    @Override
    public FileObject getFileForOutput(Location location, String packageName, String relative, FileObject sibling) {
        return resources.computeIfAbsent(
                path(packageName, relative), path -> new Written(path, JavaFileObject.Kind.OTHER));
    }

    @Override
    public FileObject getFileForInput(Location location, String packageName, String relative) throws IOException {
        return location.isOutputLocation()
                ? getFileForOutput(location, packageName, relative, null)
                : super.getFileForInput(location, packageName, relative);
    }

    @Override
    public boolean isSameFile(FileObject a, FileObject b) {
        return a.toUri().equals(b.toUri());
    }

    private static String path(String packageName, String relative) {
        return packageName.isEmpty() ? relative : packageName.replace('.', '/') + "/" + relative;
    }

    /** A source text. */
    static final class Text extends SimpleJavaFileObject {

        private final String text;

        Text(String simpleName, String text) {
            super(URI.create("memory:///" + simpleName + Kind.SOURCE.extension), Kind.SOURCE);
            this.text = text;
        }

        boolean holds(String other) {
            return text.equals(other);
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** What was written, to be read again. Processors ask for a file also to see whether it is there. */
    private static final class Written extends SimpleJavaFileObject {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean opened;

        Written(String path, Kind kind) {
            super(URI.create("memory:///" + path), kind);
        }

        @Override
        public OutputStream openOutputStream() {
            opened = true;
            bytes.reset();
            return bytes;
        }

        @Override
        public InputStream openInputStream() throws IOException {
            checkWritten();
            return new ByteArrayInputStream(bytes.toByteArray());
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) throws IOException {
            checkWritten();
            return bytes.toString(StandardCharsets.UTF_8);
        }

        private void checkWritten() throws FileNotFoundException {
            if (!opened) {
                throw new FileNotFoundException(getName());
            }
        }
    }
}
