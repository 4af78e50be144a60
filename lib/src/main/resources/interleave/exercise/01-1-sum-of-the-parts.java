//# exercise 01-1 Sum of the parts
//# minutes 10

//# ask
// Each part computes a number and takes its time. Let each run in a thread of its own, all at the same time, and
// return the sum of what they return. No part throws anything here.

//# hint
// Who adds up, and when does it know that a number is there?

//# hint
// Start all threads in one loop and wait for them in a second one. What happens if both are one loop?

//# hint
// `new FutureTask<>(part::getAsInt)` is work whose value you get by `get()`. Keep the tasks in a list: start them
// all, then add up what they hand out.

//# answer
class Parts {
    /** Returns the sum of what the parts return, each of them run in a thread of its own. */
    static int sum(List<IntSupplier> parts) throws Exception {
        int sum = 0;
//# starter
        for (var part : parts) {
            sum += part.getAsInt();
        }
//# solution
        var tasks = new ArrayList<FutureTask<Integer>>();
        for (var part : parts) {
            var task = new FutureTask<>(part::getAsInt);
            tasks.add(task);
            Thread.ofVirtual().start(task);
        }
        for (var task : tasks) {
            sum += task.get();
        }
//# end
        return sum;
    }
}

//# alternative join and an array: a place for each thread, read after its join; an exception of a part would be lost
class Parts {
    static int sum(List<IntSupplier> parts) throws Exception {
        var values = new int[parts.size()];
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < values.length; i++) {
            int place = i;
            threads.add(Thread.ofPlatform().start(() -> values[place] = parts.get(place).getAsInt()));
        }
        for (var thread : threads) {
            thread.join();
        }
        return IntStream.of(values).sum();
    }
}

//# alternative one sum for all, made for that: short; every thread now writes to the same memory
class Parts {
    static int sum(List<IntSupplier> parts) throws Exception {
        var sum = new AtomicInteger();
        var threads = parts.stream()
                .map(part -> Thread.ofVirtual().start(() -> sum.addAndGet(part.getAsInt())))
                .toList();
        for (var thread : threads) {
            thread.join();
        }
        return sum.get();
    }
}

//# mistake no thread is joined: behaviour: it waits for every part
class Parts {
    static int sum(List<IntSupplier> parts) {
        var sum = new AtomicInteger();
        for (var part : parts) {
            Thread.ofVirtual().start(() -> sum.addAndGet(part.getAsInt()));
        }
        return sum.get();
    }
}

//# mistake joined in the loop that starts them: behaviour: the parts run at the same time
class Parts {
    static int sum(List<IntSupplier> parts) throws Exception {
        var sum = new AtomicInteger();
        for (var part : parts) {
            var thread = Thread.ofVirtual().start(() -> sum.addAndGet(part.getAsInt()));
            thread.join();
        }
        return sum.get();
    }
}

//# mistake sleeping instead of joining: behaviour: it waits for every part
class Parts {
    static int sum(List<IntSupplier> parts) throws Exception {
        var sum = new AtomicInteger();
        for (var part : parts) {
            Thread.ofVirtual().start(() -> sum.addAndGet(part.getAsInt()));
        }
        Thread.sleep(100);
        return sum.get();
    }
}

//# mistake all threads add to one plain sum: behaviour: no part is lost when all add at the same time
class Parts {
    static int sum(List<IntSupplier> parts) throws Exception {
        int[] sum = {0};
        var threads = new ArrayList<Thread>();
        for (var part : parts) {
            threads.add(Thread.ofPlatform().start(() -> sum[0] += part.getAsInt()));
        }
        for (var thread : threads) {
            thread.join();
        }
        return sum[0];
    }
}

//# mistake run instead of start: behaviour: the parts run at the same time
class Parts {
    static int sum(List<IntSupplier> parts) throws Exception {
        var sum = new AtomicInteger();
        var threads = new ArrayList<Thread>();
        for (var part : parts) {
            var thread = new Thread(() -> sum.addAndGet(part.getAsInt()));
            thread.run();
            threads.add(thread);
        }
        for (var thread : threads) {
            thread.join();
        }
        return sum.get();
    }
}

//# checks
class PartsChecks {

    @Behaviour("no part: the sum is 0")
    static void noPart() throws Exception {
        assertEquals(0, Parts.sum(List.of()), "the sum of no parts");
    }

    @Behaviour(value = "the parts run at the same time: each waits until the others have begun", seconds = 1)
    static void sameTime() throws Exception {
        var begun = new CountDownLatch(4);
        Parts.sum(parts(begun, 10, 20, 30, 40));
    }

    @Behaviour(value = "no part is lost when all add at the same time", seconds = 1)
    static void allCounted() throws Exception {
        var begun = new CountDownLatch(7);
        assertEquals(127, Parts.sum(parts(begun, 1, 2, 4, 8, 16, 32, 64)), "the sum of 1, 2, 4, 8, 16, 32 and 64");
    }

    @Behaviour("it waits for every part, the slow ones too")
    static void waits() throws Exception {
        var caller = Thread.currentThread();
        IntSupplier slow = () -> {
            untilItWaits(caller);
            return 30;
        };
        assertEquals(42, Parts.sum(List.of(() -> 12, slow)), "the sum of 12 and a slow 30");
    }

    /** Each part gives its number when all have begun. */
    private static List<IntSupplier> parts(CountDownLatch begun, int... numbers) {
        return IntStream.of(numbers)
                .<IntSupplier>mapToObj(number -> () -> {
                    begun.countDown();
                    try {
                        begun.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return number;
                })
                .toList();
    }
}

//# after
// Where the join is missing, the result is too small on busy days only, and nobody finds out which part was left out.
// Where it stands in the wrong loop, everything is right, and the service with twenty threads is as slow as the one
// with one.
