package interleave.channel;

/** What a receive gets in place of a value. */
enum Nothing {
    /** There is none now. */
    EMPTY,
    /** There will be none. */
    DISCONNECTED
}
