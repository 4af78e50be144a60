package interleave.channel;

import interleave.event.AdaptiveSpin;
import interleave.event.Deadline;
import interleave.event.Parking;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Waits for several sends and receives at once and does one of them: the first that can be done.
 *
 * {@snippet :
 * var heard = Select.<String>fair()
 *         .receive(words, word -> "a word: " + word)
 *         .receive(numbers, number -> "a number: " + number)
 *         .onTimeout(Duration.ofSeconds(1), () -> "nothing")
 *         .await();
 * }
 *
 * <p>If several can be done, {@link #fair()} chooses any of them with the same chance, {@link #ordered()} the one that was
 * named first. The others are left as they were: no value of theirs is sent or taken.
 *
 * <p>A branch behaves as its operation does alone. So a send to a channel without receivers can be done, by throwing {@link
 * SendException}, and a receive from one without senders by throwing {@link DisconnectedException}, unless the branch says
 * what to do at the end. A branch that does not apply may receive from {@link Channel#never()}.
 *
 * <p>Belongs to one thread. It may wait again and again; its branches stay, so the same value would be sent again.
 *
 * <p>How it waits: it tries each branch; then it enlists one waiter for each in its channel, all with one selection, of which
 * one can win; then it takes the others out, finishes the one, and begins anew if another thread was faster.
 *
 * @param <R> what the branches return
 */
public final class Select<R> {

    private final boolean fair;
    private final Parking selecting = Parking.on(this, "select");
    private final AdaptiveSpin spin = new AdaptiveSpin();
    private Branch<?>[] branches = new Branch<?>[4];
    private int size;
    private Supplier<? extends R> otherwise;
    private Duration timeout;
    private Supplier<? extends R> whenLate;

    private Select(boolean fair) {
        this.fair = fair;
    }

    /** Begins a select that prefers none of its branches. */
    public static <R> Select<R> fair() {
        return new Select<>(true);
    }

    /** Begins a select that prefers the branch that is named first. Later ones may wait for ever. */
    public static <R> Select<R> ordered() {
        return new Select<>(false);
    }

    /**
     * Adds a branch that receives.
     *
     * @param then gets the value
     */
    public <T> Select<R> receive(Receiver<T> receiver, Function<? super T, ? extends R> then) {
        return receive(receiver, then, () -> {
            throw new DisconnectedException();
        });
    }

    /**
     * Adds a branch that receives.
     *
     * @param then gets the value
     * @param atEnd is called instead if nothing is left and all senders are closed
     */
    public <T> Select<R> receive(
            Receiver<T> receiver, Function<? super T, ? extends R> then, Supplier<? extends R> atEnd) {
        Objects.requireNonNull(
                receiver, "receive(null, …): pass a receiver, Channel.never() if the branch does not apply");
        Objects.requireNonNull(then, "receive(receiver, null): pass what to do with the value");
        Objects.requireNonNull(atEnd, "receive(receiver, then, null): pass what to do at the end");
        return add(new Branch.Receiving<>(receiver, then, atEnd));
    }

    /**
     * Adds a branch that sends.
     *
     * @param value belongs to the channel once the branch is done, and stays the caller's if another is
     * @param then is called when it is sent
     */
    public <T> Select<R> send(Sender<T> sender, T value, Supplier<? extends R> then) {
        Objects.requireNonNull(sender, "send(null, …): pass a sender");
        Objects.requireNonNull(value, "send(sender, null, …): a channel carries no null");
        Objects.requireNonNull(then, "send(sender, value, null): pass what to do when it is sent");
        return add(new Branch.Sending<>(sender, value, then));
    }

    private Select<R> add(Branch<R> branch) {
        if (size == branches.length) {
            branches = Arrays.copyOf(branches, 2 * size);
        }
        branches[size++] = branch;
        return this;
    }

    /** Says what to do if no branch can be done at once: then it never waits. */
    public Select<R> orElse(Supplier<? extends R> then) {
        otherwise = Objects.requireNonNull(then, "orElse(null): pass what to do if no branch can be done");
        return this;
    }

    /** Says how long each {@link #await} waits at most, and what to do then. */
    public Select<R> onTimeout(Duration limit, Supplier<? extends R> then) {
        Objects.requireNonNull(limit, "onTimeout(null, …): pass a duration, for instance Duration.ofSeconds(1)");
        Objects.requireNonNull(then, "onTimeout(limit, null): pass what to do when the time is up");
        timeout = limit;
        whenLate = then;
        return this;
    }

    /**
     * Does one of the branches, waiting until one can be done, and returns what its function returns.
     *
     * @throws InterruptedException if the thread is interrupted, before it or while it waits; then no branch is done
     * @throws SendException if a branch was to send and all receivers of its channel are closed
     * @throws DisconnectedException if a branch was to receive, all senders of its channel are closed and nothing is left,
     *     and it does not say what to do then
     * @throws IllegalStateException if a sender or receiver of a branch is closed, or if there is nothing to wait for
     */
    public R await() throws InterruptedException {
        if (size == 0 && otherwise == null && timeout == null) {
            throw new IllegalStateException(
                    "this select has no branch and would wait for ever: add receive, send or onTimeout");
        }
        Flavor.throwIfInterrupted("select");
        var deadline = timeout == null ? Deadline.never() : Deadline.after(timeout);
        for (var got = attempt(); ; got = select(deadline)) {
            if (got != null) {
                return got.handle();
            }
            if (otherwise != null) {
                return otherwise.get();
            }
            if (deadline.hasPassed()) {
                return whenLate.get();
            }
        }
    }

    /** A branch that is done, and what it got. */
    private record Done<R>(Branch<R> branch, Object got) {
        R handle() {
            return branch.handle(got);
        }
    }

    @SuppressWarnings("unchecked") // add() takes no others
    private Branch<R> branch(int i) {
        return (Branch<R>) branches[i];
    }

    /** Does one branch if one can be done now. */
    private Done<R> attempt() {
        if (fair) {
            shuffle();
        }
        for (int i = 0; i < size; i++) {
            var got = branch(i).attempt();
            if (got != Nothing.EMPTY) {
                return new Done<>(branch(i), got);
            }
        }
        return null;
    }

    /** Any order with the same chance, since the first that can be done will be. */
    private void shuffle() {
        var random = ThreadLocalRandom.current();
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            var moved = branches[i];
            branches[i] = branches[j];
            branches[j] = moved;
        }
    }

    /** Waits until a branch can be done and tries to do it; {@code null} if the deadline has passed or it was too late. */
    private Done<R> select(Deadline deadline) throws InterruptedException {
        var selection = new Selection();
        var until = deadline;
        int enlisted = 0;
        Branch<R> winner = null;
        try {
            boolean waits = true;
            while (waits && enlisted < size && !selection.isDecided()) {
                var branch = branch(enlisted);
                until = until.earlier(branch.due());
                waits = branch.enlist(selection);
                enlisted++;
            }
            if (waits) {
                selection.lookAgain(spin, until);
                selection.await(selecting, until);
            }
        } finally {
            // Also if the wait was interrupted. The winner is not in its list any more.
            var won = selection.winner();
            for (int i = 0; i < enlisted; i++) {
                if (branch(i).waiter == won) {
                    winner = branch(i);
                } else {
                    branch(i).delist();
                }
            }
        }
        var got = winner == null ? Nothing.EMPTY : winner.finish();
        return got == Nothing.EMPTY ? attempt() : new Done<>(winner, got);
    }
}
