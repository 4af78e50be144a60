package interleave.channel;

/** What became of a value that was offered to a channel. */
enum Offer {
    /** It is in the channel or has been handed over. */
    SENT,
    /** There is no room now, or nobody to hand it to. */
    FULL,
    /** Nobody will take it any more. */
    DISCONNECTED
}
