package interleave.trial;

import interleave.trial.child.ChildProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Asks the operating system about the processor. What it does not tell is missing from the answer, never an error. */
final class Hardware {

    static final String PROCESSOR = "processor";
    static final String CORES = "cores";
    static final String CACHES = "caches";
    static final String POWER = "power";

    private static final Pattern SIZE = Pattern.compile("(\\d+)([KMG]?)");
    private static final List<String> UNITS = List.of("bytes", "KB", "MB", "GB", "TB");

    private Hardware() {}

    /** Returns what the system of this JVM tells. */
    static Map<String, String> ofThisSystem() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (system.startsWith("linux")) {
            return linux(Path.of("/"));
        }
        if (system.startsWith("mac")) {
            return mac(Hardware::sysctl);
        }
        // What Windows tells without a further process.
        return known(Map.of(PROCESSOR, Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER"))));
    }

    /** Returns what the proc and sys file systems below the given folder tell. */
    static Map<String, String> linux(Path root) {
        var cpus = root.resolve("sys/devices/system/cpu");
        var info = lines(root.resolve("proc/cpuinfo"));
        boolean virtual = info.stream().anyMatch(line -> line.startsWith("flags") && line.contains(" hypervisor"));
        var model = value(info, "model name").map(name -> virtual ? name + ", lent by a virtual machine" : name);
        var siblings = folders(cpus, "cpu[0-9]*").stream()
                .flatMap(cpu -> lines(cpu.resolve("topology/thread_siblings_list")).stream())
                .toList();
        long cores = siblings.stream().distinct().count();
        var governor = lines(cpus.resolve("cpu0/cpufreq/scaling_governor")).stream()
                .findFirst()
                .map(name -> "governor " + name);
        var supply = folders(root.resolve("sys/class/power_supply"), "*").stream()
                .filter(each -> lines(each.resolve("type")).contains("Mains"))
                .map(each -> lines(each.resolve("online")).contains("1") ? "on mains" : "on battery")
                .findFirst();
        var power = Stream.of(governor, supply).flatMap(Optional::stream).collect(Collectors.joining(", "));
        return known(Map.of(
                PROCESSOR,
                model,
                CORES,
                cores == 0 ? Optional.empty() : Optional.of(cores(cores, siblings.size())),
                CACHES,
                linuxCaches(cpus.resolve("cpu0/cache")),
                POWER,
                power.isEmpty() ? Optional.empty() : Optional.of(power)));
    }

    private static Optional<String> linuxCaches(Path folder) {
        var caches = new ArrayList<String>();
        for (var cache : folders(folder, "index*")) {
            var type = first(cache.resolve("type"));
            var size = SIZE.matcher(first(cache.resolve("size")));
            if (!type.equals("Instruction") && size.matches()) {
                int steps = " KMG".indexOf(size.group(2));
                long bytes = Long.parseLong(size.group(1)) << (10 * steps);
                caches.add("L%s %s".formatted(first(cache.resolve("level")), size(bytes)));
            }
        }
        return caches.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", caches));
    }

    /** Returns what the given function answers for the names of macOS' sysctl. */
    static Map<String, String> mac(Function<String, Optional<String>> sysctl) {
        var physical = sysctl.apply("hw.physicalcpu").map(Long::parseLong);
        var logical = sysctl.apply("hw.logicalcpu").map(Long::parseLong);
        var fast = sysctl.apply("hw.perflevel0.physicalcpu");
        var slow = sysctl.apply("hw.perflevel1.physicalcpu");
        var kinds = fast.isPresent() && slow.isPresent()
                ? ", %s fast and %s economical".formatted(fast.get(), slow.get())
                : "";
        var caches = IntStream.rangeClosed(1, 3)
                .boxed()
                .flatMap(level -> sysctl
                        .apply(level == 1 ? "hw.l1dcachesize" : "hw.l%dcachesize".formatted(level))
                        .map(bytes -> "L%d %s".formatted(level, size(Long.parseLong(bytes))))
                        .stream())
                .collect(Collectors.joining(", "));
        return known(Map.of(
                PROCESSOR, sysctl.apply("machdep.cpu.brand_string"),
                CORES, physical.flatMap(cores -> logical.map(threads -> cores(cores, threads) + kinds)),
                CACHES, caches.isEmpty() ? Optional.empty() : Optional.of(caches)));
    }

    private static Optional<String> sysctl(String name) {
        return answer(List.of("/usr/sbin/sysctl", "-n", name), Duration.ofSeconds(2));
    }

    /** Returns what a command prints that succeeds within the limit; it must be short enough for the pipe to hold it. */
    static Optional<String> answer(List<String> command, Duration limit) {
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        try (var child = ChildProcess.start(builder)) {
            var process = child.process();
            if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS) || process.exitValue() != 0) {
                return Optional.empty();
            }
            var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return answer.isEmpty() ? Optional.empty() : Optional.of(answer);
        } catch (IOException notThere) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static String cores(long cores, long threads) {
        return threads == cores
                ? "%d, one thread each".formatted(cores)
                : "%d, for %d threads: those of one core share its arithmetic".formatted(cores, threads);
    }

    /** Returns a size in the largest unit of which there is at least one. */
    static String size(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= 1024 && unit < UNITS.size() - 1) {
            amount /= 1024;
            unit++;
        }
        return String.format(
                Locale.ROOT, amount < 10 && amount % 1 != 0 ? "%.1f %s" : "%.0f %s", amount, UNITS.get(unit));
    }

    private static Map<String, String> known(Map<String, Optional<String>> answers) {
        var known = new HashMap<String, String>();
        answers.forEach((name, answer) -> answer.ifPresent(value -> known.put(name, value)));
        return known;
    }

    private static Optional<String> value(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }

    private static String first(Path file) {
        return lines(file).stream().findFirst().orElse("");
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException notThere) {
            return List.of();
        }
    }

    private static List<Path> folders(Path parent, String names) {
        try (var found = Files.newDirectoryStream(parent, names)) {
            var folders = new ArrayList<Path>();
            found.forEach(folders::add);
            folders.sort(null);
            return folders;
        } catch (IOException notThere) {
            return List.of();
        }
    }
}
