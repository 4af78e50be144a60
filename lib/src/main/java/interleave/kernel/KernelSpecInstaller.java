package interleave.kernel;

import interleave.channel.LeakTracking;
import interleave.trial.store.MyFolder;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Installs the kernelspec: the build runs this class on the JDK that the kernel will use, so the absolute path of
 * {@code java} in {@code kernel.json} is that of the running process.
 *
 * <p>The kernelspec's folder holds everything the kernel needs: the jars in {@code lib/}, and {@code launch.jar}, whose
 * manifest names them by relative paths and opens the one JDK package that the kernel looks into. A running kernel
 * keeps the jars it opened: each is replaced by a rename, never written in place.
 */
public final class KernelSpecInstaller {

    private static final String LAUNCH_JAR = "launch.jar";
    private static final String CACHE = "kernel.aot";

    private KernelSpecInstaller() {}

    /**
     * Installs the kernelspec.
     *
     * @param arguments the kernelspec's folder, in which the wheel has put {@code jjava.jar}, then the kernel's class
     *     path, in one or several parts; only its jars count
     * @throws IOException if a jar cannot be copied; then what was there before is still in place
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 2) {
            System.err.println("Usage: KernelSpecInstaller KERNELSPEC_FOLDER CLASS_PATH...");
            System.exit(2);
        }
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        if (!Files.isRegularFile(folder.resolve("jjava.jar"))) {
            System.err.println("No jjava.jar in " + folder + ": install notebooks/requirements.txt there first.");
            System.exit(2);
        }
        List<Path> jars = Arrays.stream(arguments)
                .skip(1)
                .flatMap(path -> Arrays.stream(path.split(File.pathSeparator)))
                .filter(entry -> entry.endsWith(".jar"))
                .map(Path::of)
                .toList();
        install(folder, jars);
    }

    private static void install(Path folder, List<Path> jars) throws IOException {
        Path lib = Files.createDirectories(folder.resolve("lib"));
        List<String> names =
                jars.stream().map(jar -> jar.getFileName().toString()).toList();
        try {
            // All copies before the first rename: a full disk is met while everything old is still in place.
            for (Path jar : jars) {
                Files.copy(jar, copyOf(lib, jar), StandardCopyOption.REPLACE_EXISTING);
            }
            for (Path jar : jars) {
                move(copyOf(lib, jar), lib.resolve(jar.getFileName()));
            }
        } finally {
            for (Path jar : jars) {
                Files.deleteIfExists(copyOf(lib, jar));
            }
        }
        for (Path old : jarsOf(lib)) {
            if (!names.contains(old.getFileName().toString())) {
                Files.delete(old);
            }
        }
        writeLaunchJar(folder, names);
        Path json = folder.resolve("kernel.json.new");
        Files.writeString(json, kernelJson(folder, javaCommand(), myFolder()));
        move(json, folder.resolve("kernel.json"));
    }

    private static Path copyOf(Path lib, Path jar) {
        return lib.resolve(jar.getFileName() + ".new");
    }

    private static List<Path> jarsOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static void writeLaunchJar(Path folder, List<String> names) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, KernelLauncher.class.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH,
                Stream.concat(Stream.of("jjava.jar"), names.stream().map(name -> "lib/" + name))
                        .collect(Collectors.joining(" ")));
        // JJava asks a snippet for its class name; the module keeps it to itself unless opened.
        attributes.put(new Attributes.Name("Add-Opens"), "jdk.jshell/jdk.jshell");
        Path jar = folder.resolve(LAUNCH_JAR + ".new");
        try (JarOutputStream out =
                new JarOutputStream(new BufferedOutputStream(Files.newOutputStream(jar)), manifest)) {
            out.finish();
        }
        move(jar, folder.resolve(LAUNCH_JAR));
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The learner's own folder, if the build named one. The environment of whoever builds is not the learner's. */
    private static Optional<Path> myFolder() {
        return Optional.ofNullable(System.getProperty(MyFolder.PROPERTY))
                .map(name -> Path.of(name).toAbsolutePath().normalize());
    }

    private static String javaCommand() {
        return ProcessHandle.current()
                .info()
                .command()
                .orElseGet(() ->
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
    }

    /**
     * Returns the kernelspec. The memory bound keeps a runaway cell from taking the machine with it; the serial
     * collector starts fastest and needs no threads beside the learner's.
     */
    static String kernelJson(Path folder, String java, Optional<Path> my) {
        List<String> argv = new ArrayList<>(List.of(
                java,
                "--enable-preview",
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:AOTCache=" + folder.resolve(CACHE),
                "-D" + LeakTracking.PROPERTY + "=all",
                "-Xlog:disable",
                "-Xlog:all=error:stderr"));
        // For kernels that no tool of ours starts, VS Code's for instance; the environment variable outranks it.
        my.ifPresent(path -> argv.add("-D" + MyFolder.PROPERTY + "=" + path));
        argv.addAll(List.of("-jar", folder.resolve(LAUNCH_JAR).toString(), "{connection_file}"));
        return """
                {
                 "argv": [
                %s
                 ],
                 "display_name": "Java 25 (Interleave)",
                 "interrupt_mode": "message",
                 "language": "java",
                 "metadata": {
                  "debugger": false
                 }
                }
                """.formatted(argv.stream()
                .map(argument -> "  \"" + argument.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining(",\n")));
    }
}
