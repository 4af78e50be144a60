package interleave.exercise.checks;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A static method without parameters that checks what an answer does; it throws if that is wrong. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Behaviour {

    /** What must hold, in words that a learner knows. */
    String value();

    /** How long it may take. */
    double seconds() default 2;
}
