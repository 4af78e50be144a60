package interleave.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.event.Deadline;
import interleave.event.Owned;
import interleave.event.Parking;
import interleave.trial.flight.Cause;
import interleave.trial.flight.Interval;
import interleave.trial.flight.Lane;
import interleave.trial.flight.Recorded;
import interleave.trial.flight.State;
import interleave.trial.flight.TimelineWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The structure of timelines: a thread that surely waited shows that wait, on what and for whom. A thread is held until
 * the other is seen to wait, so no test depends on how fast anything is.
 */
@Timeout(120)
class TimelineTest {

    private static final class Account {}

    /** What threads of a test have thrown, which would else be seen by nobody. */
    private static final Queue<Throwable> THROWN = new ConcurrentLinkedQueue<>();

    private static Thread.Builder.OfPlatform platform() {
        return Thread.ofPlatform().uncaughtExceptionHandler((thread, thrown) -> THROWN.add(thrown));
    }

    @AfterEach
    void noThreadHasThrown() {
        var thrown = List.copyOf(THROWN);
        THROWN.clear();
        assertEquals(List.of(), thrown);
    }

    private static void awaitState(Thread thread, Thread.State... states) {
        while (!List.of(states).contains(thread.getState())) {
            assertTrue(thread.isAlive(), thread + " ended instead of waiting");
            Thread.onSpinWait();
        }
    }

    private static Lane lane(Timeline timeline, String thread) {
        return timeline.lanes().stream()
                .filter(lane -> lane.thread().equals(thread))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        thread + " is not in " + timeline.table().print()));
    }

    private static Interval only(Lane lane, State state) {
        var found = lane.intervals().stream()
                .filter(interval -> interval.state() == state)
                .toList();
        assertEquals(1, found.size(), lane.toString());
        return found.getFirst();
    }

    /** Lives have no gaps and no overlaps, and lie within the action. */
    private static Timeline sound(Timeline timeline) {
        for (var lane : timeline.lanes()) {
            long at = lane.from();
            for (var interval : lane.intervals()) {
                assertEquals(at, interval.from(), lane.toString());
                assertTrue(interval.to() >= interval.from() && interval.waited() <= interval.length(), lane.toString());
                assertEquals(interval.state().isWait(), interval.waits() > 0, lane.toString());
                at = interval.to();
            }
            assertTrue(lane.from() >= 0 && lane.to() <= timeline.took().toNanos(), lane.toString());
        }
        return timeline;
    }

    @Test
    void aMonitorIsWaitedForWithItsOwner() {
        var account = new Account();
        var timeline = sound(Timeline.of(() -> {
            var held = new CountDownLatch(1);
            var seen = new CountDownLatch(1);
            var owner = platform().name("owner").start(() -> {
                synchronized (account) {
                    held.countDown();
                    await(seen);
                }
            });
            held.await();
            var waiter = platform().name("waiter").start(() -> {
                synchronized (account) {
                    Thread.onSpinWait();
                }
            });
            awaitState(waiter, Thread.State.BLOCKED);
            seen.countDown();
            waiter.join();
            owner.join();
        }));
        var wait = only(lane(timeline, "waiter"), State.BLOCKED);
        assertEquals("TimelineTest.Account", wait.cause().on());
        assertEquals("owner", wait.cause().whom());
        assertTrue(lane(timeline, "owner").mostly().orElseThrow().on().equals("CountDownLatch"));
        assertTrue(
                timeline.waits()
                        .stringColumn("waited")
                        .asList()
                        .contains("for the monitor of TimelineTest.Account, last held by owner"),
                timeline.waits().print());
        assertEquals(
                List.of("caller", "owner", "waiter"),
                timeline.lanes().stream().map(Lane::thread).toList());
    }

    /** The first holds the monitor while both others wait; the JVM tells of the last who held it, and no more is said. */
    @Test
    void ofAMonitorBehindWhichTwoWaitTheLastHolderIsTold() {
        var account = new Account();
        var timeline = sound(Timeline.of(() -> {
            Thread first;
            Thread second;
            synchronized (account) {
                Runnable enter = () -> {
                    synchronized (account) {
                        Thread.onSpinWait();
                    }
                };
                first = platform().name("first").start(enter);
                awaitState(first, Thread.State.BLOCKED);
                second = platform().name("second").start(enter);
                awaitState(second, Thread.State.BLOCKED);
            }
            first.join();
            second.join();
        }));
        var words = List.of(
                only(lane(timeline, "first"), State.BLOCKED).cause().words(),
                only(lane(timeline, "second"), State.BLOCKED).cause().words());
        // Which of the two comes first is up to the JVM; the other waited most of its time for the caller.
        assertTrue(words.contains("for the monitor of TimelineTest.Account, last held by caller"), words.toString());
        assertTrue(
                words.contains("for the monitor of TimelineTest.Account, last held by first")
                        || words.contains("for the monitor of TimelineTest.Account, last held by second"),
                words.toString());
    }

    private static final class Named {
        /** No thread, in spite of its name. */
        @SuppressWarnings("AvoidCommonTypeNames")
        private static final class Thread {}
    }

    private static final class Worker extends Thread {
        private Worker(Runnable work) {
            super(work, "worker");
        }
    }

    @Test
    void aJoinIsOneAlsoOfASubclassAndAClassThatIsCalledThreadIsNone() {
        var bell = new Named.Thread();
        var timeline = sound(Timeline.of(() -> {
            var caller = Thread.currentThread();
            var worker = new Worker(() -> awaitState(caller, Thread.State.WAITING));
            worker.start();
            worker.join();
            synchronized (bell) {
                bell.wait(1);
            }
        }));
        var words = lane(timeline, "caller").intervals().stream()
                .filter(each -> each.state() == State.WAITING)
                .map(each -> each.cause().words())
                .toList();
        assertEquals("for the end of worker", words.getFirst());
        assertTrue(words.getLast().startsWith("in wait() on "), words.toString());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    @SuppressWarnings("LockNotBeforeTry") // it is held until the other is seen to wait
    void locksWaitsSleepAndJoinAreTold() {
        var lock = new ReentrantLock();
        var monitor = new Account();
        var timeline = sound(Timeline.of(() -> {
            lock.lock();
            var locker = platform().name("locker").start(() -> {
                lock.lock();
                lock.unlock();
            });
            var notified = platform().name("notified").start(() -> {
                synchronized (monitor) {
                    assertDoesNotThrow(monitor::wait);
                }
            });
            var sleeper = platform().name("sleeper").start(() -> assertDoesNotThrow(() -> Thread.sleep(1)));
            awaitState(locker, Thread.State.WAITING);
            awaitState(notified, Thread.State.WAITING);
            lock.unlock();
            synchronized (monitor) {
                monitor.notifyAll();
            }
            var held = new CountDownLatch(1);
            var last = platform().name("last").start(() -> await(held));
            var caller = Thread.currentThread();
            platform().name("releaser").start(() -> {
                awaitState(caller, Thread.State.WAITING);
                held.countDown();
            });
            last.join();
            locker.join();
            notified.join();
            sleeper.join();
        }));
        assertEquals(
                "ReentrantLock",
                only(lane(timeline, "locker"), State.PARKED).cause().on());
        assertEquals(
                "TimelineTest.Account",
                only(lane(timeline, "notified"), State.WAITING).cause().on());
        assertEquals(
                "asleep",
                only(lane(timeline, "sleeper"), State.SLEEPING).cause().words());
        assertTrue(
                lane(timeline, "caller").intervals().stream()
                        .anyMatch(each -> each.cause().words().equals("for the end of last")),
                timeline.waits().print());
    }

    private interface Interruptible {
        void run() throws InterruptedException;
    }

    private static void assertDoesNotThrow(Interruptible action) {
        try {
            action.run();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Something of ours that a thread may hold. */
    private record Gate(AtomicReference<Thread> keeper) implements Owned {

        @Override
        public Thread owner() {
            return keeper.get();
        }
    }

    private static void waitsAtAGate(Thread.Builder kind, boolean virtual) {
        var open = new AtomicBoolean();
        var gate = new Gate(new AtomicReference<>());
        var parking = Parking.on(gate, "pass");
        var timeline = sound(Timeline.of(() -> {
            gate.keeper().set(Thread.currentThread());
            var guest = kind.name("guest").start(() -> parking.awaitUninterruptibly(open::get, Deadline.never()));
            awaitState(guest, Thread.State.WAITING);
            open.set(true);
            LockSupport.unpark(guest);
            guest.join();
        }));
        var guest = lane(timeline, "guest");
        assertEquals(virtual, guest.virtual());
        var wait = only(guest, State.PARKED);
        assertEquals(
                "to pass at TimelineTest.Gate, held by caller when the wait began",
                wait.cause().words());
        assertEquals(1, wait.waits(), "the parks of which it consists are not told again");
        assertEquals(virtual, guest.unknown() > 0);
        assertEquals(
                virtual,
                timeline.remarks().stream().anyMatch(remark -> remark.contains("virtual")),
                timeline.remarks().toString());
    }

    @Test
    void aPlatformThreadShowsTheWaitsOfTheLibraryOnce() {
        waitsAtAGate(platform(), false);
    }

    @Test
    void aVirtualThreadShowsTheWaitsOfTheLibraryAndTheRestIsNotRecorded() {
        waitsAtAGate(Thread.ofVirtual(), true);
    }

    @Test
    void ofAVirtualThreadSleepAndTimedWaitsAreKnownAndTheRestIsNot() {
        var monitor = new Account();
        var timeline = sound(Timeline.of(() -> {
            Thread.ofVirtual()
                    .name("guest")
                    .start(() -> assertDoesNotThrow(() -> {
                        Thread.sleep(2);
                        synchronized (monitor) {
                            monitor.wait(20);
                        }
                    }))
                    .join();
        }));
        var guest = lane(timeline, "guest");
        assertTrue(only(guest, State.SLEEPING).length() > 1_000_000, guest.toString());
        assertTrue(only(guest, State.WAITING).length() > 10_000_000, "the JVM tells only its end: " + guest);
        assertTrue(guest.intervals().stream().noneMatch(each -> each.state() == State.NOT_WAITING), guest.toString());
    }

    @Test
    void carriersAndTheThreadsOfRecordingsAreHidden() {
        var timeline = sound(Timeline.of(() -> {
            Thread.ofVirtual().name("guest").start(() -> {}).join();
            return Timeline.of(() -> platform().name("inner").start(() -> {}).join());
        }));
        assertEquals(
                List.of("caller", "guest", "inner"),
                timeline.lanes().stream().map(Lane::thread).toList());
        var inner = assertInstanceOf(Timeline.class, timeline.value().orElseThrow());
        assertEquals(
                List.of("caller", "inner"),
                inner.lanes().stream().map(Lane::thread).toList());
    }

    @Test
    void twoAtOnceHaveTheirOwnThreads() throws Exception {
        var both = new CountDownLatch(2);
        var timelines = new ArrayList<FutureTask<Timeline>>();
        for (int i = 0; i < 2; i++) {
            var name = "of-" + i;
            timelines.add(new FutureTask<>(() -> Timeline.of(() -> {
                both.countDown();
                both.await();
                platform().name(name).start(() -> {}).join();
            })));
            platform().start(timelines.getLast());
        }
        for (int i = 0; i < 2; i++) {
            var timeline = timelines.get(i).get();
            assertEquals(
                    List.of("caller", "of-" + i),
                    timeline.lanes().stream().map(Lane::thread).toList());
        }
    }

    @Test
    void whatTheActionThrowsIsPartOfTheTimeline() {
        var release = new CountDownLatch(1);
        var left = new AtomicReference<Thread>();
        var error = new AssertionError("no");
        var timeline = sound(Timeline.of(() -> {
            left.set(platform().name("left").start(() -> await(release)));
            awaitState(left.get(), Thread.State.WAITING);
            throw error;
        }));
        release.countDown();
        assertSame(error, timeline.failure().orElseThrow());
        assertEquals(Optional.empty(), timeline.value());
        var words = String.join("\n", timeline.remarks());
        assertTrue(words.contains("The action ended with AssertionError: no"), words);
        assertTrue(words.contains("left was still there at the end, waiting on CountDownLatch"), words);
        assertEquals(
                State.NOT_RECORDED,
                lane(timeline, "left").intervals().getLast().state(),
                "since when it waits is not known");
    }

    /** Takes two monitors, the second when the other thread has its first. */
    private static Thread taker(String name, Object one, Object other, CountDownLatch both) {
        return platform().daemon().name(name).start(() -> {
            synchronized (one) {
                both.countDown();
                await(both);
                synchronized (other) {
                    Thread.onSpinWait();
                }
            }
        });
    }

    @Test
    void aDeadlockIsTheFindingAndEachIsToldWithWhatItWaitsFor() {
        var timeline = sound(Timeline.of(() -> {
            var one = new Account();
            var other = new Object();
            var both = new CountDownLatch(2);
            var left = taker("left", one, other, both);
            while (both.getCount() > 1) {
                Thread.onSpinWait(); // so left begins first
            }
            var right = taker("right", other, one, both);
            awaitState(left, Thread.State.BLOCKED);
            awaitState(right, Thread.State.BLOCKED);
            var joiner = platform().daemon().name("joiner").start(() -> assertDoesNotThrow(left::join));
            awaitState(joiner, Thread.State.WAITING);
        }));
        assertEquals("left and right wait for each other: a deadlock", timeline.finding());
        assertEquals(
                List.of(
                        "left was still there at the end, waiting for the monitor of Object, held by right",
                        "right was still there at the end, waiting for the monitor of TimelineTest.Account, held by left",
                        "joiner was still there at the end, waiting for the end of left"),
                timeline.remarks());
        assertTrue(
                timeline.table()
                        .stringColumn("at the end")
                        .asList()
                        .contains("still there at the end, waiting for the monitor of Object, held by right"),
                timeline.table().print());
        for (var thread : List.of("left", "right", "joiner")) {
            var last = lane(timeline, thread).intervals().getLast();
            assertEquals(State.NOT_RECORDED, last.state(), "since when it waits is not known: " + last);
            assertEquals(timeline.took().toNanos(), last.to());
        }
    }

    /** Waits at a gate of its own for what another thread keeps. */
    private static Thread guest(String name, Gate gate) {
        return platform()
                .daemon()
                .name(name)
                .start(() -> Parking.on(gate, "pass")
                        .awaitUninterruptibly(() -> gate.keeper().get() == null));
    }

    private static void free(Thread thread, Gate gate) {
        gate.keeper().set(null);
        LockSupport.unpark(thread);
    }

    @Test
    @SuppressWarnings("LockNotBeforeTry") // it is held until the other is seen to wait
    void atTheEndHoldersAreKnownOfEveryKindAndByTheNamesOfTheirLanes() {
        var monitor = new Account();
        var lock = new ReentrantLock();
        var gate = new Gate(new AtomicReference<>(Thread.currentThread()));
        var threads = new ArrayList<Thread>();
        Timeline timeline;
        lock.lock();
        synchronized (monitor) {
            timeline = sound(Timeline.of(() -> {
                threads.add(platform().name("twin").start(() -> {
                    synchronized (monitor) {
                        Thread.onSpinWait();
                    }
                }));
                awaitState(threads.get(0), Thread.State.BLOCKED); // so they begin in this order
                threads.add(platform().name("twin").start(() -> {
                    lock.lock();
                    lock.unlock();
                }));
                awaitState(threads.get(1), Thread.State.WAITING);
                threads.add(guest("guest", gate));
                awaitState(threads.get(2), Thread.State.WAITING);
                threads.add(platform().daemon().name("").start(() -> {
                    try {
                        Thread.sleep(1_000_000);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }));
                awaitState(threads.get(3), Thread.State.TIMED_WAITING);
            }));
        }
        lock.unlock();
        free(threads.get(2), gate);
        threads.get(3).interrupt();
        assertEquals(
                List.of(
                        "twin was still there at the end, waiting for the monitor of TimelineTest.Account, held by caller",
                        "twin #%d was still there at the end, waiting on ReentrantLock, held by caller"
                                .formatted(threads.get(1).threadId()),
                        "guest was still there at the end, waiting on TimelineTest.Gate, held by caller",
                        "thread #%d was still there at the end, asleep"
                                .formatted(threads.get(3).threadId())),
                timeline.remarks());
        assertFalse(timeline.finding().contains("deadlock"), timeline.finding());
    }

    @Test
    void aDeadlockOfTheLibrarysOwnIsFoundToo() {
        var one = new Gate(new AtomicReference<>());
        var other = new Gate(new AtomicReference<>());
        var threads = new ArrayList<Thread>();
        var timeline = sound(Timeline.of(() -> {
            one.keeper().set(Thread.currentThread());
            other.keeper().set(Thread.currentThread());
            threads.add(guest("left", one));
            awaitState(threads.getFirst(), Thread.State.WAITING);
            threads.add(guest("right", other));
            awaitState(threads.getLast(), Thread.State.WAITING);
            one.keeper().set(threads.get(1));
            other.keeper().set(threads.get(0));
        }));
        free(threads.get(0), one);
        free(threads.get(1), other);
        assertEquals("left and right wait for each other: a deadlock", timeline.finding());
    }

    @Test
    void ifTheRecordingFailsWhatTheActionThrewAndItsInterruptAreKept() {
        var thrown = new InterruptedException("mine");
        var error = assertThrows(
                IllegalStateException.class,
                () -> Timeline.of(() -> {
                    FlightRecorder.getFlightRecorder().getRecordings().stream()
                            .filter(recording -> recording.getName().equals("timeline"))
                            .forEach(Recording::close);
                    throw thrown;
                }));
        assertTrue(Thread.interrupted(), "the flag is set again");
        assertEquals(List.of(thrown), List.of(error.getSuppressed()));
        assertTrue(error.getMessage().contains("something else in this JVM ended its recording"), error.getMessage());
    }

    @Test
    void anInterruptOfTheActionIsKeptAndTheTimelineIsThere() {
        var timeline = Timeline.of(() -> {
            var caller = Thread.currentThread();
            platform().start(() -> {
                awaitState(caller, Thread.State.WAITING);
                caller.interrupt();
            });
            new CountDownLatch(1).await();
        });
        assertTrue(Thread.interrupted(), "the flag is set again");
        assertInstanceOf(InterruptedException.class, timeline.failure().orElseThrow());
        assertEquals(
                "CountDownLatch",
                lane(timeline, "caller").mostly().orElseThrow().on());

        Thread.currentThread().interrupt();
        var seen = Timeline.of(() -> Thread.currentThread().isInterrupted());
        assertTrue(Thread.interrupted());
        assertEquals(Optional.of(true), seen.value(), "the action sees the interrupt that was there before");
    }

    @Test
    void aThreadFromBeforeIsShownIfOneWaitedForItAndIsNotTheFinding() throws Exception {
        var monitor = new Account();
        var go = new CountDownLatch(1);
        var held = new CountDownLatch(1);
        var early = platform().name("early").start(() -> {
            await(go);
            synchronized (monitor) {
                held.countDown();
                var waiter = waiting.get();
                awaitState(waiter, Thread.State.BLOCKED);
            }
        });
        awaitState(early, Thread.State.WAITING);
        var timeline = sound(Timeline.of(() -> {
            waiting.set(Thread.currentThread());
            go.countDown();
            held.await();
            synchronized (monitor) {
                return 1;
            }
        }));
        early.join();
        var lane = lane(timeline, "early");
        assertTrue(lane.before());
        assertTrue(
                timeline.finding().startsWith("No thread began beside the caller, which waited"), timeline.finding());
        assertEquals(
                "early", only(lane(timeline, "caller"), State.BLOCKED).cause().whom());
    }

    private final AtomicReference<Thread> waiting = new AtomicReference<>();

    @Test
    void theOwnStampsOfAProgramFit() {
        var begin = new AtomicReference<Long>();
        var timeline = Timeline.of(() -> {
            begin.set(System.nanoTime());
            Thread.sleep(20);
            return System.nanoTime();
        });
        var sleep = only(lane(timeline, "caller"), State.SLEEPING);
        long from = begin.get() - timeline.startNanos();
        long to = (long) timeline.value().orElseThrow() - timeline.startNanos();
        // How exact the clocks fit is ClockTest's; here they are the same clock at all.
        assertTrue(sleep.from() < to && sleep.to() > from, from + " " + sleep + " " + to);
    }

    private static Lane lane(String thread, Interval... intervals) {
        return new Lane(thread, false, List.of(intervals), Optional.empty());
    }

    private static Lane virtual(String thread, Interval... intervals) {
        return new Lane(thread, true, List.of(intervals), Optional.empty());
    }

    /** Returns some tenths of a second in one state. */
    private static Interval of(State state, int from, int tenths, String on, String whom) {
        long length = tenths * 100_000_000L;
        boolean wait = state.isWait();
        return new Interval(
                new Cause(state, "", on, whom),
                from * 100_000_000L,
                from * 100_000_000L + length,
                wait ? 1 : 0,
                wait ? length : 0,
                wait ? length : 0);
    }

    private static Interval of(State state, int from, String on, String whom) {
        return of(state, from, 1, on, whom);
    }

    private static String finding(Lane... lanes) {
        return TimelineWords.finding(new Recorded(List.of(lanes), 1_000_000_000, 0, 0, 0, List.of()));
    }

    private final Interval runs = of(State.NOT_WAITING, 0, "", "");
    private final Lane caller = lane("caller", runs);

    @Test
    void theFindingSaysWhoWaitedMostOrThatNobodyDid() {
        assertEquals("Only the caller ran, and it never waited", finding(caller));
        assertEquals(
                "Two threads beside the caller, and none ever waited for another",
                finding(caller, lane("a", runs), lane("b", runs)));
        assertEquals(
                "One thread beside the caller, and it never waited for another; the caller waited 50 % of its time for others, mostly parked on CountDownLatch",
                finding(
                        lane("caller", runs, of(State.PARKED, 1, "CountDownLatch", "")),
                        lane("a", runs, of(State.SLEEPING, 1, "", ""))));
        assertEquals(
                "b waited 100 % of its time for others, mostly for the monitor of Account, last held by a",
                finding(caller, lane("a", runs), lane("b", of(State.BLOCKED, 0, "Account", "a"))));
        assertEquals(
                "One thread beside the caller, and it never waited for another; a slept 50 % of its time",
                finding(caller, lane("a", runs, of(State.SLEEPING, 1, "", ""))));
    }

    @Test
    void aLongWaitThatIsASmallShareHidesNoLargeOne() {
        var longAndLittle = lane("a", of(State.BLOCKED, 0, 4, "Account", ""), of(State.NOT_WAITING, 4, 96, "", ""));
        var shortAndMuch = lane("b", of(State.BLOCKED, 0, 3, "Account", ""), of(State.NOT_WAITING, 3, 2, "", ""));
        assertEquals(
                "b waited 60 % of its time for others, mostly for the monitor of Account",
                finding(caller, longAndLittle, shortAndMuch));
    }

    @Test
    void whoWasThereBeforeOrHasNoWorkIsNotTheFinding() {
        var pooled = new Lane(
                "pool-1-thread-1",
                false,
                true,
                List.of(of(State.PARKED, 0, "Condition", "")),
                Optional.of("still there at the end"));
        var idle = lane("ForkJoinPool-1-worker-1", of(State.PARKED, 0, "ForkJoinPool", ""));
        assertEquals("No thread began beside the caller, which never waited", finding(caller, pooled));
        assertTrue(
                finding(caller, pooled, idle)
                        .startsWith("One thread beside the caller, and it never waited for another"),
                finding(caller, pooled, idle));
    }

    @Test
    void whereSomethingIsNotRecordedNothingIsSaidToBeAbsent() {
        var unknown = of(State.NOT_RECORDED, 0, 9, "", "");
        assertEquals(
                "Only the caller ran, and it never waited, as far as recorded", finding(virtual("caller", unknown)));
        assertEquals(
                "Two virtual threads beside the caller, and none ever waited for another, as far as recorded",
                finding(caller, virtual("a", unknown), virtual("b", unknown)));
        // A wait of a virtual thread that ended by a notification is recorded at its end, without a length.
        var notified = of(State.WAITING, 9, 0, "Account", "a");
        assertEquals(
                "One virtual thread beside the caller, and it hardly waited for another, as far as recorded",
                finding(caller, virtual("b", unknown, notified)));
        assertEquals(
                "b waited at least 10 % of its time for others, mostly in wait() on Account",
                finding(caller, virtual("b", unknown, of(State.WAITING, 9, "Account", ""))));
        assertEquals(
                "One thread beside the caller, and it never waited for another, as far as recorded",
                TimelineWords.finding(
                        new Recorded(List.of(caller, lane("a", runs)), 1_000_000_000, 0, 512, 0, List.of())));
    }

    /** In a convoy each waits behind many, and the last before it is one of them. */
    @Test
    void aThreadIsNamedForManyWaitsOnlyIfItIsTheSameInAll() {
        var behindMany = lane("c", of(State.BLOCKED, 0, "Account", "a"), of(State.BLOCKED, 1, "Account", "b"));
        assertEquals(
                "for the monitor of Account", behindMany.mostly().orElseThrow().words());
        var behindOne = lane("c", of(State.BLOCKED, 0, "Account", "a"), of(State.BLOCKED, 1, "Account", "a"));
        assertEquals(
                "for the monitor of Account, last held by a",
                behindOne.mostly().orElseThrow().words());
    }

    @Test
    void whatTheActionThrowsIsToldInOneSentence() {
        var recorded = new Recorded(List.of(caller), 1, 0, 0, 0, List.of());
        assertEquals(
                List.of("The action ended with IllegalStateException: no; this is what happened up to there"),
                TimelineWords.remarks(recorded, Optional.of(new IllegalStateException("no.\nAnd more."))));
        assertEquals(
                List.of("The action ended with IllegalStateException; this is what happened up to there"),
                TimelineWords.remarks(recorded, Optional.of(new IllegalStateException(" "))));
    }

    @Test
    void noFileIsLeft() throws IOException {
        var own = "interleave-timeline-" + ProcessHandle.current().pid() + "-";
        Timeline.of(() -> 1);
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertEquals(
                    List.of(),
                    files.filter(file -> file.getFileName().toString().startsWith(own))
                            .toList());
        }
    }

    @Test
    void refusesNothing() {
        var error = assertThrows(NullPointerException.class, () -> Timeline.of((Timeline.Action) null));
        assertTrue(error.getMessage().contains("pass what to run"), error.getMessage());
        assertFalse(Timeline.of(() -> {}).table().isEmpty());
    }
}
