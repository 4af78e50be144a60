//# exercise 00-2 Stop sign
//# minutes 5

//# ask
// This class is what JShell makes of `volatile boolean stop = false;` at the top level of a cell: one variable for
// everybody, and without the word that tells other threads. Make of it a class whose objects can be shared: each sign
// is one of its own, and a thread that asks `isUp()` in a loop sees when another one calls `raise()`.

//# hint
// Two things are wrong. The first: make two signs and raise one. What does the other say?

//# hint
// The second: trap 1 shows which word JShell leaves out at the top level, and that it stays inside a class.

//# hint
// `private volatile boolean up;`, and not `static`.

//# answer
/** Tells other threads to stop. Once up, it stays up. */
class StopSign {
//# starter
    public static boolean up = false;
//# solution
    private volatile boolean up;
//# end
    void raise()   { up = true; }
    boolean isUp() { return up; }
}

//# alternative AtomicBoolean: the same guarantee and an object more; worth it once you need `getAndSet`
class StopSign {
    private final AtomicBoolean up = new AtomicBoolean();
    void raise()   { up.set(true); }
    boolean isUp() { return up.get(); }
}

//# alternative a lock around both methods: as correct, and every turn of the loop takes the lock
class StopSign {
    private boolean up;
    synchronized void raise()   { up = true; }
    synchronized boolean isUp() { return up; }
}

//# alternative CountDownLatch: a thread can also wait for it, without a loop; it cannot be reused
class StopSign {
    private final CountDownLatch up = new CountDownLatch(1);
    void raise()   { up.countDown(); }
    boolean isUp() { return up.getCount() == 0; }
}

//# mistake one variable for all signs: behaviour: raising one sign leaves the other down
class StopSign {
    private static volatile boolean up;
    void raise()   { up = true; }
    boolean isUp() { return up; }
}

//# mistake without volatile: stress: a loop that asks isUp() ends after raise()
class StopSign {
    private boolean up;
    void raise()   { up = true; }
    boolean isUp() { return up; }
}

//# mistake a lock for the writer only: stress: a loop that asks isUp() ends after raise()
class StopSign {
    private boolean up;
    synchronized void raise() { up = true; }
    boolean isUp()            { return up; }
}

//# mistake it starts up: behaviour: a new sign is down
class StopSign {
    private volatile boolean up = true;
    void raise()   { up = true; }
    boolean isUp() { return up; }
}

//# checks
class StopSignChecks {

    @Behaviour("a new sign is down, a raised one is up")
    static void raised() {
        var sign = new StopSign();
        assertFalse(sign.isUp(), "isUp() of a new sign");
        sign.raise();
        assertTrue(sign.isUp(), "isUp() after raise()");
        sign.raise();
        assertTrue(sign.isUp(), "isUp() after raise() again");
    }

    @Behaviour("raising one sign leaves the other down")
    static void apart() {
        var raised = new StopSign();
        var other = new StopSign();
        raised.raise();
        assertFalse(other.isUp(), "isUp() of a sign that nobody raised");
    }

    @Stress(value = "a loop that asks isUp() ends after raise()", seconds = 6)
    static void seen() throws InterruptedException {
        var sign = new StopSign();
        assertEnds(
                () -> {
                    while (!sign.isUp()) {}
                },
                sign::raise,
                "a loop that asks isUp(), after raise()");
    }
}

//# after
// The service does not shut down. The log says "stopping", one thread turns at full load, and after a minute the
// platform kills the process, with whatever was in its buffers. On the developer's machine it always stopped: there
// the loop had not run long enough to be compiled.
