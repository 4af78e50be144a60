//# exercise 03-4 Merge
//# minutes 15

//# ask
// `merge` passes on what comes from two channels, but it listens to one after the other. Let it pass on each value as it
// comes, from whichever side; when one side has ended, go on with the other; when both have, close `to` and return.
// Each side's values keep their order, neither side is preferred, and while nothing comes it waits.

//# hint
// It has to wait for two channels at once. Which class waits for several things?

//# hint
// `Select` has a branch for each receiver that is still open. A branch can say what to do when its channel has ended:
// `.receive(receiver, value -> …, () -> …)`. What should the next turn not ask any more?

//# hint
// Keep the open receivers in a list; build `Select.<Optional<T>>fair()` anew at each turn with a branch for each of
// them. A value gives `Optional.of(value)`, an end removes the receiver and gives `Optional.empty()`.

//# answer
class Merge {
    /** Passes on what comes from either side, as it comes. Closes {@code to} when both sides have ended. */
    static <T> void merge(Receiver<T> left, Receiver<T> right, Sender<T> to) throws InterruptedException {
//# starter
        for (var value : left) {
            to.send(value);
        }
        for (var value : right) {
            to.send(value);
        }
//# solution
        try (to) {
            var open = new ArrayList<>(List.of(left, right));
            while (!open.isEmpty()) {
                var select = Select.<Optional<T>>fair();
                for (var receiver : List.copyOf(open)) {
                    select.receive(receiver, Optional::of, () -> {
                        open.remove(receiver);
                        return Optional.empty();
                    });
                }
                var value = select.await();
                if (value.isPresent()) {
                    to.send(value.get());
                }
            }
        }
//# end
    }
}

//# alternative a thread for each side: no select; as many threads as channels, and each needs a copy of the sender
class Merge {
    static <T> void merge(Receiver<T> left, Receiver<T> right, Sender<T> to) throws InterruptedException {
        var threads = new ArrayList<Thread>();
        try (to) {
            for (var receiver : List.of(left, right)) {
                var copy = to.copy();
                threads.add(Thread.ofVirtual().start(() -> {
                    try (copy) {
                        for (var value : receiver) {
                            copy.send(value);
                        }
                    } catch (InterruptedException e) {
                        // Nobody interrupts it.
                    }
                }));
            }
        }
        for (var thread : threads) {
            thread.join();
        }
    }
}

//# alternative a channel that never gets anything in the place of an ended one: two branches for good; one select does it all
class Merge {
    static <T> void merge(Receiver<T> left, Receiver<T> right, Sender<T> to) throws InterruptedException {
        try (to) {
            var sides = new ArrayList<>(List.of(left, right));
            int ended = 0;
            while (ended < 2) {
                var value = Select.<Optional<T>>fair()
                        .receive(sides.get(0), Optional::of, () -> end(sides, 0))
                        .receive(sides.get(1), Optional::of, () -> end(sides, 1))
                        .await();
                if (value.isPresent()) {
                    to.send(value.get());
                } else {
                    ended++;
                }
            }
        }
    }

    private static <T> Optional<T> end(List<Receiver<T>> sides, int side) {
        sides.set(side, Channel.never());
        return Optional.empty();
    }
}

//# mistake one side after the other: behaviour: one side is silent: the other one's values go on
class Merge {
    static <T> void merge(Receiver<T> left, Receiver<T> right, Sender<T> to) throws InterruptedException {
        try (to) {
            for (var value : left) {
                to.send(value);
            }
            for (var value : right) {
                to.send(value);
            }
        }
    }
}

//# mistake a value from each side in turn: behaviour: one side is silent: the other one's values go on
class Merge {
    static <T> void merge(Receiver<T> left, Receiver<T> right, Sender<T> to) throws InterruptedException {
        try (to) {
            var first = left.iterator();
            var second = right.iterator();
            while (first.hasNext() || second.hasNext()) {
                if (first.hasNext()) {
                    to.send(first.next());
                }
                if (second.hasNext()) {
                    to.send(second.next());
                }
            }
        }
    }
}

//# mistake the first end is the end: behaviour: one side has ended: the other one's values go on
class Merge {
    static <T> void merge(Receiver<T> left, Receiver<T> right, Sender<T> to) throws InterruptedException {
        try (to) {
            while (true) {
                to.send(Select.<T>fair().receive(left, v -> v).receive(right, v -> v).await());
            }
        } catch (DisconnectedException end) {
            // No more values.
        }
    }
}

//# mistake to is not closed: behaviour: both have ended: it ends what it sends to
class Merge {
    static <T> void merge(Receiver<T> left, Receiver<T> right, Sender<T> to) throws InterruptedException {
        var open = new ArrayList<>(List.of(left, right));
        while (!open.isEmpty()) {
            var select = Select.<Optional<T>>fair();
            for (var receiver : List.copyOf(open)) {
                select.receive(receiver, Optional::of, () -> {
                    open.remove(receiver);
                    return Optional.empty();
                });
            }
            var value = select.await();
            if (value.isPresent()) {
                to.send(value.get());
            }
        }
    }
}

//# mistake it keeps asking who has ended: behaviour: while nothing comes it waits
class Merge {
    static <T> void merge(Receiver<T> left, Receiver<T> right, Sender<T> to) throws InterruptedException {
        try (to) {
            var ended = new HashSet<Receiver<T>>();
            while (ended.size() < 2) {
                var select = Select.<Optional<T>>fair();
                for (var receiver : List.of(left, right)) {
                    select.receive(receiver, Optional::of, () -> {
                        ended.add(receiver);
                        return Optional.empty();
                    });
                }
                var value = select.await();
                if (value.isPresent()) {
                    to.send(value.get());
                }
            }
        }
    }
}

//# mistake it prefers one side: behaviour: both have much to say: neither waits for the end of the other
class Merge {
    static <T> void merge(Receiver<T> left, Receiver<T> right, Sender<T> to) throws InterruptedException {
        try (to) {
            var open = new ArrayList<>(List.of(left, right));
            while (!open.isEmpty()) {
                var select = Select.<Optional<T>>ordered();
                for (var receiver : List.copyOf(open)) {
                    select.receive(receiver, Optional::of, () -> {
                        open.remove(receiver);
                        return Optional.empty();
                    });
                }
                var value = select.await();
                if (value.isPresent()) {
                    to.send(value.get());
                }
            }
        }
    }
}

//# checks
class MergeChecks {

    private static final Duration LONG_ENOUGH = Duration.ofMillis(400);

    private final Channel<String> left = Channel.unbounded();
    private final Channel<String> right = Channel.unbounded();
    private final Channel<String> to = Channel.bounded(1);
    private final Thread thread = Thread.ofPlatform().name("merge").daemon().unstarted(() -> {
        try {
            Merge.merge(left.receiver(), right.receiver(), to.sender());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    });

    @Behaviour("one side is silent: the other one's values go on")
    static void oneIsSilent() throws Exception {
        var it = new MergeChecks();
        it.thread.start();
        it.right.sender().send("right 1");
        assertEquals("right 1", it.next(), "the first value, the left side being silent");
        it.left.sender().send("left 1");
        it.left.sender().send("left 2");
        assertEquals("left 1", it.next(), "the next value");
        assertEquals("left 2", it.next(), "the one after it, the right side being silent");
        it.end();
    }

    @Behaviour("one side has ended: the other one's values go on")
    static void oneHasEnded() throws Exception {
        for (var firstToEnd : List.of("left", "right")) {
            var it = new MergeChecks();
            it.thread.start();
            (firstToEnd.equals("left") ? it.left : it.right).sender().close();
            // While it waits for the second value it must have seen the end.
            for (int number = 1; number <= 3; number++) {
                (firstToEnd.equals("left") ? it.right : it.left).sender().send("more " + number);
                assertEquals("more " + number, it.next(), "a value after the end of the " + firstToEnd + " side");
            }
            it.end();
        }
    }

    @Behaviour("one has ended, the other is silent: while nothing comes it waits")
    static void waits() throws Exception {
        var it = new MergeChecks();
        it.thread.start();
        it.left.sender().close();
        untilItWaits(it.thread);
        var state = it.thread.getState();
        assertTrue(
                state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING,
                "the thread in merge() is waiting, not computing or at its end");
        it.end();
    }

    @Behaviour("both have ended: it ends what it sends to, and returns")
    static void bothHaveEnded() throws Exception {
        var it = new MergeChecks();
        it.left.sender().send("left 1");
        it.left.sender().close();
        it.right.sender().close();
        it.thread.start();
        assertEquals("left 1", it.next(), "the only value");
        assertEquals("the end", it.next(), "what comes after it");
        assertTrue(it.thread.join(LONG_ENOUGH), "merge() has returned");
    }

    @Behaviour("both have much to say: neither waits for the end of the other, each keeps its order")
    static void fair() throws Exception {
        var it = new MergeChecks();
        for (int i = 10_000; i < 12_000; i++) {
            it.left.sender().send("left " + i);
            it.right.sender().send("right " + i);
        }
        it.thread.start();
        untilItWaits(it.thread);
        var values = new ArrayList<String>();
        for (int i = 0; i < 4_000; i++) {
            values.add(it.next());
        }
        it.end();
        for (var side : List.of("left", "right")) {
            var ofIt = values.stream().filter(value -> value.startsWith(side)).toList();
            assertEquals(2_000, ofIt.size(), "how many values came from the " + side + " side");
            assertTrue(ofIt.equals(ofIt.stream().sorted().toList()), "the " + side + " side's values are in order");
            var early = values.subList(0, 1_800).stream().anyMatch(value -> value.startsWith(side));
            assertTrue(early, "the first 1,800 of 4,000 values have some from the " + side + " side");
        }
    }

    private String next() throws InterruptedException {
        return switch (to.receiver().tryReceive(LONG_ENOUGH)) {
            case ReceiveResult.Received<String>(var value) -> value;
            case ReceiveResult.Empty<String> nothing -> "nothing";
            case ReceiveResult.Disconnected<String> end -> "the end";
        };
    }

    /** Ends the merge: a thread that was left would be held against the answer. */
    private void end() throws InterruptedException {
        left.sender().close();
        right.sender().close();
        to.receiver().close();
        thread.join(LONG_ENOUGH);
    }
}

//# after
// Orders and cancellations come through two channels. The loop that reads one to its end before it looks at the other
// passes every test in which the orders end. In production they never do, and no cancellation is ever read.
