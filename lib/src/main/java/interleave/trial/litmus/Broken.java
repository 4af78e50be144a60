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

    /**
     * The tools that find it. Of {@link Tool#OUTCOMES} that is said for x86 processors; without it none of them shows the
     * fault, whatever others do.
     */
    Tool[] value();
}
