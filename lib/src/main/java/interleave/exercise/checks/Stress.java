package interleave.exercise.checks;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A static method without parameters that checks an answer on real threads, where luck and the machine have a part; it
 * throws if something is wrong. It runs after behaviour and interleavings.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Stress {

    /** What must hold, in words that a learner knows. */
    String value();

    /** How long it may take. */
    double seconds() default 2;
}
