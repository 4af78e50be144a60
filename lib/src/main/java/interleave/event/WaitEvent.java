package interleave.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * One wait of one thread, platform or virtual, in a flight recording.
 *
 * <p>Belongs to the waiting thread from {@code begin} to {@code commit}. None is made unless a recording asks for it.
 */
@Name(Parking.EVENT)
@Label("Wait")
@Description("A thread waited in an operation of the library")
@Category("Interleave")
@StackTrace(false)
final class WaitEvent extends Event {

    @Label("Operation")
    @Description("What the thread wanted to do")
    String operation;

    @Label("On")
    @Description("The class of the primitive at which it waited")
    Class<?> on;

    @Label("For")
    @Description("The thread that held the primitive when the wait began, if that is known")
    Thread owner;
}
