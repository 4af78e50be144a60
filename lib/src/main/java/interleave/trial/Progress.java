package interleave.trial;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Where long work tells how far it is. The work reports to whatever this JVM has installed: a bar in a cell, a line in a
 * terminal, or nothing.
 *
 * <p>One thread at a time reports. A report is cheap for the work: an implementation that draws drops reports which come
 * faster than it can show them, but never the end.
 */
public interface Progress {

    /**
     * How far the work is.
     *
     * @param doing what is being done now, for instance a benchmark's name and its fork
     * @param share of the whole that is done, 0 to 1
     * @param left the time that is left, if it can be told
     * @param interim the newest figure with its unit, or empty
     */
    record Step(String doing, double share, Optional<Duration> left, String interim) {

        /** Keeps the share within bounds. */
        public Step {
            share = Math.clamp(share, 0.0, 1.0);
        }
    }

    /** Shows how far the work is. */
    void show(Step step);

    /** Shows that the work has ended, well or not, and in one sentence how; nothing may be shown after it. */
    void end(String summary);

    /** Starts to show some work, by its title, where this JVM shows such things. */
    static Progress start(String title) {
        return Installed.FACTORY.get().apply(title);
    }

    /** Chooses where this JVM shows progress: a function from the title of some work. */
    static void install(Function<String, Progress> factory) {
        Installed.FACTORY.set(factory);
    }

    /** Returns a progress that nobody sees, which is what a JVM has in which none was installed. */
    static Progress silent() {
        return new Progress() {
            @Override
            public void show(Step step) {}

            @Override
            public void end(String summary) {}
        };
    }

    /** Holds the one choice of this JVM. */
    final class Installed {

        private static final AtomicReference<Function<String, Progress>> FACTORY =
                new AtomicReference<>(title -> silent());

        private Installed() {}
    }
}
