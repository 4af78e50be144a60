//# exercise 01-3 Slices
//# minutes 15

//# ask
// Cut the list into slices and let `threads` threads weigh them at the same time, each item once. Return the sum.
// There may be no items, fewer items than threads, or a number that does not divide evenly. If `weigher` throws an
// exception, the caller gets it, as it is or as the cause of another one.

//# hint
// Where does the slice of thread number `n` begin, and where does it end? Write it down for 10 items and 3 threads,
// then for 2 items and 5 threads.

//# hint
// Slice `n` goes from `n * size / threads` to `(n + 1) * size / threads`. The end of one is the beginning of the
// next, and an empty slice is no harm.

//# hint
// A `Thread` keeps its exception to itself. A `FutureTask` hands it to whoever calls `get()`.

//# answer
class Slices {
    /** Returns the sum of the items' weights; so many threads weigh a slice each. */
    static <T> long weigh(List<T> items, int threads, ToLongFunction<T> weigher) throws Exception {
        long sum = 0;
//# starter
        for (var item : items) {
            sum += weigher.applyAsLong(item);
        }
//# solution
        var tasks = new ArrayList<FutureTask<Long>>();
        for (int n = 0; n < threads; n++) {
            var slice = items.subList(n * items.size() / threads, (n + 1) * items.size() / threads);
            var task = new FutureTask<>(() -> slice.stream().mapToLong(weigher).sum());
            tasks.add(task);
            Thread.ofPlatform().start(task);
        }
        for (var task : tasks) {
            sum += task.get();
        }
//# end
        return sum;
    }
}

//# alternative a pool of so many threads: it starts, joins and hands over exceptions; it is a concept more
class Slices {
    static <T> long weigh(List<T> items, int threads, ToLongFunction<T> weigher) throws Exception {
        var slices = new ArrayList<Callable<Long>>();
        for (int n = 0; n < threads; n++) {
            var slice = items.subList(n * items.size() / threads, (n + 1) * items.size() / threads);
            slices.add(() -> slice.stream().mapToLong(weigher).sum());
        }
        long sum = 0;
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (var slice : pool.invokeAll(slices)) {
                sum += slice.get();
            }
        }
        return sum;
    }
}

//# alternative every n-th item: no arithmetic, and long items spread better; neighbours go to different threads
class Slices {
    static <T> long weigh(List<T> items, int threads, ToLongFunction<T> weigher) throws Exception {
        var tasks = new ArrayList<FutureTask<Long>>();
        for (int n = 0; n < threads; n++) {
            int first = n;
            var task = new FutureTask<>(() -> {
                long sum = 0;
                for (int i = first; i < items.size(); i += threads) {
                    sum += weigher.applyAsLong(items.get(i));
                }
                return sum;
            });
            tasks.add(task);
            Thread.ofPlatform().start(task);
        }
        long sum = 0;
        for (var task : tasks) {
            sum += task.get();
        }
        return sum;
    }
}

//# mistake the rest is left out: behaviour: every item is weighed once
class Slices {
    static <T> long weigh(List<T> items, int threads, ToLongFunction<T> weigher) throws Exception {
        int size = items.size() / threads;
        var tasks = new ArrayList<FutureTask<Long>>();
        for (int n = 0; n < threads; n++) {
            var slice = items.subList(n * size, (n + 1) * size);
            var task = new FutureTask<>(() -> slice.stream().mapToLong(weigher).sum());
            tasks.add(task);
            Thread.ofPlatform().start(task);
        }
        long sum = 0;
        for (var task : tasks) {
            sum += task.get();
        }
        return sum;
    }
}

//# mistake slices rounded up reach over the end: behaviour: fewer items than threads
class Slices {
    static <T> long weigh(List<T> items, int threads, ToLongFunction<T> weigher) throws Exception {
        int size = (items.size() + threads - 1) / threads;
        var tasks = new ArrayList<FutureTask<Long>>();
        for (int n = 0; n < threads; n++) {
            var slice = items.subList(n * size, Math.min((n + 1) * size, items.size()));
            var task = new FutureTask<>(() -> slice.stream().mapToLong(weigher).sum());
            tasks.add(task);
            Thread.ofPlatform().start(task);
        }
        long sum = 0;
        for (var task : tasks) {
            sum += task.get();
        }
        return sum;
    }
}

//# mistake the exception stays in the thread: behaviour: the caller gets the weigher's exception
class Slices {
    static <T> long weigh(List<T> items, int threads, ToLongFunction<T> weigher) throws Exception {
        var sums = new long[threads];
        var started = new ArrayList<Thread>();
        for (int n = 0; n < threads; n++) {
            int place = n;
            var slice = items.subList(n * items.size() / threads, (n + 1) * items.size() / threads);
            started.add(Thread.ofPlatform().start(() -> sums[place] = slice.stream().mapToLong(weigher).sum()));
        }
        for (var thread : started) {
            thread.join();
        }
        return LongStream.of(sums).sum();
    }
}

//# mistake the exception is caught and forgotten: behaviour: the caller gets the weigher's exception
class Slices {
    static <T> long weigh(List<T> items, int threads, ToLongFunction<T> weigher) {
        var tasks = new ArrayList<FutureTask<Long>>();
        for (int n = 0; n < threads; n++) {
            var slice = items.subList(n * items.size() / threads, (n + 1) * items.size() / threads);
            var task = new FutureTask<>(() -> slice.stream().mapToLong(weigher).sum());
            tasks.add(task);
            Thread.ofPlatform().start(task);
        }
        long sum = 0;
        for (var task : tasks) {
            try {
                sum += task.get();
            } catch (Exception e) {
                e.printStackTrace();
            }
        }
        return sum;
    }
}

//# mistake waiting in the loop that starts: behaviour: the threads weigh at the same time
class Slices {
    static <T> long weigh(List<T> items, int threads, ToLongFunction<T> weigher) throws Exception {
        long sum = 0;
        for (int n = 0; n < threads; n++) {
            var slice = items.subList(n * items.size() / threads, (n + 1) * items.size() / threads);
            var task = new FutureTask<>(() -> slice.stream().mapToLong(weigher).sum());
            Thread.ofPlatform().start(task);
            sum += task.get();
        }
        return sum;
    }
}

//# checks
class SlicesChecks {

    @Behaviour(value = "the threads weigh at the same time: each waits until the others have begun", seconds = 1)
    static void sameTime() throws Exception {
        var begun = new CountDownLatch(3);
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        long sum = Slices.weigh(numbers(9), 3, number -> {
            if (seen.add(Thread.currentThread())) {
                begun.countDown();
                await(begun);
            }
            return number;
        });
        assertEquals(45L, sum, "the sum of 1 to 9, weighed by 3 threads");
    }

    @Behaviour("10 items, 3 threads: every item is weighed once")
    static void uneven() throws Exception {
        var weighed = new ConcurrentLinkedQueue<Integer>();
        long sum = Slices.weigh(numbers(10), 3, number -> {
            weighed.add(number);
            return number;
        });
        assertEquals(numbers(10), weighed.stream().sorted().toList(), "the items weighed, sorted");
        assertEquals(55L, sum, "the sum of 1 to 10");
    }

    @Behaviour("no items: the sum is 0")
    static void noItems() throws Exception {
        assertEquals(0L, Slices.weigh(numbers(0), 4, number -> number), "the sum of nothing");
    }

    @Behaviour("fewer items than threads: their sum all the same")
    static void fewItems() throws Exception {
        assertEquals(3L, Slices.weigh(numbers(2), 5, number -> number), "the sum of 1 and 2, weighed by 5 threads");
        assertEquals(45L, Slices.weigh(numbers(9), 6, number -> number), "the sum of 1 to 9, weighed by 6 threads");
    }

    @Behaviour("the caller gets the weigher's exception, whichever item it comes from")
    static void exceptions() {
        for (int bad : List.of(1, 5, 9)) {
            var broken = new IllegalStateException("item " + bad + " has no weight");
            ToLongFunction<Integer> weigher = number -> {
                if (number == bad) {
                    throw broken;
                }
                return number;
            };
            try {
                long sum = Slices.weigh(numbers(9), 3, weigher);
                fail("item " + bad + " of 9 throws an exception, and weigh() returned " + sum + " as if all were well");
            } catch (Exception thrown) {
                assertTrue(comesFrom(thrown, broken), thrown + " is the weigher's exception, or caused by it");
            }
        }
    }

    private static List<Integer> numbers(int count) {
        return IntStream.rangeClosed(1, count).boxed().toList();
    }

    private static boolean comesFrom(Throwable thrown, Throwable cause) {
        return thrown == cause || thrown != null && comesFrom(thrown.getCause(), cause);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

//# after
// The nightly job ends with "done" and has left out a slice, because its thread died of a `NullPointerException` that
// nobody got. Or the last four of a thousand orders are never counted, because a thousand does not divide by six.
