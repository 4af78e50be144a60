package interleave.trial.litmus;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a litmus test is wrong on purpose: what it forbids can happen, and to show it is what the test is there for.
 * Without this mark a forbidden outcome is a defect.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Broken {

    /** What can find the fault. */
    enum Tool {
        /** Many runs on the real memory of an x86 processor. */
        OUTCOMES,
        /** All schedules of sequentially consistent memory. */
        INTERLEAVINGS
    }

    /** The tools that find it; none if it cannot be observed on an x86 processor. */
    Tool[] value();
}
