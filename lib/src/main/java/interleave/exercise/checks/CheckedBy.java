package interleave.exercise.checks;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Restricts a litmus test of an exercise to one of the two tools that would check it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface CheckedBy {

    /** What checks a litmus test. */
    enum Tool {
        /** The model checker: every schedule, on a memory without surprises. Right for an actor that may block for ever. */
        INTERLEAVINGS,
        /** Real threads, many times: what no schedule shows, such as an effect of the memory. */
        STRESS
    }

    /** The tool that checks it. */
    Tool value();
}
