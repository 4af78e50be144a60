package interleave.trial.jmh;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;

/**
 * One thing to measure: a benchmark with one value for everything that may vary.
 *
 * @param benchmark the method's name with its class in front, as JMH writes it
 * @param mode what is measured
 * @param parameters the value of each of the benchmark's parameters
 * @param threads how many threads call the method
 * @param unit the time unit of the score
 * @param unitGiven whether the benchmark's author chose the unit
 * @param jvmArgs the flags of the fork that the benchmark's author asks for
 * @param timeout how much longer than planned an iteration may take, or null if its author does not say
 */
public record BenchmarkCase(
        String benchmark,
        Mode mode,
        SortedMap<String, String> parameters,
        int threads,
        TimeUnit unit,
        boolean unitGiven,
        List<String> jvmArgs,
        Duration timeout)
        implements Serializable {

    /** Keeps copies. */
    public BenchmarkCase {
        parameters = new TreeMap<>(parameters);
        jvmArgs = List.copyOf(jvmArgs);
    }

    /** Returns the method's name. */
    public String method() {
        return benchmark.substring(benchmark.lastIndexOf('.') + 1);
    }

    /** Returns the class's name, written with dots only. */
    public String className() {
        return benchmark.substring(0, benchmark.lastIndexOf('.'));
    }

    /** Returns the class's name without its package. */
    public String simpleClassName() {
        return className().substring(className().lastIndexOf('.') + 1);
    }

    /** Returns the same with the unit of another, which counts as chosen here if it was chosen there. */
    public BenchmarkCase inUnitOf(BenchmarkCase other) {
        return new BenchmarkCase(benchmark, mode, parameters, threads, other.unit, other.unitGiven, jvmArgs, timeout);
    }

    Optional<Duration> ownTimeout() {
        return Optional.ofNullable(timeout);
    }

    /** Returns what a person needs to tell it from other cases of the same class. */
    @Override
    public String toString() {
        var text = new StringBuilder(method());
        parameters.forEach(
                (name, value) -> text.append(", ").append(name).append('=').append(value));
        return threads == 1 ? text.toString() : text + ", threads=" + threads;
    }
}
