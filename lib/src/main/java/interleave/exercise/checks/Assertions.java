package interleave.exercise.checks;

import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** Assertions whose messages a learner reads: what was looked at, what was expected, and what came. Stateless. */
public final class Assertions {

    /** Code that may throw. */
    @FunctionalInterface
    public interface Body {

        /** Runs it. */
        void run() throws Throwable;
    }

    private Assertions() {}

    /** Asserts that two values are equal; what was looked at is told, {@code total() after 1,000 hits}. */
    public static void assertEquals(Object expected, Object actual, String what) {
        boolean sameNumber = expected instanceof Number one
                && actual instanceof Number other
                && isWhole(one)
                && isWhole(other)
                && one.longValue() == other.longValue();
        if (!sameNumber && !Objects.equals(expected, actual)) {
            throw new AssertionError("%s: expected %s, got %s".formatted(what, told(expected), told(actual)));
        }
    }

    /** Asserts that something is so. */
    public static void assertTrue(boolean condition, String what) {
        assertEquals(true, condition, what);
    }

    /** Asserts that something is not so. */
    public static void assertFalse(boolean condition, String what) {
        assertEquals(false, condition, what);
    }

    /** Asserts that code throws an exception of a class or of a subclass, and returns it. */
    public static <T extends Throwable> T assertThrows(Class<T> expected, Body body, String what) {
        try {
            body.run();
        } catch (Throwable thrown) {
            if (expected.isInstance(thrown)) {
                return expected.cast(thrown);
            }
            throw new AssertionError(
                    "%s: expected %s, got %s".formatted(what, expected.getSimpleName(), thrown), thrown);
        }
        throw new AssertionError("%s: expected %s, got no exception".formatted(what, expected.getSimpleName()));
    }

    /** Fails in any case. */
    public static void fail(String why) {
        throw new AssertionError(why);
    }

    /** Runs a body in several platform threads at once, as {@link #together(Body...)} does. */
    public static void together(int threads, Body body) throws Throwable {
        together(Stream.generate(() -> body).limit(threads).toArray(Body[]::new));
    }

    /**
     * Runs each body in a platform thread of its own, all at once, and returns when all have ended. The threads are named
     * {@code thread-1} and so on.
     *
     * @throws Throwable the first that a body threw
     */
    public static void together(Body... bodies) throws Throwable {
        var first = new AtomicReference<Throwable>();
        var start = new CyclicBarrier(bodies.length);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < bodies.length; i++) {
            var body = bodies[i];
            threads.add(Thread.ofPlatform().name("thread-" + (i + 1)).daemon().start(() -> {
                try {
                    start.await();
                    body.run();
                } catch (Throwable thrown) {
                    first.compareAndSet(null, thrown);
                }
            }));
        }
        for (var thread : threads) {
            thread.join();
        }
        if (first.get() != null) {
            throw first.get();
        }
    }

    private static boolean isWhole(Number number) {
        return number instanceof Byte || number instanceof Short || number instanceof Integer || number instanceof Long;
    }

    private static String told(Object value) {
        return switch (value) {
            case Number number
            when isWhole(number) -> NumberFormat.getIntegerInstance(Locale.ROOT).format(number.longValue());
            case CharSequence text -> "\"" + text + "\"";
            case null -> "null";
            default -> value.toString();
        };
    }
}
