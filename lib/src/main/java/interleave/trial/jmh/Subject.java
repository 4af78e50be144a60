package interleave.trial.jmh;

import interleave.trial.BenchException;
import interleave.trial.child.Compilation;
import interleave.trial.child.GivenClasses;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where benchmarks come from: the class path of this JVM, or source text just compiled.
 *
 * @param title what to call them
 * @param catalogue which there are
 * @param source what was compiled, if anything
 * @param linesBefore how many lines stand before those that the learner wrote
 */
public record Subject(String title, Catalogue catalogue, Optional<Compilation> source, int linesBefore) {

    private static final String LIST = "META-INF/BenchmarkList";

    /** Returns the compiled benchmarks of the class path. */
    public static Subject ofClassPath(String title) {
        return new Subject(title, Catalogue.ofClassPath(), Optional.empty(), 0);
    }

    /**
     * Returns the benchmarks of a source text.
     *
     * @throws BenchException if it has none
     */
    public static Subject of(Compilation source, int linesBefore) {
        var list = Optional.ofNullable(source.resources().get(LIST))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new BenchException(
                        "No method of %s is a benchmark: write @Benchmark before one".formatted(simpleName(source))));
        var loader = new GivenClasses(source.classes(), Subject.class.getClassLoader());
        return new Subject(simpleName(source), Catalogue.of(list, loader), Optional.of(source), linesBefore);
    }

    private static String simpleName(Compilation source) {
        return source.mainType().substring(source.mainType().lastIndexOf('.') + 1);
    }

    /** Returns a place such as {@code Increments.java:13} with the line that the learner counts, if it is in the source. */
    String learners(String place) {
        int colon = place.lastIndexOf(':');
        boolean inSource = source.isPresent()
                && colon >= 0
                && place.substring(0, colon).equals(simpleName(source.get()) + ".java");
        if (!inSource) {
            return place;
        }
        int line = Integer.parseInt(place.substring(colon + 1)) - linesBefore;
        return line < 1 ? place : "%s:%d".formatted(place.substring(0, colon), line);
    }
}
