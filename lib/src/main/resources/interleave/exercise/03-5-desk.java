//# exercise 03-5 Desk
//# minutes 15

//# ask
// A desk answers questions in a thread of its own. All answers go through one channel, so whoever waits first gets the
// next answer, and it may be another one's. Make sure that each asker gets the answer to its own question; that one who
// was interrupted and has left changes nothing for the others; that an asker hears if the work throws, by any
// unchecked exception of `ask`; and that the desk answers the next question all the same.

//# hint
// Whose channel should an answer go through, and how does the desk learn of it?

//# hint
// Send the desk a question together with a place for its answer: `record Request(int number, Sender<Integer> reply)`.
// `Channel.oneshot()` is made for one message; its sender never waits.

//# hint
// What does an asker hear whose reply sender is closed without an answer? `try (var reply = request.reply()) { … }`,
// inside of the loop, with a `catch` for what the work throws.

//# answer
//# solution
record Request(int number, Sender<Integer> reply) {}

//# end
/** Answers questions, one after the other, in a thread of its own. Any number of threads may ask. */
class Desk {
//# starter
    private final Channel<Integer> questions = Channel.bounded(8);
    private final Channel<Integer> answers = Channel.bounded(8);
    Desk(IntUnaryOperator work) {
        Thread.ofVirtual().start(() -> {
            for (var number : questions.receiver()) {
                answers.sender().trySend(work.applyAsInt(number));
            }
        });
    }
    int ask(int number) throws InterruptedException {
        questions.sender().send(number);
        return answers.receiver().receive();
    }
//# solution
    private final Channel<Request> questions = Channel.bounded(8);
    Desk(IntUnaryOperator work) {
        Thread.ofVirtual().start(() -> {
            for (var request : questions.receiver()) {
                try (var reply = request.reply()) {
                    reply.trySend(work.applyAsInt(request.number()));
                } catch (RuntimeException e) {
                    // The reply is closed without an answer: that tells the asker.
                }
            }
        });
    }
    int ask(int number) throws InterruptedException {
        var answer = Channel.<Integer>oneshot();
        questions.sender().send(new Request(number, answer.sender()));
        return answer.receiver().receive();
    }
//# end
    void close() { questions.sender().close(); }
}

//# alternative a future in the request: it carries the exception too, so the asker learns why; nothing can select on it
record Request(int number, CompletableFuture<Integer> reply) {}

class Desk {
    private final Channel<Request> questions = Channel.bounded(8);

    Desk(IntUnaryOperator work) {
        Thread.ofVirtual().start(() -> {
            for (var request : questions.receiver()) {
                try {
                    request.reply().complete(work.applyAsInt(request.number()));
                } catch (RuntimeException e) {
                    request.reply().completeExceptionally(e);
                }
            }
        });
    }

    int ask(int number) throws InterruptedException {
        var reply = new CompletableFuture<Integer>();
        questions.sender().send(new Request(number, reply));
        try {
            return reply.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    void close() { questions.sender().close(); }
}

//# alternative a task as the message: the work travels with the question; the desk runs whatever it is sent
class Desk {
    private final Channel<FutureTask<Integer>> questions = Channel.bounded(8);
    private final IntUnaryOperator work;

    Desk(IntUnaryOperator work) {
        this.work = work;
        Thread.ofVirtual().start(() -> questions.receiver().forEach(FutureTask::run));
    }

    int ask(int number) throws InterruptedException {
        var task = new FutureTask<>(() -> work.applyAsInt(number));
        questions.sender().send(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    void close() { questions.sender().close(); }
}

//# mistake one asker at a time: behaviour: an asker that was interrupted leaves its answer to nobody else
class Desk {
    private final Channel<Integer> questions = Channel.bounded(8);
    private final Channel<Integer> answers = Channel.bounded(8);
    private final ReentrantLock lock = new ReentrantLock();

    Desk(IntUnaryOperator work) {
        Thread.ofVirtual().start(() -> {
            for (var number : questions.receiver()) {
                answers.sender().trySend(work.applyAsInt(number));
            }
        });
    }

    int ask(int number) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            questions.sender().send(number);
            return answers.receiver().receive();
        } finally {
            lock.unlock();
        }
    }

    void close() { questions.sender().close(); }
}

//# mistake the reply is not closed: behaviour: the work throws: the asker hears of it
record Request(int number, Sender<Integer> reply) {}

class Desk {
    private final Channel<Request> questions = Channel.bounded(8);

    Desk(IntUnaryOperator work) {
        Thread.ofVirtual().start(() -> {
            for (var request : questions.receiver()) {
                try {
                    request.reply().trySend(work.applyAsInt(request.number()));
                } catch (RuntimeException e) {
                    // It was only one question.
                }
            }
        });
    }

    int ask(int number) throws InterruptedException {
        var answer = Channel.<Integer>oneshot();
        questions.sender().send(new Request(number, answer.sender()));
        return answer.receiver().receive();
    }

    void close() { questions.sender().close(); }
}

//# mistake an exception ends the desk: behaviour: the work has thrown: the next question is answered
record Request(int number, Sender<Integer> reply) {}

class Desk {
    private final Channel<Request> questions = Channel.bounded(8);

    Desk(IntUnaryOperator work) {
        Thread.ofVirtual().start(() -> {
            for (var request : questions.receiver()) {
                try (var reply = request.reply()) {
                    reply.trySend(work.applyAsInt(request.number()));
                }
            }
        });
    }

    int ask(int number) throws InterruptedException {
        var answer = Channel.<Integer>oneshot();
        questions.sender().send(new Request(number, answer.sender()));
        return answer.receiver().receive();
    }

    void close() { questions.sender().close(); }
}

//# mistake an exception becomes an answer: behaviour: the work throws: the asker hears of it
record Request(int number, Sender<Integer> reply) {}

class Desk {
    private final Channel<Request> questions = Channel.bounded(8);

    Desk(IntUnaryOperator work) {
        Thread.ofVirtual().start(() -> {
            for (var request : questions.receiver()) {
                int answer = -1;
                try {
                    answer = work.applyAsInt(request.number());
                } catch (RuntimeException e) {
                    // The answer stays -1.
                }
                request.reply().trySend(answer);
            }
        });
    }

    int ask(int number) throws InterruptedException {
        var answer = Channel.<Integer>oneshot();
        questions.sender().send(new Request(number, answer.sender()));
        return answer.receiver().receive();
    }

    void close() { questions.sender().close(); }
}

//# checks
class DeskChecks {

    /** The desk's thread, as its work has seen it. */
    private static volatile Thread seen;

    private static Desk desk(IntUnaryOperator work) {
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {});
        return new Desk(n -> {
            seen = Thread.currentThread();
            return work.applyAsInt(n);
        });
    }

    /** A thread that is left running would be held against the answer, so it has time to end. */
    private static void close(Desk desk) throws InterruptedException {
        desk.close();
        if (seen != null) {
            seen.join(Duration.ofMillis(500));
        }
    }

    @Behaviour("one asker: each question has its answer")
    static void oneAsker() throws Exception {
        var desk = desk(n -> n * n);
        assertEquals(9, desk.ask(3), "ask(3) of a desk that squares");
        assertEquals(16, desk.ask(4), "ask(4)");
        close(desk);
    }

    @Behaviour("an asker that was interrupted leaves its answer to nobody else")
    static void interrupted() throws Exception {
        var begun = new CountDownLatch(1);
        var gate = new CountDownLatch(1);
        var desk = desk(n -> {
            begun.countDown();
            pass(gate);
            return n * n;
        });
        var asker = Thread.ofPlatform().daemon().name("asker").start(() -> {
            try {
                desk.ask(3);
            } catch (Exception e) {
                // Then it goes without.
            }
        });
        begun.await();
        untilItWaits(asker);
        asker.interrupt();
        asker.join();
        gate.countDown();
        assertEquals(16, desk.ask(4), "ask(4), after another one has asked 3 and was interrupted");
        close(desk);
    }

    @Behaviour("four askers at once: each gets its own answer")
    static void fourAskers() throws Throwable {
        var desk = desk(n -> n * 10);
        var next = new AtomicInteger();
        together(4, () -> {
            for (int i = 0; i < 500; i++) {
                int number = next.incrementAndGet();
                assertEquals(number * 10, desk.ask(number), "ask(" + number + ") of a desk that multiplies by 10");
            }
        });
        close(desk);
    }

    @Behaviour(value = "the work throws: the asker hears of it", seconds = 1)
    static void throwing() throws Exception {
        var desk = desk(n -> 12 / n);
        assertThrows(RuntimeException.class, () -> desk.ask(0), "ask(0) of a desk that divides by it");
        close(desk);
    }

    @Behaviour(value = "the work has thrown: the next question is answered", seconds = 1)
    static void nextAfterThrowing() throws Exception {
        var desk = desk(n -> 12 / n);
        try {
            desk.ask(0);
        } catch (RuntimeException e) {
            // As the check before has asked for.
        }
        assertEquals(4, desk.ask(3), "ask(3) after ask(0) of a desk that divides 12 by it");
        close(desk);
    }

    @Behaviour("closed: it refuses the next question")
    static void closed() throws Exception {
        var desk = desk(n -> n);
        desk.ask(1);
        close(desk);
        assertThrows(RuntimeException.class, () -> desk.ask(2), "ask(2) after close()");
    }

    private static void pass(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

//# after
// It works for a year. Then one request times out, its asker leaves, and its answer waits in the channel. From then on
// everybody gets the answer of the one before: a customer sees another one's account, and every part of the system
// says that all is well.
