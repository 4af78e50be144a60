package interleave.trial.jmh;

import interleave.trial.jmh.CpuReading.Consumer;
import interleave.trial.jmh.CpuReading.Kind;
import interleave.trial.jmh.CpuReading.Use;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Watches what else uses the processors while a benchmark runs, from {@link #start} to {@link #end}.
 *
 * <p>Confined to the thread that follows the benchmark: it reads when it is told that time has passed. It reads so seldom
 * that reading takes at most a two-hundredth of one processor. What begins and ends between two readings is seen only in
 * the machine's total.
 */
final class CpuWatch {

    /** From how many processors on average a measurement counts as disturbed. */
    static final double LEAST = 0.1;

    private static final int MOST_NAMED = 3;
    private static final long SPARING = 200;
    private static final String COMPILER_AND_COLLECTOR = "the compiler and collector of this JVM";
    private static final String UNSEEN = "processes that came and went, or that this system does not show,";
    private static final String HOST = "the host of this virtual machine";

    private final Supplier<CpuReading> source;
    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private final Map<Kind, Double> totals = new EnumMap<>(Kind.class);
    /** The last that was read of each, in whichever reading that was. */
    private final Map<Consumer, Use> known = new HashMap<>();

    private CpuReading first;
    private CpuReading last;
    private long nextReading;

    CpuWatch(Supplier<CpuReading> source) {
        this.source = source;
    }

    /** Begins anew. */
    void start() {
        seconds.clear();
        totals.clear();
        first = read();
        last = first;
        known.clear();
        known.putAll(first.used());
    }

    /** Tells that time has passed. */
    void tick() {
        if (last != null && System.nanoTime() - nextReading >= 0) {
            add(read());
        }
    }

    /** Ends, and returns who used more than a tenth of a processor on average, if that is so. */
    Optional<String> end() {
        add(read());
        double length = (last.at() - first.at()) / 1e9;
        last = null;
        return length <= 0 ? Optional.empty() : finding(length);
    }

    private CpuReading read() {
        long before = System.nanoTime();
        var reading = source.get();
        long after = System.nanoTime();
        nextReading = after + (after - before) * SPARING;
        return reading;
    }

    private void add(CpuReading now) {
        now.used().forEach((consumer, use) -> {
            var before = known.put(consumer, use);
            // Less than before means that another has got the same number: it is one that was not there.
            boolean same = before != null && use.nanos() >= before.nanos();
            // One that was there and could not be read: what it has used before is not of this measurement.
            boolean isNew = use.age() <= now.at() - first.at();
            double used = (same ? use.nanos() - before.nanos() : isNew ? use.nanos() : 0) / 1e9;
            totals.merge(consumer.kind(), used, Double::sum);
            if (consumer.kind() == Kind.THREAD) {
                seconds.merge("thread `%s` of this JVM".formatted(use.name()), used, Double::sum);
            } else if (consumer.kind() == Kind.PROCESS) {
                seconds.merge("process " + use.name(), used, Double::sum);
            }
        });
        last = now;
    }

    private double total(Kind kind) {
        return totals.getOrDefault(kind, 0.0);
    }

    private Optional<String> finding(double length) {
        var others = new LinkedHashMap<>(seconds);
        others.put(COMPILER_AND_COLLECTOR, total(Kind.JVM) - total(Kind.THREAD) - total(Kind.OWN_THREAD));
        // The system counts the machine in ticks and each process exactly: a twentieth is within what that leaves open.
        double seen = total(Kind.BENCHMARK) + total(Kind.JVM) + total(Kind.PROCESS);
        others.put(UNSEEN, total(Kind.MACHINE) * 0.95 - seen);
        others.put(HOST, total(Kind.STOLEN));
        var cores = others.entrySet().stream()
                .filter(other -> other.getValue() > 0)
                .map(other -> Map.entry(other.getKey(), other.getValue() / length))
                // Who reads it can stop what is in this JVM.
                .sorted(Comparator.comparingDouble(CpuWatch::rank).reversed())
                .toList();
        double sum = cores.stream().mapToDouble(Map.Entry::getValue).sum();
        return sum <= LEAST ? Optional.empty() : Optional.of(sentence(cores, sum));
    }

    /** What is in this JVM ranks before all others, since no machine has a million processors. */
    private static double rank(Map.Entry<String, Double> other) {
        return other.getValue() + (other.getKey().endsWith(" of this JVM") ? 1e6 : 0);
    }

    private static String sentence(List<Map.Entry<String, Double>> cores, double sum) {
        var much = cores.stream().filter(other -> other.getValue() > LEAST).toList();
        if (much.isEmpty()) {
            return "many together used %s, most of it %s"
                    .formatted(cores(sum), cores.getFirst().getKey());
        }
        return String.join(
                "; ",
                much.stream()
                        .limit(MOST_NAMED)
                        .map(other -> "%s %s %s"
                                .formatted(
                                        other.getKey(),
                                        other.getKey().equals(HOST) ? "took" : "used",
                                        cores(other.getValue())))
                        .toList());
    }

    private static String cores(double count) {
        return String.format(Locale.ROOT, "%.1f cores", count);
    }
}
