//# exercise 02-1 Hit counter
//# minutes 10

//# ask
// Two threads may hit at the same moment. Change the class so that no hit is lost, whatever the schedule.
// Keep its name and its two methods.

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

//# mistake volatile: interleavings: one hit is lost
class HitCounter {
    private volatile int hits;
    void hit()  { hits++; }
    int total() { return hits; }
}

//# mistake a lock that each call makes anew: interleavings: one hit is lost
class HitCounter {
    private int hits;
    void hit() {
        synchronized (new Object()) {
            hits++;
        }
    }
    int total() { return hits; }
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

    @Description("two threads, one hit each: both are counted")
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "both hits are counted")
    @Outcome(expect = FORBIDDEN, desc = "one hit is lost")
    public static class TwoThreads {
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
}

//# after
// A counter that loses one hit in ten thousand passes every test that one thread runs, and most that two run. In
// production it is the number on the bill that nobody can reconcile, and it is further off the busier the day was.
