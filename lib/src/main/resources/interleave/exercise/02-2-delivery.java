//# exercise 02-2 Delivery
//# minutes 10

//# ask
// One thread delivers a value, once. Others ask `isReady()` in a loop and then read `value()`. Change the class so
// that a loop sees the delivery, and that whoever sees it also sees the value. Any `int` may be delivered, 0 too.
// `isReady()` and `value()` return at once and never wait.

//# hint
// Two questions, and the first needs no memory model: in what order does `deliver` write, and what can a reader see
// in between?

//# hint
// Nothing obliges a reader to look at a plain field more than once. Which of the two fields is asked in a loop?

//# hint
// Whoever reads a `volatile` field sees what the writer wrote *before* it. So write the value first, the flag last,
// and make the flag `volatile`.

//# answer
/** Carries one value from one thread to others. */
class Delivery {
//# starter
    private int value;
    private boolean ready;

    void deliver(int value) {
        ready = true;
        this.value = value;
    }
//# solution
    private int value;
    private volatile boolean ready;

    void deliver(int value) {
        this.value = value;
        ready = true;
    }
//# end

    boolean isReady() { return ready; }
    int value()       { return value; }
}

//# alternative a lock around all three: no order to get right; each turn of the loop takes the lock
class Delivery {
    private int value;
    private boolean ready;

    synchronized void deliver(int value) {
        ready = true;
        this.value = value;
    }

    synchronized boolean isReady() { return ready; }
    synchronized int value()       { return value; }
}

//# alternative one volatile reference: value and flag are one field, so nothing to order; the number lies in an object
class Delivery {
    private volatile Integer value;

    void deliver(int value) { this.value = value; }
    boolean isReady()       { return value != null; }
    int value()             { return value == null ? 0 : value; }
}

//# alternative CompletableFuture: it can also be waited for without a loop; more than a flag needs
class Delivery {
    private final CompletableFuture<Integer> value = new CompletableFuture<>();

    void deliver(int value) { this.value.complete(value); }
    boolean isReady()       { return value.isDone(); }
    int value()             { return value.getNow(0); }
}

//# mistake the flag first: interleavings: ready, and the value is not there yet
class Delivery {
    private volatile int value;
    private volatile boolean ready;

    void deliver(int value) {
        ready = true;
        this.value = value;
    }

    boolean isReady() { return ready; }
    int value()       { return value; }
}

//# mistake the right order without volatile: stress: a loop that asks isReady() ends after deliver(42)
class Delivery {
    private int value;
    private boolean ready;

    void deliver(int value) {
        this.value = value;
        ready = true;
    }

    boolean isReady() { return ready; }
    int value()       { return value; }
}

//# mistake the wrong field is volatile: stress: a loop that asks isReady() ends after deliver(42)
class Delivery {
    private volatile int value;
    private boolean ready;

    void deliver(int value) {
        this.value = value;
        ready = true;
    }

    boolean isReady() { return ready; }
    int value()       { return value; }
}

//# mistake a lock for the writer only: stress: a loop that asks isReady() ends after deliver(42)
class Delivery {
    private int value;
    private boolean ready;

    synchronized void deliver(int value) {
        this.value = value;
        ready = true;
    }

    boolean isReady() { return ready; }
    int value()       { return value; }
}

//# mistake 0 stands for nothing: behaviour: 0 can be delivered as well
class Delivery {
    private volatile int value;

    void deliver(int value) { this.value = value; }
    boolean isReady()       { return value != 0; }
    int value()             { return value; }
}

//# checks
class DeliveryChecks {

    @Behaviour("a new delivery is not ready; a delivered one is, with its value")
    static void delivered() {
        var delivery = new Delivery();
        assertFalse(delivery.isReady(), "isReady() of a new delivery");
        delivery.deliver(42);
        assertTrue(delivery.isReady(), "isReady() after deliver(42)");
        assertEquals(42, delivery.value(), "value() after deliver(42)");
    }

    @Behaviour("0 can be delivered as well")
    static void zero() {
        var delivery = new Delivery();
        delivery.deliver(0);
        assertTrue(delivery.isReady(), "isReady() after deliver(0)");
        assertEquals(0, delivery.value(), "value() after deliver(0)");
    }

    @Description("one thread delivers 42 while another asks: ready comes with the value")
    @Outcome(id = "42", expect = ACCEPTABLE, desc = "ready, with the value")
    @Outcome(id = "-1", expect = ACCEPTABLE, desc = "not ready yet")
    @Outcome(expect = FORBIDDEN, desc = "ready, and the value is not there yet")
    public static class ReadyWithValue {
        private final Delivery delivery = new Delivery();

        @Actor
        public void writer() {
            delivery.deliver(42);
        }

        @Actor
        public void reader(I_Result result) {
            result.r1 = delivery.isReady() ? delivery.value() : -1;
        }
    }

    @Stress(value = "a loop that asks isReady() ends after deliver(42), and the value is there", seconds = 6)
    static void seenInALoop() throws InterruptedException {
        var delivery = new Delivery();
        var values = new ArrayBlockingQueue<Integer>(1);
        assertEnds(
                () -> {
                    while (!delivery.isReady()) {}
                    values.add(delivery.value());
                },
                () -> delivery.deliver(42),
                "a loop that asks isReady(), after deliver(42)");
        assertEquals(42, values.take(), "value() once isReady() has said true");
    }
}

//# after
// With the flag first, a reader now and then gets a 0, an empty list or yesterday's price, and nothing in the log
// tells why. Without `volatile` the reader waits for ever, on the server only: there the loop runs long enough to be
// compiled.
