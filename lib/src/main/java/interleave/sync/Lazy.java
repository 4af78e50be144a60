package interleave.sync;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A value that is computed when it is first asked for, once, by the first thread that asks; the others wait for it.
 *
 * <p>If the supplier ends in a throwable, that reaches its caller, and the next thread that asks computes again. Asking for a
 * value that is there costs the reading of one field.
 *
 * @param <T> the value
 */
public final class Lazy<T> implements Supplier<T> {

    private final Once once = new Once();
    private final Supplier<? extends T> supplier;
    private volatile T value;

    private Lazy(Supplier<? extends T> supplier) {
        this.supplier = Objects.requireNonNull(supplier, "Lazy.of(null): pass what computes the value");
    }

    /** Returns a value that the supplier will compute; it must not be {@code null}. */
    public static <T> Lazy<T> of(Supplier<? extends T> supplier) {
        return new Lazy<>(supplier);
    }

    /**
     * Returns the value, which this computes if nobody has. Waits, whatever interrupts come, while another thread computes it.
     *
     * @throws IllegalStateException if the supplier asks for the value that it computes
     * @throws NullPointerException if the supplier returns {@code null}
     */
    @Override
    public T get() {
        var known = value;
        if (known == null) {
            once.call(() -> value = Objects.requireNonNull(
                    supplier.get(), "the supplier of this Lazy returned null; let it return an Optional if it may"));
            known = value;
        }
        return known;
    }

    /** Returns the value if it is there. Never waits and never computes. */
    public Optional<T> peek() {
        return Optional.ofNullable(value);
    }

    /** Returns the value if it is there. */
    @Override
    public String toString() {
        var known = value;
        return known == null ? "Lazy, not computed" : "Lazy of " + known;
    }
}
