package interleave.channel;

/**
 * Where the two indexes of a queue lie in memory: the fields of a class come after those of the class that it extends, so
 * each step of this ladder is a piece of it. Sixteen longs are two cache lines, since processors fetch lines in pairs.
 */
final class IndexLayout {

    private IndexLayout() {}

    /** Space, so that what the threads of a channel only read does not lie beside what its senders write. */
    @SuppressWarnings("unused")
    abstract static class SpaceBeforeTail<T> extends Buffered<T> {
        private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;
    }

    /** What senders write. */
    abstract static class Tail<T> extends SpaceBeforeTail<T> {

        /** The number of places that senders have claimed; negative, with that number in the other bits, once sealed. */
        volatile long tail;

        /** A number of emptied places that some sender has read: not more than there are. */
        long headSeen;
    }

    /** Space, so that senders and receivers do not write into one cache line. */
    @SuppressWarnings("unused")
    abstract static class SpaceBeforeHead<T> extends Tail<T> {
        private long b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15;
    }

    /** What receivers write. */
    abstract static class Head<T> extends SpaceBeforeHead<T> {

        /** The number of places that receivers have claimed. */
        volatile long head;

        /** A number of claimed places that some receiver has read: not more than there are. */
        long tailSeen;
    }
}
