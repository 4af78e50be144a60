package interleave.bench.channel;

/**
 * What one thread does for one batch.
 */
@FunctionalInterface
interface Work {

    /**
     * Does it, waiting as long as its channels make it wait.
     *
     * @return the sum of the numbers that it took less the sum of those that it put. All threads of a batch together return
     *     zero, unless a message was lost, doubled or made up.
     */
    long run() throws InterruptedException;

    /** Returns what puts so many messages into a pipe. */
    static Work put(Pipe pipe, int count) {
        return () -> {
            long put = 0;
            for (int i = 0; i < count; i++) {
                var message = Message.at(i);
                pipe.put(message);
                put += message.number();
            }
            return -put;
        };
    }

    /** Returns what takes so many messages out of a pipe. */
    static Work take(Pipe pipe, int count) {
        return () -> {
            long taken = 0;
            for (int i = 0; i < count; i++) {
                taken += pipe.take().number();
            }
            return taken;
        };
    }

    /**
     * Returns what fills a pipe and empties it again and again.
     *
     * @param depth how many messages fill it
     */
    static Work fillAndDrain(Pipe pipe, int depth, int count) {
        return () -> {
            long sum = 0;
            for (int done = 0; done < count; ) {
                int many = Math.min(depth, count - done);
                for (int i = 0; i < many; i++) {
                    var message = Message.at(done + i);
                    pipe.put(message);
                    sum -= message.number();
                }
                for (int i = 0; i < many; i++) {
                    sum += pipe.take().number();
                }
                done += many;
            }
            return sum;
        };
    }

    /** Returns what puts a message into one pipe and waits for the answer from another. */
    static Work ask(Pipe there, Pipe back, int count) {
        return () -> {
            long sum = 0;
            for (int i = 0; i < count; i++) {
                var message = Message.at(i);
                there.put(message);
                sum += back.take().number() - message.number();
            }
            return sum;
        };
    }

    /** Returns what takes each message out of one pipe and puts it into another: its sum is zero. */
    static Work forward(Pipe from, Pipe to, int count) {
        return () -> {
            for (int i = 0; i < count; i++) {
                to.put(from.take());
            }
            return 0;
        };
    }
}
