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
import interleave.trial.flight.State;
import interleave.trial.flight.TimelineWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The structure of timelines: a thread that surely waited shows that wait, on what and for whom. A thread is held until
 * the other is seen to wait, so no test depends on how fast anything is.
 */
@Timeout(120)
class TimelineTest {

    private static final class Account {}

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
            var owner = Thread.ofPlatform().name("owner").start(() -> {
                synchronized (account) {
                    held.countDown();
                    await(seen);
                }
            });
            held.await();
            var waiter = Thread.ofPlatform().name("waiter").start(() -> {
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
                        .contains("for the monitor of TimelineTest.Account, held by owner"),
                timeline.waits().print());
        assertEquals(
                List.of("caller", "owner", "waiter"),
                timeline.lanes().stream().map(Lane::thread).toList());
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
            var locker = Thread.ofPlatform().name("locker").start(() -> {
                lock.lock();
                lock.unlock();
            });
            var notified = Thread.ofPlatform().name("notified").start(() -> {
                synchronized (monitor) {
                    assertDoesNotThrow(monitor::wait);
                }
            });
            var sleeper = Thread.ofPlatform().name("sleeper").start(() -> assertDoesNotThrow(() -> Thread.sleep(1)));
            awaitState(locker, Thread.State.WAITING);
            awaitState(notified, Thread.State.WAITING);
            lock.unlock();
            synchronized (monitor) {
                monitor.notifyAll();
            }
            var held = new CountDownLatch(1);
            var last = Thread.ofPlatform().name("last").start(() -> await(held));
            var caller = Thread.currentThread();
            Thread.ofPlatform().name("releaser").start(() -> {
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
                "to pass at TimelineTest.Gate, held by caller", wait.cause().words());
        assertEquals(1, wait.waits(), "the parks of which it consists are not told again");
        assertEquals(virtual, guest.unknown() > 0);
        assertEquals(
                virtual,
                timeline.remarks().stream().anyMatch(remark -> remark.contains("virtual")),
                timeline.remarks().toString());
    }

    @Test
    void aPlatformThreadShowsTheWaitsOfTheLibraryOnce() {
        waitsAtAGate(Thread.ofPlatform(), false);
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
            return Timeline.of(
                    () -> Thread.ofPlatform().name("inner").start(() -> {}).join());
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
                Thread.ofPlatform().name(name).start(() -> {}).join();
            })));
            Thread.ofPlatform().start(timelines.getLast());
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
            left.set(Thread.ofPlatform().name("left").start(() -> await(release)));
            awaitState(left.get(), Thread.State.WAITING);
            throw error;
        }));
        release.countDown();
        assertSame(error, timeline.failure().orElseThrow());
        assertEquals(Optional.empty(), timeline.value());
        var words = String.join("\n", timeline.remarks());
        assertTrue(words.contains("The action ended with AssertionError: no"), words);
        assertTrue(words.contains("left was still there at the end, waiting on CountDownLatch"), words);
    }

    @Test
    void anInterruptOfTheActionIsKeptAndTheTimelineIsThere() {
        var timeline = Timeline.of(() -> {
            var caller = Thread.currentThread();
            Thread.ofPlatform().start(() -> {
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
    void theOwnStampsOfAProgramFit() {
        var begin = new AtomicReference<Long>();
        var timeline = Timeline.of(() -> {
            begin.set(System.nanoTime());
            Thread.sleep(5);
            return System.nanoTime();
        });
        var sleep = only(lane(timeline, "caller"), State.SLEEPING);
        long from = begin.get() - timeline.startNanos();
        long to = (long) timeline.value().orElseThrow() - timeline.startNanos();
        // One clock: a thread cannot sleep outside of the time that it measures around its sleep. A few µs are the
        // marks'.
        long width = 200_000;
        assertTrue(from - width <= sleep.from() && sleep.to() <= to + width, from + " " + sleep + " " + to);
    }

    private static Lane lane(String thread, Interval... intervals) {
        return new Lane(thread, false, List.of(intervals), Optional.empty());
    }

    /** Returns a tenth of a second in one state. */
    private static Interval of(State state, int from, String on, String whom) {
        boolean wait = state.isWait();
        return new Interval(
                new Cause(state, "", on, whom),
                from * 100_000_000L,
                (from + 1) * 100_000_000L,
                wait ? 1 : 0,
                wait ? 100_000_000L : 0,
                wait ? 100_000_000L : 0);
    }

    @Test
    void theFindingSaysWhoWaitedMostOrThatNobodyDid() {
        var runs = of(State.NOT_WAITING, 0, "", "");
        var caller = lane("caller", runs);
        assertEquals("Only the caller ran, and it never waited", TimelineWords.finding(List.of(caller)));
        assertEquals(
                "Two threads beside the caller, and none ever waited for another",
                TimelineWords.finding(List.of(caller, lane("a", runs), lane("b", runs))));
        assertEquals(
                "One thread beside the caller, and it never waited for another; the caller waited 50 % of its time for others, mostly for the end of a",
                TimelineWords.finding(List.of(
                        lane("caller", runs, of(State.WAITING, 1, "Thread", "a")),
                        lane("a", runs, of(State.SLEEPING, 1, "", "")))));
        assertEquals(
                "b waited 100 % of its time for others, mostly for the monitor of Account, held by a",
                TimelineWords.finding(
                        List.of(caller, lane("a", runs), lane("b", of(State.BLOCKED, 0, "Account", "a")))));
        assertEquals(
                "One thread beside the caller, and it never waited for another; a slept 50 % of its time",
                TimelineWords.finding(List.of(caller, lane("a", runs, of(State.SLEEPING, 1, "", "")))));
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
