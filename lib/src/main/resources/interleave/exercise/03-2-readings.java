//# exercise 03-2 Readings
//# minutes 15

//# ask
// A sensor reports faster than anybody looks, and only the newest readings count. `report` waits when the buffer is
// full, and a sensor cannot wait. Let the oldest reading make room instead, and count what was dropped that way.
// Several sensors may report at once: each reading is then taken or counted, and none makes another one wait for
// `take()`.

//# hint
// `trySend` tells whether there was room. What can you do about it if there was none, with the other end in your hand?

//# hint
// You have made room. Who else may have taken it before you come back?

//# hint
// Try, make room, try again, until it is sent. And several threads count.

//# answer
/** The newest readings. Reporting never waits: the oldest reading makes room, and is counted. */
class Readings {
    private final Channel<Integer> newest;
//# starter
    private int dropped;
//# solution
    private final AtomicInteger dropped = new AtomicInteger();
//# end
    Readings(int most) { newest = Channel.bounded(most); }
//# starter
    void report(int reading) throws InterruptedException { newest.sender().send(reading); }
    int dropped() { return dropped; }
//# solution
    void report(int reading) {
        while (!newest.sender().trySend(reading).isSent()) {
            if (newest.receiver().tryReceive().isReceived()) {
                dropped.incrementAndGet();
            }
        }
    }
    int dropped() { return dropped.get(); }
//# end
    List<Integer> take() {
        var taken = new ArrayList<Integer>();
        while (newest.receiver().tryReceive() instanceof ReceiveResult.Received<Integer>(var reading)) {
            taken.add(reading);
        }
        return taken;
    }
}

//# alternative a lock around both steps: whoever made room finds it; sensors wait for each other, for a moment
class Readings {
    private final Channel<Integer> newest;
    private final ReentrantLock lock = new ReentrantLock();
    private int dropped;

    Readings(int most) { newest = Channel.bounded(most); }

    void report(int reading) {
        lock.lock();
        try {
            if (newest.sender().trySend(reading) instanceof SendResult.Full) {
                dropped += newest.receiver().tryReceive().isReceived() ? 1 : 0;
                newest.sender().trySend(reading);
            }
        } finally {
            lock.unlock();
        }
    }

    int dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    List<Integer> take() {
        var taken = new ArrayList<Integer>();
        while (newest.receiver().tryReceive() instanceof ReceiveResult.Received<Integer>(var reading)) {
            taken.add(reading);
        }
        return taken;
    }
}

//# alternative a queue in a lock: no channel at all; nobody can wait for a reading
class Readings {
    private final Deque<Integer> newest = new ArrayDeque<>();
    private final int most;
    private int dropped;

    Readings(int most) { this.most = most; }

    synchronized void report(int reading) {
        if (newest.size() == most) {
            newest.removeFirst();
            dropped++;
        }
        newest.addLast(reading);
    }

    synchronized int dropped() { return dropped; }

    synchronized List<Integer> take() {
        var taken = List.copyOf(newest);
        newest.clear();
        return taken;
    }
}

//# mistake the newest is dropped: behaviour: expected [3, 4, 5], got [1, 2, 3]
class Readings {
    private final Channel<Integer> newest;
    private final AtomicInteger dropped = new AtomicInteger();

    Readings(int most) { newest = Channel.bounded(most); }

    void report(int reading) {
        if (!newest.sender().trySend(reading).isSent()) {
            dropped.incrementAndGet();
        }
    }

    int dropped() { return dropped.get(); }

    List<Integer> take() {
        var taken = new ArrayList<Integer>();
        while (newest.receiver().tryReceive() instanceof ReceiveResult.Received<Integer>(var reading)) {
            taken.add(reading);
        }
        return taken;
    }
}

//# mistake it waits a little for room: behaviour: expected [3, 4, 5], got [1, 2, 3]
class Readings {
    private final Channel<Integer> newest;
    private final AtomicInteger dropped = new AtomicInteger();

    Readings(int most) { newest = Channel.bounded(most); }

    void report(int reading) throws InterruptedException {
        if (!newest.sender().trySend(reading, Duration.ofMillis(10)).isSent()) {
            dropped.incrementAndGet();
        }
    }

    int dropped() { return dropped.get(); }

    List<Integer> take() {
        var taken = new ArrayList<Integer>();
        while (newest.receiver().tryReceive() instanceof ReceiveResult.Received<Integer>(var reading)) {
            taken.add(reading);
        }
        return taken;
    }
}

//# mistake what is dropped is not counted: behaviour: dropped() after five readings: expected 2, got 0
class Readings {
    private final Channel<Integer> newest;

    Readings(int most) { newest = Channel.bounded(most); }

    void report(int reading) {
        while (!newest.sender().trySend(reading).isSent()) {
            newest.receiver().tryReceive();
        }
    }

    int dropped() { return 0; }

    List<Integer> take() {
        var taken = new ArrayList<Integer>();
        while (newest.receiver().tryReceive() instanceof ReceiveResult.Received<Integer>(var reading)) {
            taken.add(reading);
        }
        return taken;
    }
}

//# mistake it makes room once: stress: each reading is taken or counted
class Readings {
    private final Channel<Integer> newest;
    private final AtomicInteger dropped = new AtomicInteger();

    Readings(int most) { newest = Channel.bounded(most); }

    void report(int reading) {
        if (!newest.sender().trySend(reading).isSent()) {
            if (newest.receiver().tryReceive().isReceived()) {
                dropped.incrementAndGet();
            }
            newest.sender().trySend(reading);
        }
    }

    int dropped() { return dropped.get(); }

    List<Integer> take() {
        var taken = new ArrayList<Integer>();
        while (newest.receiver().tryReceive() instanceof ReceiveResult.Received<Integer>(var reading)) {
            taken.add(reading);
        }
        return taken;
    }
}

//# mistake the count is an ordinary field: stress: each reading is taken or counted
class Readings {
    private final Channel<Integer> newest;
    private int dropped;

    Readings(int most) { newest = Channel.bounded(most); }

    void report(int reading) {
        while (!newest.sender().trySend(reading).isSent()) {
            if (newest.receiver().tryReceive().isReceived()) {
                dropped++;
            }
        }
    }

    int dropped() { return dropped; }

    List<Integer> take() {
        var taken = new ArrayList<Integer>();
        while (newest.receiver().tryReceive() instanceof ReceiveResult.Received<Integer>(var reading)) {
            taken.add(reading);
        }
        return taken;
    }
}

//# mistake it counts a drop without looking whether there was one: stress: each reading is taken or counted
class Readings {
    private final Channel<Integer> newest;
    private final AtomicInteger dropped = new AtomicInteger();

    Readings(int most) { newest = Channel.bounded(most); }

    void report(int reading) {
        while (!newest.sender().trySend(reading).isSent()) {
            newest.receiver().tryReceive();
            dropped.incrementAndGet();
        }
    }

    int dropped() { return dropped.get(); }

    List<Integer> take() {
        var taken = new ArrayList<Integer>();
        while (newest.receiver().tryReceive() instanceof ReceiveResult.Received<Integer>(var reading)) {
            taken.add(reading);
        }
        return taken;
    }
}

//# checks
class ReadingsChecks {

    @Behaviour("there is room: every reading is taken, once")
    static void room() throws Exception {
        var readings = new Readings(3);
        readings.report(1);
        readings.report(2);
        assertEquals(List.of(1, 2), readings.take(), "take() after two readings");
        assertEquals(List.of(), readings.take(), "take() again");
        assertEquals(0, readings.dropped(), "dropped()");
    }

    @Behaviour(value = "no room: the oldest readings make some", seconds = 1)
    static void noRoom() throws Exception {
        var readings = new Readings(3);
        for (int reading = 1; reading <= 5; reading++) {
            readings.report(reading);
        }
        assertEquals(List.of(3, 4, 5), readings.take(), "take() of the newest three after five readings");
        assertEquals(2, readings.dropped(), "dropped() after five readings");
        readings.report(6);
        assertEquals(List.of(6), readings.take(), "take() after one more");
    }

    @Stress(value = "four sensors at once: each reading is taken or counted", seconds = 4)
    static void fourSensors() throws Throwable {
        long start = System.nanoTime();
        while (System.nanoTime() - start < 800_000_000L) {
            var readings = new Readings(1);
            together(4, () -> {
                for (int i = 0; i < 50_000; i++) {
                    readings.report(i);
                }
            });
            int taken = readings.take().size();
            assertEquals(1, taken, "take().size() with room for one");
            assertEquals(200_000, taken + readings.dropped(), "the readings that were taken and those dropped()");
        }
    }

    @Stress("a sensor and somebody who looks: each reading is taken or counted, none twice")
    static void sensorAndReader() throws Throwable {
        var readings = new Readings(2);
        var taken = new ArrayList<Integer>();
        var done = new AtomicBoolean();
        together(
                () -> {
                    for (int i = 0; i < 50_000; i++) {
                        readings.report(i);
                    }
                    done.set(true);
                },
                () -> {
                    while (!done.get()) {
                        taken.addAll(readings.take());
                    }
                });
        taken.addAll(readings.take());
        assertEquals(50_000, taken.size() + readings.dropped(), "the readings that were taken and those dropped()");
        assertEquals(taken.stream().sorted().distinct().toList(), taken, "what was taken, each once and in its order");
    }
}

//# after
// A bounded buffer must do something when it is full: make the sender wait, drop what is new, or drop what is old.
// Who does not choose has chosen. And a drop that nobody counts is a gap in a curve that looks like a quiet afternoon.
