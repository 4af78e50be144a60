package interleave.exercise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The exercises that lie beside this package's classes, in a folder or a jar. Read once, at the first question. */
final class Catalogue {

    static final List<Exercise> ALL = read();

    private Catalogue() {}

    private static List<Exercise> read() {
        try {
            var code = Path.of(Catalogue.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(code)) {
                return read(code);
            }
            try (var jar = FileSystems.newFileSystem(code, Map.of())) {
                return read(jar.getPath("/"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The exercises cannot be read: " + e.getMessage(), e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The place of the library is not a path", e);
        }
    }

    private static List<Exercise> read(Path root) throws IOException {
        var folder = root.resolve(Catalogue.class.getPackageName().replace('.', '/'));
        var exercises = new ArrayList<Exercise>();
        try (var files = Files.newDirectoryStream(folder, "*.java")) {
            for (var file : files) {
                exercises.add(ExerciseFile.read(file.getFileName().toString(), Files.readString(file)));
            }
        }
        exercises.sort(Comparator.comparing(Exercise::id));
        return List.copyOf(exercises);
    }
}
