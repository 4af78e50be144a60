package interleave.lock;

/**
 * A guard that shows a part of the data of another guard.
 *
 * <p>The lock is the other's: it is open as long as that one is, and closing it closes that one.
 */
final class Projection<U> extends Guard<U> {

    private final Guard<?> whole;
    private final U part;

    Projection(Guard<?> whole, U part) {
        this.whole = whole;
        this.part = part;
    }

    @Override
    U data() {
        whole.requireOpen();
        return part;
    }

    @Override
    void release() {
        whole.close();
    }
}
