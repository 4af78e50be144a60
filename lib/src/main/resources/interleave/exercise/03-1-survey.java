//# exercise 03-1 Survey
//# minutes 10

//# ask
// Each source is asked in a thread of its own, and each thread has a sender of its own. The answers come, and then the
// loop waits for ever. Make `ask` return when every source has answered or failed. Sources answer at the same time, in
// any order.

//# hint
// A loop over a receiver ends when the last sender is closed. Count the senders here. Who owns which?

//# hint
// A thread closes the sender that it was given, whatever its source does: `try (sender) { … }`. And who closes the one
// from which the copies were made?

//# hint
// Copy first, in the thread that calls `ask`, then close the original: `try (var first = channel.sender()) { … }`
// around the loop that starts the threads.

//# answer
class Survey {
    /** Asks each source in a thread of its own and returns the answers. A source that throws gives none. */
    static List<String> ask(List<Supplier<String>> sources) throws InterruptedException {
        var channel = Channel.<String>unbounded();
//# starter
        for (var source : sources) {
            var sender = channel.sender().copy();
            Thread.ofVirtual().start(() -> {
                sender.trySend(source.get());
            });
        }
//# solution
        try (var first = channel.sender()) {
            for (var source : sources) {
                var sender = first.copy();
                Thread.ofVirtual().start(() -> {
                    try (sender) {
                        sender.trySend(source.get());
                    }
                });
            }
        }
//# end
        return channel.receiver().stream().toList();
    }
}

//# alternative one sender for all threads: nothing to copy; it can be closed only after the last join, so no answer is looked at before all are there
class Survey {
    static List<String> ask(List<Supplier<String>> sources) throws InterruptedException {
        var channel = Channel.<String>unbounded();
        var threads = new ArrayList<Thread>();
        try (var sender = channel.sender()) {
            for (var source : sources) {
                threads.add(Thread.ofVirtual().start(() -> sender.trySend(source.get())));
            }
            for (var thread : threads) {
                thread.join();
            }
        }
        return channel.receiver().stream().toList();
    }
}

//# alternative futures: no channel and nothing to close; the answers come in the order of the sources, the slowest first if it stands first
class Survey {
    static List<String> ask(List<Supplier<String>> sources) throws InterruptedException {
        var tasks = new ArrayList<FutureTask<String>>();
        for (var source : sources) {
            var task = new FutureTask<>(source::get);
            tasks.add(task);
            Thread.ofVirtual().start(task);
        }
        var answers = new ArrayList<String>();
        for (var task : tasks) {
            try {
                answers.add(task.get());
            } catch (ExecutionException e) {
                // This source gives no answer.
            }
        }
        return answers;
    }
}

//# mistake only the copies are closed: behaviour: no source: no answer, and an end
class Survey {
    static List<String> ask(List<Supplier<String>> sources) {
        var channel = Channel.<String>unbounded();
        for (var source : sources) {
            var sender = channel.sender().copy();
            Thread.ofVirtual().start(() -> {
                try (sender) {
                    sender.trySend(source.get());
                }
            });
        }
        return channel.receiver().stream().toList();
    }
}

//# mistake only the first one is closed: behaviour: three sources: three answers
class Survey {
    static List<String> ask(List<Supplier<String>> sources) {
        var channel = Channel.<String>unbounded();
        try (var first = channel.sender()) {
            for (var source : sources) {
                var sender = first.copy();
                Thread.ofVirtual().start(() -> sender.trySend(source.get()));
            }
        }
        return channel.receiver().stream().toList();
    }
}

//# mistake a thread closes its sender only if all goes well: behaviour: a source that throws gives no answer
class Survey {
    static List<String> ask(List<Supplier<String>> sources) {
        var channel = Channel.<String>unbounded();
        for (var source : sources) {
            var sender = channel.sender().copy();
            Thread.ofVirtual().start(() -> {
                sender.trySend(source.get());
                sender.close();
            });
        }
        channel.sender().close();
        return channel.receiver().stream().toList();
    }
}

//# mistake it counts the answers and closes nothing: behaviour: a source that throws gives no answer
class Survey {
    static List<String> ask(List<Supplier<String>> sources) throws InterruptedException {
        var channel = Channel.<String>unbounded();
        for (var source : sources) {
            Thread.ofVirtual().start(() -> channel.sender().trySend(source.get()));
        }
        var answers = new ArrayList<String>();
        while (answers.size() < sources.size()) {
            answers.add(channel.receiver().receive());
        }
        return answers;
    }
}

//# mistake the copy is made by the thread that uses it: behaviour: no answer is missing
class Survey {
    static List<String> ask(List<Supplier<String>> sources) {
        var channel = Channel.<String>unbounded();
        for (var source : sources) {
            Thread.ofVirtual().start(() -> {
                try (var sender = channel.sender().copy()) {
                    sender.trySend(source.get());
                }
            });
        }
        channel.sender().close();
        return channel.receiver().stream().toList();
    }
}

//# mistake who starts the thread closes its sender: behaviour: no answer is missing
class Survey {
    static List<String> ask(List<Supplier<String>> sources) {
        var channel = Channel.<String>unbounded();
        for (var source : sources) {
            try (var sender = channel.sender().copy()) {
                Thread.ofVirtual().start(() -> sender.trySend(source.get()));
            }
        }
        channel.sender().close();
        return channel.receiver().stream().toList();
    }
}

//# mistake one source after the other: behaviour: the sources are asked at the same time
class Survey {
    static List<String> ask(List<Supplier<String>> sources) {
        var channel = Channel.<String>unbounded();
        try (var sender = channel.sender()) {
            for (var source : sources) {
                try {
                    sender.trySend(source.get());
                } catch (RuntimeException e) {
                    // This source gives no answer.
                }
            }
        }
        return channel.receiver().stream().toList();
    }
}

//# checks
class SurveyChecks {

    @Behaviour(value = "no source: no answer, and an end", seconds = 1)
    static void noSource() throws Exception {
        assertEquals(List.of(), Survey.ask(List.of()), "the answers of no sources");
    }

    @Behaviour(value = "three sources: three answers, and an end", seconds = 1)
    static void threeSources() throws Exception {
        quietly();
        assertEquals(List.of("a", "b", "c"), sorted(() -> "c", () -> "a", () -> "b"), "the answers, sorted");
    }

    @Behaviour("again and again: no answer is missing")
    static void again() throws Exception {
        quietly();
        for (int i = 0; i < 200; i++) {
            assertEquals(List.of("a", "b", "c"), sorted(() -> "a", () -> "b", () -> "c"), "the answers, sorted");
        }
    }

    @Behaviour(value = "the sources are asked at the same time: each waits until the others are asked", seconds = 1)
    static void sameTime() throws Exception {
        var asked = new CountDownLatch(3);
        Supplier<String> waiting = () -> {
            asked.countDown();
            try {
                asked.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return "here";
        };
        assertEquals(List.of("here", "here", "here"), Survey.ask(List.of(waiting, waiting, waiting)), "the answers");
    }

    @Behaviour(value = "a source that throws gives no answer, and the others do", seconds = 1)
    static void aSourceThrows() throws Exception {
        quietly();
        Supplier<String> failing = () -> {
            throw new IllegalStateException("nobody at home");
        };
        assertEquals(List.of("a", "c"), sorted(() -> "a", failing, () -> "c"), "the answers, sorted");
    }

    @SafeVarargs
    private static List<String> sorted(Supplier<String>... sources) throws Exception {
        return Survey.ask(List.of(sources)).stream().sorted().toList();
    }

    /** A thread that ends by an exception is what is looked at here: its trace would only bury what is said about it. */
    private static void quietly() {
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {});
    }
}

//# after
// Every value arrives, each test that looks at the values passes, and the service does not end when it is told to: a
// thread waits in a receive, and nobody will ever send. The sender that keeps it waiting belongs to a thread that died
// of an exception days ago, or to the code that set everything up and is long done.
