package interleave.bench.channel;

import kotlin.ResultKt;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlin.coroutines.jvm.internal.ContinuationImpl;

/**
 * A Kotlin coroutine that does one operation after the other, as the Kotlin compiler would write its loop: an operation
 * either returns its value or says that it suspends, and then the coroutine's thread goes on with another coroutine; the
 * value comes later, perhaps on another thread.
 *
 * <p>One thread at a time runs it. After an operation has suspended, another thread may already run it: what an operation
 * needs to know is written before, and nothing is touched after. It ends by resuming its completion with its sum.
 */
abstract class Coroutine extends ContinuationImpl {

    private static final Object SUSPENDED = IntrinsicsKt.getCOROUTINE_SUSPENDED();

    private final int operations;
    private int done;
    private boolean waits;

    /**
     * Makes a coroutine that does not run yet.
     *
     * @param completion gets the sum at the end; its context says who runs the coroutine
     * @param operations how many operations there are
     */
    Coroutine(Continuation<Object> completion, int operations) {
        super(completion);
        this.operations = operations;
    }

    /**
     * Begins an operation.
     *
     * @return its value, or what Kotlin returns for a suspension
     */
    abstract Object begin(int operation);

    /** Gets the value of an operation. */
    abstract void end(int operation, Object value);

    /** Returns the sum of what was taken less what was put. */
    abstract long sum();

    @Override
    @SuppressWarnings("ReferenceEquality") // Kotlin marks a suspension by one object, and compares so itself.
    protected final Object invokeSuspend(Object result) {
        ResultKt.throwOnFailure(result);
        if (waits) {
            waits = false;
            end(done++, result);
        }
        while (done < operations) {
            waits = true;
            var value = begin(done);
            if (value == SUSPENDED) {
                return value;
            }
            waits = false;
            end(done++, value);
        }
        return sum();
    }
}
