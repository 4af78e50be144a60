package interleave.trial.jmh;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The benchmarks that there are: what JMH's annotation processor wrote down when it compiled them.
 *
 * <p>A benchmark whose author says no mode is measured by its average time, not by throughput as JMH would have it: a
 * time is what most questions ask for. The list does not tell the two apart, the class does.
 */
public final class Catalogue {

    private final Collection<BenchmarkListEntry> entries;
    private final ClassLoader loader;

    private Catalogue(BenchmarkList list, ClassLoader loader) {
        this.entries = list.getAll(OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), List.of());
        this.loader = loader;
    }

    /** Returns the compiled benchmarks of this JVM's class path. */
    public static Catalogue ofClassPath() {
        return new Catalogue(BenchmarkList.defaultList(), Catalogue.class.getClassLoader());
    }

    /**
     * Returns the benchmarks that a list names.
     *
     * @param list the text of JMH's list
     * @param loader finds their classes
     */
    public static Catalogue of(String list, ClassLoader loader) {
        return new Catalogue(BenchmarkList.fromString(list), loader);
    }

    Collection<BenchmarkListEntry> entries() {
        return entries;
    }

    /** Returns the modes of an entry. */
    List<Mode> modes(BenchmarkListEntry entry) {
        if (entry.getMode() == Mode.Throughput && !saysMode(entry)) {
            return List.of(Mode.AverageTime);
        }
        return Selection.each(entry.getMode());
    }

    BenchmarkCase benchmarkCase(
            BenchmarkListEntry entry, Mode mode, SortedMap<String, String> parameters, int threads) {
        var fallback = mode == Mode.Throughput ? TimeUnit.SECONDS : TimeUnit.NANOSECONDS;
        return new BenchmarkCase(
                entry.getUsername(),
                mode,
                parameters,
                threads,
                entry.getTimeUnit().orElse(fallback),
                entry.getTimeUnit().hasValue(),
                List.copyOf(entry.getJvmArgs().orElse(List.of())),
                entry.getTimeout().hasValue() ? duration(entry.getTimeout().get()) : null);
    }

    private static Duration duration(TimeValue value) {
        return Duration.of(value.getTime(), value.getTimeUnit().toChronoUnit());
    }

    /** Whether a benchmark's method, or its class or what that extends, has the annotation. */
    private boolean saysMode(BenchmarkListEntry entry) {
        var method = entry.getUsername().substring(entry.getUserClassQName().length() + 1);
        var type = type(entry.getUserClassQName());
        return type == null
                || Stream.<Class<?>>iterate(type, found -> found != null, Class::getSuperclass)
                        .flatMap(found -> Stream.concat(
                                Stream.<AnnotatedElement>of(found),
                                Arrays.stream(found.getDeclaredMethods()).filter(one -> belongs(one, method))))
                        .anyMatch(element -> element.isAnnotationPresent(BenchmarkMode.class));
    }

    private static boolean belongs(Method method, String benchmark) {
        var group = method.getAnnotation(Group.class);
        return method.getName().equals(benchmark)
                || (group != null && group.value().equals(benchmark));
    }

    /** JMH writes a nested class with a dot: which of the dots stand for nesting only trying tells. */
    private Class<?> type(String name) {
        for (var binary = name; ; ) {
            try {
                return Class.forName(binary, false, loader);
            } catch (ClassNotFoundException notThatNested) {
                int dot = binary.lastIndexOf('.');
                if (dot < 0) {
                    return null;
                }
                binary = binary.substring(0, dot) + "$" + binary.substring(dot + 1);
            }
        }
    }
}
