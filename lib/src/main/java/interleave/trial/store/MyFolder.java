package interleave.trial.store;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * The folder of the learner's own work: results and guesses. It lies outside what Git tracks, and no update, reset or
 * clean-up touches it.
 *
 * <p>The environment variable {@value #VARIABLE} names it, else the system property {@value #PROPERTY}; else nothing is
 * kept.
 */
public final class MyFolder {

    /** The environment variable that names the folder. */
    public static final String VARIABLE = "INTERLEAVE_MY";

    /** The system property that names it if the variable does not; the kernelspec sets it. */
    public static final String PROPERTY = "interleave.my";

    private static final AtomicBoolean SAID = new AtomicBoolean();

    private MyFolder() {}

    /** Returns the folder, which need not exist yet; empty if none is named. */
    public static Optional<Path> path() {
        return of(System.getenv(VARIABLE), System.getProperty(PROPERTY));
    }

    static Optional<Path> of(String variable, String property) {
        return Stream.of(Optional.ofNullable(variable), Optional.ofNullable(property))
                .flatMap(Optional::stream)
                .filter(name -> !name.isBlank())
                .map(name -> Path.of(name).toAbsolutePath())
                .findFirst();
    }

    /** Returns, once in the life of this JVM, that nothing is kept and how to change that. */
    public static Optional<String> notKept() {
        return path().isEmpty() && SAID.compareAndSet(false, true)
                ? Optional.of("Results and guesses last until this kernel ends: no folder is named for them. "
                        + "`make lab` names one; so does the environment variable " + VARIABLE + ".")
                : Optional.empty();
    }
}
