//# exercise 02-1 Hit counter
//# minutes 10

//# ask
// Two threads may hit at the same moment. Change the class so that no hit is lost, whatever the schedule. Keep its
// name and its two methods.

//# hint
// Which of the three steps of `hits++` must not be torn from the others?

//# hint
// `volatile` lets each thread see the newest value. It does not keep another thread out between reading it and
// writing it back.

//# hint
// One step does all three: `AtomicInteger.incrementAndGet()`.

//# answer
/** Counts hits from many threads. {@code total()} is exact once all threads have ended. */
class HitCounter {
//# starter
    private int hits;
    void hit()  { hits++; }
    int total() { return hits; }
//# solution
    private final AtomicInteger hits = new AtomicInteger();
    void hit()  { hits.incrementAndGet(); }
    int total() { return hits.get(); }
//# end
}

//# alternative a lock: it also guards what a longer method does, and makes a thread wait while another one is in it
class HitCounter {
    private final ReentrantLock lock = new ReentrantLock();
    private int hits;
    void hit() {
        lock.lock();
        try {
            hits++;
        } finally {
            lock.unlock();
        }
    }
    int total() {
        lock.lock();
        try {
            return hits;
        } finally {
            lock.unlock();
        }
    }
}

//# alternative LongAdder: cheaper when many threads hit at once; its sum is no snapshot while they still do
class HitCounter {
    private final LongAdder hits = new LongAdder();
    void hit()  { hits.increment(); }
    int total() { return hits.intValue(); }
}

//# alternative synchronized: the least to write; whoever has the object can take its lock too and keep you waiting
class HitCounter {
    private int hits;
    synchronized void hit()  { hits++; }
    synchronized int total() { return hits; }
}

//# mistake volatile: interleavings: a hit is lost
class HitCounter {
    private volatile int hits;
    void hit()  { hits++; }
    int total() { return hits; }
}

//# mistake an atomic number, read and written in two steps: interleavings: a hit is lost
class HitCounter {
    private final AtomicInteger hits = new AtomicInteger();
    void hit()  { hits.set(hits.get() + 1); }
    int total() { return hits.get(); }
}

//# mistake a lock that each call makes anew: interleavings: a hit is lost
class HitCounter {
    private int hits;
    void hit() {
        synchronized (new Object()) {
            hits++;
        }
    }
    int total() { return hits; }
}

//# mistake the lock is the number itself, and each hit makes another number: interleavings: a hit is lost
class HitCounter {
    private Integer hits = 0;
    void hit() {
        synchronized (hits) {
            hits++;
        }
    }
    int total() { return hits; }
}

//# mistake one number for all counters: behaviour: two counters count apart
class HitCounter {
    private static final AtomicInteger HITS = new AtomicInteger();
    void hit()  { HITS.incrementAndGet(); }
    int total() { return HITS.get(); }
}

//# mistake hits are not counted: behaviour: one thread: 1,000 hits are 1,000
class HitCounter {
    void hit()  {}
    int total() { return 0; }
}

//# checks
class HitCounterChecks {

    @Behaviour("one thread: 1,000 hits are 1,000")
    static void oneThread() {
        var counter = new HitCounter();
        for (int i = 0; i < 1_000; i++) {
            counter.hit();
        }
        assertEquals(1_000, counter.total(), "total() after 1,000 hits");
    }

    @Behaviour("two counters count apart")
    static void apart() {
        var hit = new HitCounter();
        var other = new HitCounter();
        hit.hit();
        assertEquals(0, other.total(), "total() of a counter that nobody hit");
    }

    @Description("two threads, one hit each: both are counted")
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "both hits are counted")
    @Outcome(expect = FORBIDDEN, desc = "a hit is lost")
    public static class TwoHits {
        private final HitCounter counter = new HitCounter();

        @Actor
        public void first() {
            counter.hit();
        }

        @Actor
        public void second() {
            counter.hit();
        }

        @Arbiter
        public void total(I_Result result) {
            result.r1 = counter.total();
        }
    }

    @Description("two threads, three hits: all are counted")
    @Outcome(id = "3", expect = ACCEPTABLE, desc = "all three hits are counted")
    @Outcome(expect = FORBIDDEN, desc = "a hit is lost")
    public static class ThreeHits {
        private final HitCounter counter = new HitCounter();

        @Actor
        public void once() {
            counter.hit();
        }

        @Actor
        public void twice() {
            counter.hit();
            counter.hit();
        }

        @Arbiter
        public void total(I_Result result) {
            result.r1 = counter.total();
        }
    }
}

//# after
// A counter that loses one hit in ten thousand passes every test that one thread runs, and most that two run. In
// production it is the number on the bill that nobody can reconcile, and it is further off the busier the day was.
