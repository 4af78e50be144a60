package interleave.testing;

import java.time.Duration;
import java.util.List;

/** Time limits of tests: long ones that never pass, and short ones that surely do; how short they are is not tested. */
public final class Times {

    public static final Duration LONG = Duration.ofHours(1);
    public static final Duration SHORT = Duration.ofMillis(1);

    /** More nanoseconds than a number holds. */
    public static final Duration HUGE = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);

    /** With these an operation tries once. */
    public static final List<Duration> PASSED =
            List.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofSeconds(Long.MIN_VALUE));

    private Times() {}
}
