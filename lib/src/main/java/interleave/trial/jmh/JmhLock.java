package interleave.trial.jmh;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The right to measure alone on this machine: the lock of a file that JMH itself locks, so that a benchmark from any
 * shell waits, or is refused, as well. JMH refuses at once; this waits.
 *
 * <p>Owned by the thread that took it. The operating system releases it when this JVM ends in whatever way. Somebody
 * else's file that may not be opened cannot be locked: then the measurement goes on, and says so.
 */
final class JmhLock implements AutoCloseable {

    /** The file that JMH locks. */
    static final Path FILE = Path.of(System.getProperty("java.io.tmpdir"), "jmh.lock");

    private static final long POLL_MILLIS = 200;

    private final Optional<FileChannel> channel;

    private JmhLock(Optional<FileChannel> channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock of a file, and waits until nobody has it.
     *
     * @param waiting is told once if there is something to wait for
     * @throws InterruptedException if this thread is interrupted; the lock is not taken then
     */
    static JmhLock take(Path file, Runnable waiting) throws InterruptedException {
        FileChannel channel;
        try {
            channel = open(file);
        } catch (IOException notOurs) {
            return new JmhLock(Optional.empty());
        }
        boolean told = false;
        try {
            while (!taken(channel)) {
                if (!told) {
                    waiting.run();
                    told = true;
                }
                Thread.sleep(POLL_MILLIS);
            }
        } catch (IOException cannotLock) {
            close(channel);
            return new JmhLock(Optional.empty());
        } catch (InterruptedException | RuntimeException e) {
            close(channel);
            throw e;
        }
        return new JmhLock(Optional.of(channel));
    }

    /** Returns whether the lock is held; if not, other benchmarks may run at the same time. */
    boolean held() {
        return channel.isPresent();
    }

    @Override
    public void close() {
        channel.ifPresent(JmhLock::close);
    }

    /** Opens before it creates: a system may refuse to create, in a folder of all, what is there and somebody else's. */
    static FileChannel open(Path file) throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.WRITE);
        } catch (NoSuchFileException first) {
            try {
                Files.createFile(file);
                // As JMH does it: whoever measures next may be somebody else.
                file.toFile().setWritable(true, false);
            } catch (FileAlreadyExistsException another) {
                // Two came first: the other one's file is as good.
            }
            return FileChannel.open(file, StandardOpenOption.WRITE);
        }
    }

    private static boolean taken(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException anotherThreadHere) {
            return false;
        }
    }

    /** Closing the channel releases its lock. */
    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // Then it was not open any more, and holds no lock.
        }
    }
}
