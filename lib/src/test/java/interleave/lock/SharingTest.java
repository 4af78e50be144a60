package interleave.lock;

import static interleave.testing.Times.LONG;
import static interleave.testing.Times.SHORT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.testing.Call;
import interleave.testing.ThreadKind;
import java.util.ArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a reader-writer lock promises, of ours and the JDK's alike. */
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("subjects")
@SuppressWarnings("LockNotBeforeTry") // between locking and unlocking other threads are at work, or nothing
class SharingTest {

    private static final int READERS = 3;
    private static final int TURNS = 3_000;

    private final Sharing subject;
    private final ThreadKind kind;
    private final Lock reader;
    private final Lock writer;
    private int left;
    private int right;

    SharingTest(Sharing subject, ThreadKind kind) {
        this.subject = subject;
        this.kind = kind;
        var lock = subject.make().get();
        reader = lock.readLock();
        writer = lock.writeLock();
    }

    static Stream<Arguments> subjects() {
        return Sharing.all().stream()
                .flatMap(each -> Stream.of(ThreadKind.values()).map(kind -> Arguments.of(each, kind)));
    }

    private Call<Boolean> through(Lock lock) {
        return kind.start(() -> {
            lock.lock();
            lock.unlock();
            return true;
        });
    }

    private boolean canTry(Lock lock) throws Exception {
        return kind.start(() -> {
                    boolean locked = lock.tryLock();
                    if (locked) {
                        lock.unlock();
                    }
                    return locked;
                })
                .get();
    }

    @Test
    void readersAreInTogether() throws Exception {
        var inside = new CyclicBarrier(READERS);
        var readers = new ArrayList<Call<Integer>>();
        for (int i = 0; i < READERS; i++) {
            readers.add(kind.start(() -> {
                reader.lock();
                try {
                    return inside.await(); // all of them are in
                } finally {
                    reader.unlock();
                }
            }));
        }
        for (var each : readers) {
            each.get();
        }
        assertTrue(canTry(writer));
    }

    @Test
    void aWriterIsInAlone() throws Exception {
        writer.lock();
        assertFalse(canTry(reader));
        assertFalse(canTry(writer));
        var waitingReader = through(reader).waiting();
        var waitingWriter = through(writer).waiting();
        writer.unlock();
        assertTrue(waitingReader.get());
        assertTrue(waitingWriter.get());
    }

    @Test
    void aReaderKeepsWritersOut() throws Exception {
        reader.lock();
        assertTrue(canTry(reader));
        assertFalse(canTry(writer));
        var waiting = through(writer).waiting();
        reader.unlock();
        assertTrue(waiting.get());
        assertTrue(canTry(writer));
    }

    @Test
    void noReaderPassesAQueuedWriter() throws Exception {
        if (!subject.strict()) {
            return;
        }
        reader.lock();
        var order = new AtomicInteger();
        var first = kind.start(() -> {
                    writer.lock();
                    try {
                        return order.getAndIncrement();
                    } finally {
                        writer.unlock();
                    }
                })
                .waiting();
        var later = new ArrayList<Call<Integer>>();
        for (int i = 0; i < 50; i++) {
            later.add(kind.start(() -> {
                        reader.lock();
                        try {
                            return order.getAndIncrement();
                        } finally {
                            reader.unlock();
                        }
                    })
                    .waiting());
        }
        reader.unlock();
        assertEquals(0, first.get());
        for (var each : later) {
            assertTrue(each.get() > 0);
        }
    }

    @Test
    void whoGivesUpIsForgotten() throws Exception {
        reader.lock();
        var timed = kind.start(() -> writer.tryLock(20, TimeUnit.MILLISECONDS));
        var interrupted = kind.start(() -> writer.tryLock(LONG.toNanos(), TimeUnit.NANOSECONDS))
                .waiting();
        var behind = through(reader);
        interrupted.interrupted().thrown(InterruptedException.class);
        assertFalse(timed.get());
        assertTrue(behind.get()); // nobody is left for whom it would have to wait
        reader.unlock();
        writer.lock();
        assertFalse(kind.start(() -> reader.tryLock(SHORT.toNanos(), TimeUnit.NANOSECONDS))
                .get());
        kind.start(() -> reader.tryLock(LONG.toNanos(), TimeUnit.NANOSECONDS))
                .interrupted()
                .thrown(InterruptedException.class);
        writer.unlock();
        assertTrue(canTry(writer));
    }

    @Test
    void readersSeeWholeChanges() throws Exception {
        var threads = new ArrayList<Call<Integer>>();
        for (int i = 0; i < 2; i++) {
            threads.add(kind.start(() -> {
                for (int turn = 0; turn < TURNS; turn++) {
                    writer.lock();
                    left++;
                    right++;
                    writer.unlock();
                }
                return 0;
            }));
            threads.add(kind.start(() -> {
                int torn = 0;
                for (int turn = 0; turn < TURNS; turn++) {
                    reader.lock();
                    torn += left == right ? 0 : 1;
                    reader.unlock();
                }
                return torn;
            }));
        }
        for (var each : threads) {
            assertEquals(0, each.get());
        }
        assertEquals(2 * TURNS, left);
    }
}
