package interleave.trial.jmh;

import interleave.trial.jmh.CpuReading.Consumer;
import interleave.trial.jmh.CpuReading.Kind;
import interleave.trial.jmh.CpuReading.Use;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Asks the operating system who has used how much processor time. What it does not tell is missing from the reading.
 *
 * <p>On Linux it reads one small file for each process, elsewhere it asks the JDK. A process is known by the name of its
 * program alone.
 */
final class CpuSource implements Supplier<CpuReading> {

    /** Linux counts time for other programs in hundredths of a second, on every processor. */
    private static final long NANOS_OF_A_TICK = 10_000_000;

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Path PROCESSES = Path.of("/proc");

    private final long benchmark;
    private final Set<Long> ownThreads;
    private final Path processes;

    /**
     * Makes a source.
     *
     * @param benchmark the process that, with all it starts, is the benchmark
     * @param ownThreads the threads of this JVM that the measurement needs
     */
    CpuSource(long benchmark, Set<Long> ownThreads) {
        this(benchmark, ownThreads, PROCESSES);
    }

    CpuSource(long benchmark, Set<Long> ownThreads, Path processes) {
        this.benchmark = benchmark;
        this.ownThreads = Set.copyOf(ownThreads);
        this.processes = processes;
    }

    @Override
    public CpuReading get() {
        var used = new HashMap<Consumer, Use>();
        addThreads(used);
        if (Files.isReadable(processes.resolve("stat"))) {
            addLinux(used);
        } else {
            addPortable(used);
        }
        return new CpuReading(System.nanoTime(), used);
    }

    private void addThreads(Map<Consumer, Use> used) {
        var threads = ManagementFactory.getThreadMXBean();
        if (!threads.isThreadCpuTimeSupported() || !threads.isThreadCpuTimeEnabled()) {
            return;
        }
        for (var info : threads.getThreadInfo(threads.getAllThreadIds())) {
            // A thread that has ended meanwhile has no information and no time.
            long time = info == null ? -1 : threads.getThreadCpuTime(info.getThreadId());
            if (time >= 0) {
                var kind = ownThreads.contains(info.getThreadId()) ? Kind.OWN_THREAD : Kind.THREAD;
                // Threads can always be read: one that was not there is new.
                used.put(new Consumer(kind, info.getThreadId()), new Use(info.getThreadName(), time, 0));
            }
        }
    }

    /**
     * What a process says of itself.
     *
     * @param own time of the process
     * @param withEnded the same and the time of its children that have ended
     * @param begun when it began, since the machine did
     */
    private record Stat(long parent, String name, long own, long withEnded, long begun) {}

    private void addLinux(Map<Consumer, Use> used) {
        var stats = new HashMap<Long, Stat>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(processes, CpuSource::isProcess)) {
            for (var process : all) {
                read(
                        process.resolve("stat"),
                        Long.parseLong(process.getFileName().toString()),
                        stats);
            }
        } catch (IOException e) {
            return;
        }
        var uptime = uptime();
        long self = ProcessHandle.current().pid();
        long tree = 0;
        for (var entry : stats.entrySet()) {
            long pid = entry.getKey();
            var stat = entry.getValue();
            if (isOfBenchmark(pid, stats)) {
                tree += stat.withEnded();
            } else if (pid == self) {
                used.put(Consumer.only(Kind.JVM), Use.of(stat.own()));
            } else {
                used.put(
                        new Consumer(Kind.PROCESS, pid),
                        new Use(
                                stat.name(),
                                stat.own(),
                                uptime.isPresent() ? uptime.getAsLong() - stat.begun() : Use.OLD));
            }
        }
        used.put(Consumer.only(Kind.BENCHMARK), Use.of(tree));
        addMachine(used);
    }

    private static boolean isProcess(Path entry) {
        return Character.isDigit(entry.getFileName().toString().charAt(0));
    }

    private static void read(Path file, long pid, Map<Long, Stat> stats) {
        try {
            // The name stands in parentheses and may hold any character, parentheses too.
            var text = Files.readString(file, StandardCharsets.ISO_8859_1);
            int open = text.indexOf('(');
            int close = text.lastIndexOf(')');
            var fields = BLANKS.split(text.substring(close + 2), -1);
            long own = ticks(fields[11]) + ticks(fields[12]);
            stats.put(
                    pid,
                    new Stat(
                            Long.parseLong(fields[1]),
                            text.substring(open + 1, close),
                            own,
                            own + ticks(fields[13]) + ticks(fields[14]),
                            ticks(fields[19])));
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException ended) {
            // A process that ends while it is read has no time any more.
        }
    }

    /** Returns for how long the machine runs, in nanoseconds. */
    private OptionalLong uptime() {
        try {
            var text = Files.readString(processes.resolve("uptime"), StandardCharsets.ISO_8859_1);
            return OptionalLong.of((long) (Double.parseDouble(text.substring(0, text.indexOf(' '))) * 1e9));
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException notTold) {
            return OptionalLong.empty();
        }
    }

    private static long ticks(String count) {
        return Long.parseLong(count) * NANOS_OF_A_TICK;
    }

    private boolean isOfBenchmark(long pid, Map<Long, Stat> stats) {
        var seen = new HashSet<Long>();
        for (long at = pid;
                stats.containsKey(at) && seen.add(at);
                at = stats.get(at).parent()) {
            if (at == benchmark) {
                return true;
            }
        }
        return false;
    }

    /** The first line: user, nice, system, idle, iowait, irq, softirq, steal. */
    private void addMachine(Map<Consumer, Use> used) {
        try (var lines = Files.lines(processes.resolve("stat"), StandardCharsets.ISO_8859_1)) {
            var fields = BLANKS.split(lines.findFirst().orElse(""), -1);
            used.put(Consumer.only(Kind.MACHINE), Use.of(ticks(fields[1]) + ticks(fields[2]) + ticks(fields[3])));
            used.put(Consumer.only(Kind.STOLEN), Use.of(ticks(fields[8])));
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException notTold) {
            // Then what is not a process of its own stays unseen.
        }
    }

    private void addPortable(Map<Consumer, Use> used) {
        var tree = ProcessHandle.of(benchmark).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
        tree.add(benchmark);
        long self = ProcessHandle.current().pid();
        ProcessHandle.allProcesses()
                .filter(process -> !tree.contains(process.pid()))
                .forEach(process -> {
                    var info = process.info();
                    var time = info.totalCpuDuration();
                    if (time.isPresent() && process.pid() == self) {
                        used.put(Consumer.only(Kind.JVM), Use.of(time.get().toNanos()));
                    } else if (time.isPresent()) {
                        var name = info.command()
                                .map(Path::of)
                                .map(Path::getFileName)
                                .map(Path::toString);
                        used.put(
                                new Consumer(Kind.PROCESS, process.pid()),
                                new Use(
                                        name.orElse("of another user"),
                                        time.get().toNanos(),
                                        info.startInstant()
                                                .map(start -> Duration.between(start, Instant.now())
                                                        .toNanos())
                                                .orElse(Use.OLD)));
                    }
                });
    }
}
