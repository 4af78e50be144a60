//# exercise 02-4 Quote
//# minutes 15

//# ask
// One thread publishes a bid and an ask again and again, many read the latest pair. Change `Ticker` so that a reader
// never gets the bid of one pair with the ask of another, and that a loop sees a new pair. Readers shall not keep
// each other waiting longer than it takes to read. Leave `Quote` as it is.

//# hint
// `publish` writes twice and `latest` reads twice. Write down an order of these four steps in which the reader gets
// half of each pair.

//# hint
// What if there were only one thing to write and one thing to read? A `Quote` is immutable: it can be shared as it
// is.

//# hint
// Keep one field, `private volatile Quote latest`. `publish` makes a new quote and puts it there.

//# answer
record Quote(int bid, int ask) {}

/** The latest quote, published by one thread, read by many. */
class Ticker {
//# starter
    private volatile int bid;
    private volatile int ask;

    void publish(int bid, int ask) {
        this.bid = bid;
        this.ask = ask;
    }

    Quote latest() { return new Quote(bid, ask); }
//# solution
    private volatile Quote latest = new Quote(0, 0);

    void publish(int bid, int ask) { latest = new Quote(bid, ask); }

    Quote latest() { return latest; }
//# end
}

//# alternative a lock around both: nothing to allocate for the writer; readers wait for it, and for each other
record Quote(int bid, int ask) {}

class Ticker {
    private int bid;
    private int ask;

    synchronized void publish(int bid, int ask) {
        this.bid = bid;
        this.ask = ask;
    }

    synchronized Quote latest() { return new Quote(bid, ask); }
}

//# alternative a read-write lock: readers do not wait for readers; for so short a read it costs more than it saves
record Quote(int bid, int ask) {}

class Ticker {
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private int bid;
    private int ask;

    void publish(int bid, int ask) {
        lock.writeLock().lock();
        try {
            this.bid = bid;
            this.ask = ask;
        } finally {
            lock.writeLock().unlock();
        }
    }

    Quote latest() {
        lock.readLock().lock();
        try {
            return new Quote(bid, ask);
        } finally {
            lock.readLock().unlock();
        }
    }
}

//# alternative both numbers in one volatile long: no object at all; it is hard to read, and ends at 64 bits
record Quote(int bid, int ask) {}

class Ticker {
    private volatile long both;

    void publish(int bid, int ask) { both = (long) bid << 32 | ask & 0xffff_ffffL; }

    Quote latest() {
        long pair = both;
        return new Quote((int) (pair >> 32), (int) pair);
    }
}

//# mistake two atomic numbers: interleavings: the bid of one pair with the ask of another
record Quote(int bid, int ask) {}

class Ticker {
    private final AtomicInteger bid = new AtomicInteger();
    private final AtomicInteger ask = new AtomicInteger();

    void publish(int bid, int ask) {
        this.bid.set(bid);
        this.ask.set(ask);
    }

    Quote latest() { return new Quote(bid.get(), ask.get()); }
}

//# mistake a lock for the writer only: interleavings: the bid of one pair with the ask of another
record Quote(int bid, int ask) {}

class Ticker {
    private volatile int bid;
    private volatile int ask;

    synchronized void publish(int bid, int ask) {
        this.bid = bid;
        this.ask = ask;
    }

    Quote latest() { return new Quote(bid, ask); }
}

//# mistake a volatile array, changed in place: interleavings: the bid of one pair with the ask of another
record Quote(int bid, int ask) {}

class Ticker {
    private volatile int[] pair = {0, 0};

    void publish(int bid, int ask) {
        pair[0] = bid;
        pair[1] = ask;
    }

    Quote latest() {
        int[] pair = this.pair;
        return new Quote(pair[0], pair[1]);
    }
}

//# mistake the volatile field is read twice: interleavings: the bid of one pair with the ask of another
record Quote(int bid, int ask) {}

class Ticker {
    private volatile Quote latest = new Quote(0, 0);

    void publish(int bid, int ask) { latest = new Quote(bid, ask); }

    Quote latest() { return new Quote(latest.bid(), latest.ask()); }
}

//# mistake one immutable quote in a plain field: stress: a loop that asks latest() ends after publish(99, 101)
record Quote(int bid, int ask) {}

class Ticker {
    private Quote latest = new Quote(0, 0);

    void publish(int bid, int ask) { latest = new Quote(bid, ask); }

    Quote latest() { return latest; }
}

//# checks
class TickerChecks {

    @Behaviour("a new ticker says 0 and 0; then what was published last")
    static void latest() {
        var ticker = new Ticker();
        assertEquals(new Quote(0, 0), ticker.latest(), "latest() of a new ticker");
        ticker.publish(99, 101);
        ticker.publish(-3, -1);
        assertEquals(new Quote(-3, -1), ticker.latest(), "latest() after publish(99, 101) and publish(-3, -1)");
    }

    @Behaviour("a quote that somebody has got does not change any more")
    static void kept() {
        var ticker = new Ticker();
        ticker.publish(99, 101);
        var got = ticker.latest();
        ticker.publish(98, 100);
        assertEquals(new Quote(99, 101), got, "the quote got before publish(98, 100)");
    }

    @Description("one thread publishes 98/100 and 99/101 while another reads: bid and ask belong together")
    @Outcome(
            id = {"0, 0", "98, 100", "99, 101"},
            expect = ACCEPTABLE,
            desc = "a pair that was published, or the first one")
    @Outcome(expect = FORBIDDEN, desc = "the bid of one pair with the ask of another")
    public static class Pairs {
        private final Ticker ticker = new Ticker();

        @Actor
        public void publisher() {
            ticker.publish(98, 100);
            ticker.publish(99, 101);
        }

        @Actor
        public void reader(II_Result result) {
            var quote = ticker.latest();
            result.r1 = quote.bid();
            result.r2 = quote.ask();
        }
    }

    @Stress(value = "a loop that asks latest() ends after publish(99, 101)", seconds = 6)
    static void seenInALoop() throws InterruptedException {
        var ticker = new Ticker();
        assertEnds(
                () -> {
                    while (ticker.latest().bid() == 0) {}
                },
                () -> ticker.publish(99, 101),
                "a loop that asks latest(), after publish(99, 101)");
    }
}

//# after
// Configuration is reloaded while requests run: one of them connects to the new host with the old password and fails,
// once. The log shows both values, each of them right, and nobody can make it happen again.
