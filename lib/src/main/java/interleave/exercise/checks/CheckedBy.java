package interleave.exercise.checks;

import interleave.trial.litmus.Tool;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Restricts a litmus test of an exercise to one of the two tools that would check it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface CheckedBy {

    /**
     * The tool that checks it: the model checker, which is right for an actor that may block for ever; or many runs on real
     * threads, for what no schedule shows.
     */
    Tool value();
}
