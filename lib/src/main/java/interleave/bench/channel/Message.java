package interleave.bench.channel;

/**
 * What the channels move. Never changes.
 *
 * @param number tells it from the others of the pool
 */
record Message(long number) {

    private static final int MANY = 1024;
    private static final Message[] POOL = new Message[MANY];

    static {
        for (int i = 0; i < MANY; i++) {
            // Odd multiples of a large odd number: two losses or doubles do not cancel out easily.
            POOL[i] = new Message((2L * i + 1) * 0x9E3779B97F4A7C15L);
        }
    }

    /** Returns the message of a place; the same ones come again and again, so that sending one allocates nothing. */
    static Message at(int place) {
        return POOL[place & (MANY - 1)];
    }
}
