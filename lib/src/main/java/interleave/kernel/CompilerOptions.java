package interleave.kernel;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How cells are compiled: Java 25 with its preview features, against the jars that a cell may name.
 *
 * <p>{@code -source}, never {@code --release}: the latter reads the signature archive of old releases and makes every
 * cell several times slower. Before the first cell the compiler opens every jar of its class path, so jars that only
 * run, such as Tablesaw's parsers, are left out here; they are on the JVM's class path all the same.
 */
final class CompilerOptions {

    /** Beginnings of the names of jars that no cell names in its code and whose types no signature shows. */
    private static final List<String> RUN_ONLY = List.of(
            "classgraph",
            "commons-math3",
            "error_prone",
            "failureaccess",
            "icu4j",
            "j2objc",
            "jackson",
            "jmh-generator",
            "jna",
            "jopt-simple",
            "jspecify",
            "listenablefuture",
            "pebble",
            "slf4j",
            "unbescape",
            "univocity");

    private CompilerOptions() {}

    static List<String> forCells(String classPath) {
        Stream<String> language = Stream.of("--enable-preview", "-source", "25");
        String compilePath = classPath(classPath)
                .filter(path -> !path.getFileName().toString().endsWith("-sources.jar"))
                .filter(path -> RUN_ONLY.stream().noneMatch(path.getFileName().toString()::startsWith))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        return Stream.concat(language, Stream.of("-classpath", compilePath)).toList();
    }

    /** Returns the entries of a class path; a jar whose manifest names others stands for itself and those. */
    static Stream<Path> classPath(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .flatMap(CompilerOptions::withManifestClassPath);
    }

    private static Stream<Path> withManifestClassPath(Path entry) {
        return manifestClassPath(entry)
                .map(names -> Stream.concat(
                        Stream.of(entry),
                        Arrays.stream(names.trim().split("\\s+")).map(name -> entry.resolveSibling(name))))
                .orElse(Stream.of(entry));
    }

    private static Optional<String> manifestClassPath(Path entry) {
        if (!entry.toString().endsWith(".jar")) {
            return Optional.empty();
        }
        try (JarFile jar = new JarFile(entry.toFile(), false)) {
            return Optional.ofNullable(jar.getManifest())
                    .map(Manifest::getMainAttributes)
                    .map(attributes -> attributes.getValue(Attributes.Name.CLASS_PATH));
        } catch (IOException e) {
            // Not there or not a jar: the JVM ignores such an entry, and so does the compiler.
            return Optional.empty();
        }
    }
}
