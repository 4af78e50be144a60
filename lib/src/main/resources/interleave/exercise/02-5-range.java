//# exercise 02-5 Range
//# minutes 15

//# ask
// `lower` is never greater than `upper`: a setter that would break this changes nothing and returns false. Several
// threads set and read at the same time. Change the class so that the rule holds whatever the schedule, also for what
// `width()` reads. A setter refuses only what breaks the rule.

//# hint
// Each setter keeps the rule when it runs alone. What did it check, and what can another thread do before it writes?

//# hint
// The rule is about both fields. Then one lock has to guard both, for whoever writes one of them and for whoever
// reads them together.

//# hint
// `synchronized` on all three methods, on the same object.

//# answer
/** Two bounds with {@code lower <= upper}, always. */
class Range {
//# starter
    private final AtomicInteger lower = new AtomicInteger(0), upper = new AtomicInteger(10);
    boolean setLower(int value) {
        if (value > upper.get()) { return false; }
        lower.set(value);
        return true;
    }
    boolean setUpper(int value) {
        if (value < lower.get()) { return false; }
        upper.set(value);
        return true;
    }
    int width() { return upper.get() - lower.get(); }
//# solution
    private int lower = 0, upper = 10;
    synchronized boolean setLower(int value) {
        if (value > upper) { return false; }
        lower = value;
        return true;
    }
    synchronized boolean setUpper(int value) {
        if (value < lower) { return false; }
        upper = value;
        return true;
    }
    synchronized int width() { return upper - lower; }
//# end
}

//# alternative an immutable pair, compared and set: readers never wait; a change makes an object, and may be repeated
class Range {
    private record Bounds(int lower, int upper) {}

    private final AtomicReference<Bounds> bounds = new AtomicReference<>(new Bounds(0, 10));

    boolean setLower(int value) {
        return change(old -> new Bounds(value, old.upper()));
    }

    boolean setUpper(int value) {
        return change(old -> new Bounds(old.lower(), value));
    }

    int width() {
        var now = bounds.get();
        return now.upper() - now.lower();
    }

    private boolean change(UnaryOperator<Bounds> changed) {
        while (true) {
            var old = bounds.get();
            var next = changed.apply(old);
            if (next.lower() > next.upper()) {
                return false;
            }
            if (bounds.compareAndSet(old, next)) {
                return true;
            }
        }
    }
}

//# alternative a lock object of its own: nobody outside can take it; a field and some braces more
class Range {
    private final Object lock = new Object();
    private int lower = 0;
    private int upper = 10;

    boolean setLower(int value) {
        synchronized (lock) {
            if (value > upper) {
                return false;
            }
            lower = value;
            return true;
        }
    }

    boolean setUpper(int value) {
        synchronized (lock) {
            if (value < lower) {
                return false;
            }
            upper = value;
            return true;
        }
    }

    int width() {
        synchronized (lock) {
            return upper - lower;
        }
    }
}

//# mistake a lock for each bound: interleavings: both setters said yes
class Range {
    private final Object lowerLock = new Object();
    private final Object upperLock = new Object();
    private volatile int lower = 0;
    private volatile int upper = 10;

    boolean setLower(int value) {
        synchronized (lowerLock) {
            if (value > upper) {
                return false;
            }
            lower = value;
            return true;
        }
    }

    boolean setUpper(int value) {
        synchronized (upperLock) {
            if (value < lower) {
                return false;
            }
            upper = value;
            return true;
        }
    }

    int width() {
        return upper - lower;
    }
}

//# mistake the check stands outside the lock: interleavings: both setters said yes
class Range {
    private volatile int lower = 0;
    private volatile int upper = 10;

    boolean setLower(int value) {
        if (value > upper) {
            return false;
        }
        synchronized (this) {
            lower = value;
        }
        return true;
    }

    boolean setUpper(int value) {
        if (value < lower) {
            return false;
        }
        synchronized (this) {
            upper = value;
        }
        return true;
    }

    synchronized int width() {
        return upper - lower;
    }
}

//# mistake a lock for the setters only: interleavings: bounds that never stood together
class Range {
    private volatile int lower = 0;
    private volatile int upper = 10;

    synchronized boolean setLower(int value) {
        if (value > upper) {
            return false;
        }
        lower = value;
        return true;
    }

    synchronized boolean setUpper(int value) {
        if (value < lower) {
            return false;
        }
        upper = value;
        return true;
    }

    int width() {
        return upper - lower;
    }
}

//# mistake set first, checked afterwards: interleavings: both setters said no
class Range {
    private final AtomicInteger lower = new AtomicInteger(0);
    private final AtomicInteger upper = new AtomicInteger(10);

    boolean setLower(int value) {
        int before = lower.getAndSet(value);
        if (value <= upper.get()) {
            return true;
        }
        lower.set(before);
        return false;
    }

    boolean setUpper(int value) {
        int before = upper.getAndSet(value);
        if (value >= lower.get()) {
            return true;
        }
        upper.set(before);
        return false;
    }

    int width() {
        return upper.get() - lower.get();
    }
}

//# mistake equal bounds are refused: behaviour: the bounds may be equal
class Range {
    private int lower = 0;
    private int upper = 10;

    synchronized boolean setLower(int value) {
        if (value >= upper) {
            return false;
        }
        lower = value;
        return true;
    }

    synchronized boolean setUpper(int value) {
        if (value <= lower) {
            return false;
        }
        upper = value;
        return true;
    }

    synchronized int width() {
        return upper - lower;
    }
}

//# checks
class RangeChecks {

    @Behaviour("it begins with 0 and 10; a setter that keeps the rule says yes")
    static void sets() {
        var range = new Range();
        assertEquals(10, range.width(), "width() of a new range");
        assertTrue(range.setLower(3), "setLower(3) of 0 to 10");
        assertTrue(range.setUpper(20), "setUpper(20) of 3 to 10");
        assertEquals(17, range.width(), "width() of 3 to 20");
    }

    @Behaviour("a setter that would break the rule says no and changes nothing")
    static void refuses() {
        var range = new Range();
        assertFalse(range.setLower(11), "setLower(11) of 0 to 10");
        assertFalse(range.setUpper(-1), "setUpper(-1) of 0 to 10");
        assertEquals(10, range.width(), "width() after two refusals");
    }

    @Behaviour("the bounds may be equal")
    static void equal() {
        var range = new Range();
        assertTrue(range.setLower(10), "setLower(10) of 0 to 10");
        assertEquals(0, range.width(), "width() of 10 to 10");
        assertTrue(range.setUpper(10), "setUpper(10) of 10 to 10");
    }

    @Description("one thread sets lower to 6, another sets upper to 4: one of them is refused")
    @Outcome(id = "true, false, 4", expect = ACCEPTABLE, desc = "6 to 10")
    @Outcome(id = "false, true, 4", expect = ACCEPTABLE, desc = "0 to 4")
    @Outcome(id = "true, true, .*", expect = FORBIDDEN, desc = "both setters said yes: lower is 6, upper is 4")
    @Outcome(id = "false, false, .*", expect = FORBIDDEN, desc = "both setters said no, and either alone was allowed")
    @Outcome(expect = FORBIDDEN, desc = "answers and width do not fit one setter after the other")
    public static class TwoSetters {
        private final Range range = new Range();

        @Actor
        public void lower(ZZI_Result result) {
            result.r1 = range.setLower(6);
        }

        @Actor
        public void upper(ZZI_Result result) {
            result.r2 = range.setUpper(4);
        }

        @Arbiter
        public void width(ZZI_Result result) {
            result.r3 = range.width();
        }
    }

    @Description("one thread moves the range, another reads its width: of bounds that stood together")
    @Outcome(
            id = {"10", "30", "50"},
            expect = ACCEPTABLE,
            desc = "0 to 10, 0 to 30, 20 to 30, -20 to 30 or -20 to -10")
    @Outcome(expect = FORBIDDEN, desc = "the width of bounds that never stood together")
    public static class MovesAndReader {
        private final Range range = new Range();

        @Actor
        public void mover() {
            range.setUpper(30);
            range.setLower(20);
            range.setLower(-20);
            range.setUpper(-10);
        }

        @Actor
        public void reader(I_Result result) {
            result.r1 = range.width();
        }
    }
}

//# after
// A booking ends before it begins. A price filter runs from 200 to 100 and finds nothing. An index is past the length
// of its array. Each field was safe by itself, each setter had a check, and the object is in a state that no method
// allows.
