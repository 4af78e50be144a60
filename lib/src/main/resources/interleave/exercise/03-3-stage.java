//# exercise 03-3 Stage
//# minutes 15

//# ask
// A stage stands between two channels: it takes, works, and passes on. This one loses values, never ends the stage
// behind it, and goes on when nobody takes its results any more. Both ends belong to it alone. Make it end well: the
// end travels down to the next stage when the values end or `work` throws, and up to the stage before when nobody takes
// more. An interrupt ends it like a throw. The thread may end in any way, by an exception too.

//# hint
// What does `trySend` do if the next stage is slow and its channel full? What does `send` do instead?

//# hint
// Write down what the stages before and behind are waiting for when this one has ended. Which call tells them?

//# hint
// `try (from; to) { … }` closes both, however the block ends. And `send` throws a `SendException` when nobody takes
// more: that ends the block too.

//# answer
class Stage {
    /** Starts a thread that sends on what the work makes of each value it receives. Both ends are its own. */
    static <A, B> Thread start(Receiver<A> from, Function<A, B> work, Sender<B> to) {
        return Thread.ofVirtual().start(() -> {
//# starter
            for (var value : from) {
                to.trySend(work.apply(value));
            }
//# solution
            try (from; to) {
                for (var value : from) {
                    to.send(work.apply(value));
                }
            } catch (SendException | InterruptedException e) {
                // Nobody takes more, or nobody wants this thread to go on.
            }
//# end
        });
    }
}

//# alternative several at a time: fewer waits and wake-ups if values come fast; what is in the batch is lost if the work throws
class Stage {
    static <A, B> Thread start(Receiver<A> from, Function<A, B> work, Sender<B> to) {
        return Thread.ofVirtual().start(() -> {
            try (from; to) {
                var batch = new ArrayList<A>();
                while (from.receiveUpTo(16, batch) > 0) {
                    for (var value : batch) {
                        to.send(work.apply(value));
                    }
                    batch.clear();
                }
            } catch (SendException | InterruptedException e) {
                // Nobody takes more, or nobody wants this thread to go on.
            }
        });
    }
}

//# alternative try and finally: the same, written out; the end of the values is an exception here
class Stage {
    static <A, B> Thread start(Receiver<A> from, Function<A, B> work, Sender<B> to) {
        return Thread.ofPlatform().daemon().start(() -> {
            try {
                while (true) {
                    to.send(work.apply(from.receive()));
                }
            } catch (DisconnectedException | SendException | InterruptedException e) {
                // No more values, nobody takes more, or nobody wants this thread to go on.
            } finally {
                to.close();
                from.close();
            }
        });
    }
}

//# mistake it drops what the next stage has no room for: behaviour: the next stage is slow: each value arrives
class Stage {
    static <A, B> Thread start(Receiver<A> from, Function<A, B> work, Sender<B> to) {
        return Thread.ofVirtual().start(() -> {
            try (from; to) {
                for (var value : from) {
                    if (to.trySend(work.apply(value)) instanceof SendResult.Disconnected) {
                        return;
                    }
                }
            }
        });
    }
}

//# mistake the next stage is not told: behaviour: two stages: the end travels through both
class Stage {
    static <A, B> Thread start(Receiver<A> from, Function<A, B> work, Sender<B> to) {
        return Thread.ofVirtual().start(() -> {
            try (from) {
                for (var value : from) {
                    to.send(work.apply(value));
                }
            } catch (SendException | InterruptedException e) {
            }
        });
    }
}

//# mistake the stage before is not told: behaviour: nobody takes more: the stage ends, and the one before it is told
class Stage {
    static <A, B> Thread start(Receiver<A> from, Function<A, B> work, Sender<B> to) {
        return Thread.ofVirtual().start(() -> {
            try (to) {
                for (var value : from) {
                    to.send(work.apply(value));
                }
            } catch (SendException | InterruptedException e) {
            }
        });
    }
}

//# mistake it closes only if all goes well: behaviour: the work throws: the next stage hears the end
class Stage {
    static <A, B> Thread start(Receiver<A> from, Function<A, B> work, Sender<B> to) {
        return Thread.ofVirtual().start(() -> {
            try {
                for (var value : from) {
                    to.send(work.apply(value));
                }
            } catch (SendException | InterruptedException e) {
            }
            from.close();
            to.close();
        });
    }
}

//# mistake it takes everything before it sends anything: behaviour: a value goes on before the next one comes
class Stage {
    static <A, B> Thread start(Receiver<A> from, Function<A, B> work, Sender<B> to) {
        return Thread.ofVirtual().start(() -> {
            try (from; to) {
                for (var result : from.stream().map(work).toList()) {
                    to.send(result);
                }
            } catch (SendException | InterruptedException e) {
            }
        });
    }
}

//# mistake it ignores that nobody takes more: behaviour: nobody takes more: the stage ends, and the one before it is told
class Stage {
    static <A, B> Thread start(Receiver<A> from, Function<A, B> work, Sender<B> to) {
        return Thread.ofVirtual().start(() -> {
            try (from; to) {
                for (var value : from) {
                    try {
                        to.send(work.apply(value));
                    } catch (SendException e) {
                        // The next value may be welcome.
                    }
                }
            } catch (InterruptedException e) {
            }
        });
    }
}

//# checks
class StageChecks {

    private static final Duration LONG_ENOUGH = Duration.ofMillis(400);

    @Behaviour("a value goes on before the next one comes")
    static void oneByOne() throws Exception {
        var in = Channel.<Integer>bounded(4);
        var out = Channel.<Integer>bounded(4);
        var stage = Stage.start(in.receiver(), n -> n * n, out.sender());
        in.sender().send(3);
        assertEquals(9, next(out.receiver()), "what became of 3, the second value being still to come");
        in.sender().send(4);
        assertEquals(16, next(out.receiver()), "what became of 4");
        in.sender().close();
        stage.join(LONG_ENOUGH);
    }

    @Behaviour("the next stage is slow: each value arrives, in its order")
    static void slow() throws Exception {
        var in = Channel.<Integer>bounded(8);
        var out = Channel.<Integer>bounded(1);
        for (int i = 1; i <= 5; i++) {
            in.sender().send(i);
        }
        in.sender().close();
        var stage = Stage.start(in.receiver(), n -> n * 10, out.sender());
        untilItWaits(stage);
        for (int i = 1; i <= 5; i++) {
            assertEquals(i * 10, next(out.receiver()), "what became of value " + i);
        }
        stage.join(LONG_ENOUGH);
    }

    @Behaviour("two stages: the end travels through both")
    static void end() throws Exception {
        var in = Channel.<String>bounded(4);
        var between = Channel.<String>bounded(1);
        var out = Channel.<Integer>bounded(4);
        var first = Stage.start(in.receiver(), String::strip, between.sender());
        var second = Stage.start(between.receiver(), String::length, out.sender());
        in.sender().send(" one ");
        in.sender().send("three");
        in.sender().close();
        assertEquals(List.of(3, 5), all(out.receiver()), "the lengths of \" one \" and \"three\" without blanks");
        first.join(LONG_ENOUGH);
        second.join(LONG_ENOUGH);
    }

    @Behaviour("nobody takes more: the stage ends, and the one before it is told")
    static void nobodyTakesMore() throws Exception {
        var in = Channel.<Integer>bounded(4);
        var out = Channel.<Integer>bounded(4);
        out.receiver().close();
        var stage = quiet(Stage.start(in.receiver(), n -> n, out.sender()));
        in.sender().send(1);
        assertTrue(stage.join(LONG_ENOUGH), "the stage has ended, all receivers of its results being closed");
        var told = in.sender().trySend(2) instanceof SendResult.Disconnected;
        assertTrue(told, "the stage before is told that nobody takes more");
    }

    @Behaviour("the work throws: the next stage hears the end, the one before is told")
    static void workThrows() throws Exception {
        var in = Channel.<Integer>bounded(4);
        var out = Channel.<Integer>bounded(4);
        var stage = quiet(Stage.start(in.receiver(), n -> 12 / n, out.sender()));
        in.sender().send(3);
        in.sender().send(0);
        assertEquals(List.of(4), all(out.receiver()), "what 12 / 3 and 12 / 0 give");
        assertTrue(stage.join(LONG_ENOUGH), "the stage has ended");
        assertTrue(in.sender().trySend(2) instanceof SendResult.Disconnected, "the stage before is told");
    }

    @Behaviour("an interrupt ends it, and both ends with it")
    static void interrupted() throws Exception {
        var in = Channel.<Integer>bounded(4);
        var out = Channel.<Integer>bounded(4);
        var stage = quiet(Stage.start(in.receiver(), n -> n, out.sender()));
        untilItWaits(stage);
        stage.interrupt();
        assertTrue(stage.join(LONG_ENOUGH), "the stage has ended after an interrupt");
        assertEquals(List.of(), all(out.receiver()), "what comes after an interrupt");
        assertTrue(in.sender().trySend(2) instanceof SendResult.Disconnected, "the stage before is told");
    }

    private static <T> T next(Receiver<T> receiver) throws InterruptedException {
        return switch (receiver.tryReceive(LONG_ENOUGH)) {
            case ReceiveResult.Received<T>(var value) -> value;
            case ReceiveResult.Empty<T> nothing -> failed("a value was to come, and none came");
            case ReceiveResult.Disconnected<T> end -> failed("a value was to come, and the end came");
        };
    }

    private static <T> List<T> all(Receiver<T> receiver) throws InterruptedException {
        var values = new ArrayList<T>();
        while (true) {
            switch (receiver.tryReceive(LONG_ENOUGH)) {
                case ReceiveResult.Received<T>(var value) -> values.add(value);
                case ReceiveResult.Disconnected<T> end -> {
                    return values;
                }
                case ReceiveResult.Empty<T> nothing ->
                    failed("after the values " + values + " the end was to come, and it does not");
            }
        }
    }

    private static <T> T failed(String why) {
        fail(why);
        return null;
    }

    /** A stage may end by an exception: its trace would only bury what is said about it. */
    private static Thread quiet(Thread thread) {
        Thread.setDefaultUncaughtExceptionHandler((whose, thrown) -> {});
        return thread;
    }
}

//# after
// A pipeline is as good as its worst end. One stage that dies without a word leaves the one behind it waiting and the
// one before it stuck at a full channel: nothing moves, nothing fails, and the one line in the log that would say why
// is a day old.
