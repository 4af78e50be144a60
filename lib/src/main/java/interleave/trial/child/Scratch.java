package interleave.trial.child;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.regex.Pattern;

/**
 * A folder for the temporary files of one child: ours, those of its tools and of the program it runs. A JVM that is
 * killed leaves them behind.
 *
 * <p>Owned by whoever starts the child, and closed when its processes are gone; closing deletes the folder with all that is in it. A
 * shutdown of this JVM does so too, after it has killed the process that uses the folder. What is left when this JVM is
 * killed itself, the next run deletes, whichever JVM it is of.
 */
public final class Scratch implements AutoCloseable {

    private static final String PREFIX = "interleave-scratch-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d{1,18})-.*");
    private static final String PROPERTY = "-Djava.io.tmpdir=";

    private final Path folder;
    private final Thread hook = new Thread(this::endUse, "scratch-deleter");
    private volatile Runnable endOfUser = () -> {};

    private Scratch(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes a folder where this system has temporary files.
     *
     * @throws UncheckedIOException if none can be made there
     */
    public static Scratch create() {
        return create(Path.of(System.getProperty("java.io.tmpdir")));
    }

    static Scratch create(Path parent) {
        try {
            sweep(parent);
            var scratch = new Scratch(Files.createTempDirectory(
                    parent, PREFIX + ProcessHandle.current().pid() + "-"));
            Runtime.getRuntime().addShutdownHook(scratch.hook);
            return scratch;
        } catch (IOException e) {
            throw new UncheckedIOException("No folder for temporary files can be made: " + e.getMessage(), e);
        }
    }

    /** Returns the folder. */
    public Path folder() {
        return folder;
    }

    /** Names the process that writes into the folder: a shutdown kills it before it deletes. */
    public void usedBy(ChildProcess process) {
        endOfUser = process::end;
    }

    /** Names the child that writes into the folder: a shutdown kills it before it deletes. */
    public void usedBy(WatchedChild child) {
        endOfUser = child::end;
    }

    /** Returns the flag by which a JVM has its temporary files in the folder. */
    public static String flag(String folder) {
        return PROPERTY + folder;
    }

    /** Returns whether a JVM's argument is such a flag: of one run only, so it belongs to no result. */
    public static boolean isFlag(String argument) {
        return argument.startsWith(PROPERTY) && argument.contains(File.separator + PREFIX);
    }

    /** Deletes the folder. If that fails, no result is worse for it: the shutdown or the next run tries again. */
    @Override
    public void close() {
        if (delete(folder)) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException shuttingDown) {
                // Then the hook finds nothing.
            }
        }
    }

    private void endUse() {
        endOfUser.run();
        delete(folder);
    }

    /** Deletes the folders of JVMs that are no more. */
    private static void sweep(Path parent) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (var folder : left) {
                var name = NAME.matcher(folder.getFileName().toString());
                if (name.matches()
                        && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
                    delete(folder);
                }
            }
        }
    }

    /** Deletes what can be deleted, and returns whether that was all. */
    private static boolean delete(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
                    Files.deleteIfExists(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException notNow) {
            return Files.notExists(folder);
        }
        return true;
    }
}
