package interleave.trial.jmh;

import interleave.trial.child.ChildJvm;
import interleave.trial.child.ChildProcess;
import interleave.trial.child.Scratch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The child JVM with JMH in it, as its owner sees it: a queue of events.
 *
 * <p>A daemon thread reads the child's output until it ends, which closing this causes at the latest; the queue is what
 * it shares with the owner. Closing kills the child and its forks and waits until they are gone.
 */
final class HostProcess implements AutoCloseable {

    private static final int LAST_WORDS = 20;
    private static final Duration DUMP_TIME = Duration.ofSeconds(5);
    private static final Duration END_TIME = Duration.ofSeconds(2);

    private final ChildProcess child;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Deque<String> words = new ArrayDeque<>();
    private final List<Long> asked = new ArrayList<>();
    private final Thread reader;

    private HostProcess(ChildProcess child) {
        this.child = child;
        this.reader = Thread.ofPlatform()
                .daemon()
                .name("bench-events")
                .unstarted(() -> read(child.process().getInputStream()));
    }

    /**
     * Starts the child that measures these legs.
     *
     * @param first the entries of the class path that come before those of this JVM
     * @param scratch where temporary files go, those of the forks too
     */
    static HostProcess start(List<Leg> legs, List<Path> first, Scratch scratch) {
        var given = scratch.folder().resolve("legs");
        try {
            // In a file: a command line has a limit, and a thousand legs are beyond it.
            Files.writeString(given, Wire.text(new ArrayList<>(legs)), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException("What to measure cannot be written: " + e.getMessage(), e);
        }
        var child = ChildJvm.of(BenchHost.class)
                .classPath(first.toArray(Path[]::new))
                .heap(512)
                .flags(
                        "-XX:+UseSerialGC",
                        "-Djmh.ignoreLock=true",
                        Scratch.flag(scratch.folder().toString()))
                .flags("--sun-misc-unsafe-memory-access=allow")
                .arguments(given.toString())
                .redirectErrorStream()
                .start();
        scratch.usedBy(child);
        var host = new HostProcess(child);
        host.reader.start();
        return host;
    }

    /** Returns the events in the order in which the child wrote them; the last one is {@link Event.Closed}. */
    BlockingQueue<Event> events() {
        return events;
    }

    ProcessHandle handle() {
        return child.process().toHandle();
    }

    Thread reader() {
        return reader;
    }

    /** Returns the last that the child wrote apart from events, which is of use if it ended by itself. */
    String lastWords() {
        synchronized (words) {
            return words.isEmpty() ? "it said nothing" : String.join("\n", words);
        }
    }

    /** Returns a dump of the threads of the present fork, or nothing if none can be had in some seconds. */
    String forkDump() throws InterruptedException {
        var fork = handle().children().findFirst();
        if (fork.isEmpty()) {
            return "";
        }
        asked.add(fork.get().pid());
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var builder = new ProcessBuilder(jcmd, String.valueOf(fork.get().pid()), "Thread.print");
        try (var tool = ChildProcess.start(builder.redirectErrorStream(true))) {
            var text = new StringBuilder();
            var copy = Thread.ofPlatform()
                    .daemon()
                    .name("bench-dump")
                    .start(() -> copy(tool.process().getInputStream(), text));
            boolean ended = tool.process().waitFor(DUMP_TIME.toNanos(), TimeUnit.NANOSECONDS);
            tool.end();
            return ended && copy.join(DUMP_TIME) ? text.toString() : "";
        } catch (IOException noSuchTool) {
            return "";
        }
    }

    private static void copy(InputStream pipe, StringBuilder text) {
        try (pipe) {
            text.append(new String(pipe.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException killed) {
            // It took too long and was killed: there is no dump.
        }
    }

    @Override
    public void close() {
        child.close();
        awaitReader();
        // A JVM that is killed after it was asked leaves the socket behind at which it was: on Linux here.
        for (long pid : asked) {
            try {
                Files.deleteIfExists(Path.of("/tmp/.java_pid" + pid));
            } catch (IOException notOurs) {
                // Then it is none of this run.
            }
        }
    }

    /** The pipe ends with the child, so the reader does at once; what escaped the kill may hold the pipe open. */
    private void awaitReader() {
        boolean interrupted = Thread.interrupted();
        try {
            reader.join(END_TIME);
        } catch (InterruptedException again) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(InputStream pipe) {
        try (var lines = new BufferedReader(new InputStreamReader(pipe, StandardCharsets.UTF_8))) {
            var joiner = new Wire.Joiner();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (Wire.isPiece(line)) {
                    joiner.take(line).ifPresent(events::add);
                } else if (!line.isEmpty()) {
                    keep(line);
                }
            }
        } catch (IOException killed) {
            // The pipe of a killed child may end in an error instead of an end: nothing more will come.
        } catch (IllegalStateException unreadable) {
            keep(unreadable.getMessage());
        } finally {
            events.add(new Event.Closed());
        }
    }

    private void keep(String line) {
        synchronized (words) {
            if (words.size() == LAST_WORDS) {
                words.removeFirst();
            }
            words.addLast(line);
        }
    }
}
