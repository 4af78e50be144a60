package interleave.trial.litmus;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a litmus test is one of the few that stand for all: those run when each takes long, the others only where a
 * run is quick or asks for them by name. A group of tests has few of them: the promise that the others vary.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Core {

    /** So many there may be in the library, or a long run is not run. */
    int MOST = 25;
}
