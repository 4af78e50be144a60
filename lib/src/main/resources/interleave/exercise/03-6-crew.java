//# exercise 03-6 Crew
//# minutes 15

//# ask
// Workers take jobs from a channel. `stop` sets a flag, so workers leave while jobs are still waiting, and they turn in
// a loop while there are none. Make `stop` orderly: when it returns, each job whose `submit` has returned is done,
// the workers have ended, and a later `submit` is refused by an exception. A `submit` that waits for room meanwhile is
// either refused or its job is done. No job throws.

//# hint
// Which of the ends says “no more will come” to those that still read what is there?

//# hint
// A loop over the receiver takes what is left and then ends by itself. Then how does `stop` know that the last job is
// done, and not only taken?

//# hint
// `stop` closes the sender and joins the workers. The flag is not needed at all.

//# answer
/** Workers that do jobs, each in a thread of its own. */
class Crew {
    private final Channel<Runnable> jobs = Channel.bounded(16);
    private final List<Thread> workers = new ArrayList<>();
//# starter
    private volatile boolean stopped;
//# end
    Crew(int size) {
        for (int i = 0; i < size; i++) { workers.add(Thread.ofVirtual().start(this::work)); }
    }
    private void work() {
//# starter
        while (!stopped) {
            if (jobs.receiver().tryReceive() instanceof ReceiveResult.Received<Runnable>(var job)) {
                job.run();
            }
        }
//# solution
        for (var job : jobs.receiver()) {
            job.run();
        }
//# end
    }
    void submit(Runnable job) throws InterruptedException { jobs.sender().send(job); }
//# starter
    void stop() { stopped = true; }
//# solution
    void stop() throws InterruptedException {
        jobs.sender().close();
        for (var worker : workers) {
            worker.join();
        }
    }
//# end
}

//# alternative a copy for each submit: who waits for room when the stop comes gets it; a stop may take that much longer
class Crew {
    private final Channel<Runnable> jobs = Channel.bounded(16);
    private final List<Thread> workers = new ArrayList<>();

    Crew(int size) {
        for (int i = 0; i < size; i++) {
            workers.add(Thread.ofVirtual().start(() -> jobs.receiver().forEach(Runnable::run)));
        }
    }

    void submit(Runnable job) throws InterruptedException {
        try (var mine = jobs.sender().copy()) {
            mine.send(job);
        }
    }

    void stop() throws InterruptedException {
        jobs.sender().close();
        for (var worker : workers) {
            worker.join();
        }
    }
}

//# alternative the JDK's pool: close() does the same; its queue has no bound, so submit never waits
class Crew {
    private final ExecutorService workers;

    Crew(int size) {
        workers = Executors.newFixedThreadPool(size);
    }

    void submit(Runnable job) {
        workers.execute(job);
    }

    void stop() {
        workers.close();
    }
}

//# mistake it does not join: behaviour: stop() returns when every job is done
class Crew {
    private final Channel<Runnable> jobs = Channel.bounded(16);

    Crew(int size) {
        for (int i = 0; i < size; i++) {
            Thread.ofVirtual().start(() -> jobs.receiver().forEach(Runnable::run));
        }
    }

    void submit(Runnable job) throws InterruptedException {
        jobs.sender().send(job);
    }

    void stop() {
        jobs.sender().close();
    }
}

//# mistake the receiver is closed: behaviour: the jobs that were done when stop() returned: expected 11, got 1
class Crew {
    private final Channel<Runnable> jobs = Channel.bounded(16);
    private final List<Thread> workers = new ArrayList<>();

    Crew(int size) {
        for (int i = 0; i < size; i++) {
            workers.add(Thread.ofVirtual().start(() -> {
                try {
                    jobs.receiver().forEach(Runnable::run);
                } catch (IllegalStateException closed) {
                    // The end.
                }
            }));
        }
    }

    void submit(Runnable job) throws InterruptedException {
        jobs.sender().send(job);
    }

    void stop() throws InterruptedException {
        jobs.receiver().close();
        jobs.sender().close();
        for (var worker : workers) {
            worker.join();
        }
    }
}

//# mistake the flag is looked at before each job: behaviour: the jobs that were done when stop() returned: expected 11, got 1
class Crew {
    private final Channel<Runnable> jobs = Channel.bounded(16);
    private final List<Thread> workers = new ArrayList<>();
    private volatile boolean stopped;

    Crew(int size) {
        for (int i = 0; i < size; i++) {
            workers.add(Thread.ofVirtual().start(() -> {
                for (var job : jobs.receiver()) {
                    if (stopped) {
                        return;
                    }
                    job.run();
                }
            }));
        }
    }

    void submit(Runnable job) throws InterruptedException {
        jobs.sender().send(job);
    }

    void stop() throws InterruptedException {
        stopped = true;
        jobs.sender().close();
        for (var worker : workers) {
            worker.join();
        }
    }
}

//# mistake the workers are interrupted: behaviour: the jobs that were done when stop() returned: expected 11
class Crew {
    private final Channel<Runnable> jobs = Channel.bounded(16);
    private final List<Thread> workers = new ArrayList<>();

    Crew(int size) {
        for (int i = 0; i < size; i++) {
            workers.add(Thread.ofVirtual().start(() -> {
                try {
                    jobs.receiver().forEach(Runnable::run);
                } catch (InterruptedReceiveException e) {
                    // Told to stop.
                }
            }));
        }
    }

    void submit(Runnable job) throws InterruptedException {
        jobs.sender().send(job);
    }

    void stop() throws InterruptedException {
        jobs.sender().close();
        for (var worker : workers) {
            worker.interrupt();
        }
        for (var worker : workers) {
            worker.join();
        }
    }
}

//# mistake an empty job is the signal, one for all: behaviour: idle workers end
class Crew {
    private static final Runnable END = () -> {};
    private final Channel<Runnable> jobs = Channel.bounded(16);
    private final List<Thread> workers = new ArrayList<>();

    Crew(int size) {
        for (int i = 0; i < size; i++) {
            workers.add(Thread.ofVirtual().start(() -> {
                for (var job : jobs.receiver()) {
                    if (job == END) {
                        return;
                    }
                    job.run();
                }
            }));
        }
    }

    void submit(Runnable job) throws InterruptedException {
        jobs.sender().send(job);
    }

    void stop() throws InterruptedException {
        jobs.sender().send(END);
        for (var worker : workers) {
            worker.join();
        }
    }
}

//# mistake an empty job for each worker, and nothing is closed: behaviour: after stop() a job is refused
class Crew {
    private static final Runnable END = () -> {};
    private final Channel<Runnable> jobs = Channel.bounded(16);
    private final List<Thread> workers = new ArrayList<>();

    Crew(int size) {
        for (int i = 0; i < size; i++) {
            workers.add(Thread.ofVirtual().start(() -> {
                for (var job : jobs.receiver()) {
                    if (job == END) {
                        return;
                    }
                    job.run();
                }
            }));
        }
    }

    void submit(Runnable job) throws InterruptedException {
        jobs.sender().send(job);
    }

    void stop() throws InterruptedException {
        for (var worker : workers) {
            jobs.sender().send(END);
        }
        for (var worker : workers) {
            worker.join();
        }
    }
}

//# checks
class CrewChecks {

    @Behaviour(value = "idle workers end: stop() returns", seconds = 1)
    static void idle() throws Exception {
        var crew = new Crew(3);
        crew.submit(() -> {});
        crew.stop();
    }

    @Behaviour(value = "two workers do jobs at the same time: each job waits for the other", seconds = 1)
    static void sameTime() throws Exception {
        var crew = new Crew(2);
        var begun = new CountDownLatch(2);
        var done = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            crew.submit(() -> {
                begun.countDown();
                pass(begun);
                done.countDown();
            });
        }
        done.await();
        crew.stop();
    }

    @Behaviour("stop() returns when every job is done")
    static void everyJob() throws Exception {
        var crew = new Crew(1);
        var gate = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        var done = new AtomicInteger();
        crew.submit(() -> {
            begun.countDown();
            pass(gate);
            done.incrementAndGet();
        });
        begun.await();
        for (int i = 0; i < 10; i++) {
            crew.submit(done::incrementAndGet);
        }
        var atReturn = new AtomicInteger();
        var stopping = stopping(crew, () -> atReturn.set(done.get()));
        untilItWaits(stopping);
        gate.countDown();
        stopping.join();
        assertEquals(11, atReturn.get(), "the jobs that were done when stop() returned");
    }

    @Behaviour("after stop() a job is refused")
    static void refused() throws Exception {
        var crew = new Crew(2);
        crew.stop();
        assertThrows(RuntimeException.class, () -> crew.submit(() -> {}), "submit() after stop()");
    }

    @Behaviour("who waits for room when the stop comes is refused, or its job is done")
    static void waiting() throws Exception {
        var crew = new Crew(1);
        var gate = new CountDownLatch(1);
        var accepted = new AtomicInteger();
        var done = new AtomicInteger();
        crew.submit(() -> pass(gate));
        var submitting = Thread.ofPlatform().daemon().name("submitting").start(() -> {
            try {
                for (int i = 0; i < 100; i++) {
                    crew.submit(done::incrementAndGet);
                    accepted.incrementAndGet();
                }
            } catch (Exception refused) {
                // No more.
            }
        });
        untilItWaits(submitting);
        var stopping = stopping(crew, () -> {});
        untilItWaits(stopping);
        gate.countDown();
        stopping.join();
        submitting.join();
        assertEquals(accepted.get(), done.get(), "the jobs that were done, of as many as submit() accepted");
    }

    private static Thread stopping(Crew crew, Runnable then) {
        return Thread.ofPlatform().daemon().name("stopping").start(() -> {
            try {
                crew.stop();
                then.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
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
// Each release loses a few orders: those that were accepted in the last second and were still waiting in a queue when
// the process was told to stop. Nobody notices, because the customer was told that the order has been received.
