package interleave.stress;

/** Waits in an actor, whose method may not throw checked exceptions; nobody interrupts it. */
final class Uninterrupted {

    private Uninterrupted() {}

    /** What waits. */
    interface Wait {
        void run() throws InterruptedException;
    }

    /** What waits for something. */
    interface WaitFor<T> {
        T get() throws InterruptedException;
    }

    static void run(Wait wait) {
        get(() -> {
            wait.run();
            return true;
        });
    }

    static <T> T get(WaitFor<T> wait) {
        try {
            return wait.get();
        } catch (InterruptedException e) {
            throw new IllegalStateException("somebody interrupted an actor", e);
        }
    }
}
