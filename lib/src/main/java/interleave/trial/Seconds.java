package interleave.trial;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;

/** Writes a length of time as a person reads it. */
final class Seconds {

    private static final MathContext TWO_DIGITS = new MathContext(2);

    private Seconds() {}

    /** Returns the length in seconds with two significant digits, {@code 0.35 s}; whole seconds stay whole. */
    static String of(Duration length) {
        var seconds = BigDecimal.valueOf(length.toMillis(), 3);
        var shown = seconds.abs().compareTo(BigDecimal.TEN) < 0
                ? seconds.round(TWO_DIGITS)
                : BigDecimal.valueOf(length.toSeconds());
        return shown.signum() == 0 ? "0 s" : shown.stripTrailingZeros().toPlainString() + " s";
    }
}
