package interleave.trial.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is made of events, by values: the action begins at 1000 and ends at 2000, and both clocks are one. */
class LanesTest {

    private static final long BEGIN = 1_000;
    private static final long END = 2_000;

    private final Thread self = Thread.currentThread();
    private final Map<Long, ThreadTrace> threads = new HashMap<>();
    private final Map<Long, AtEnd> atEnd = new HashMap<>();
    private final ThreadTrace caller = thread(self.threadId(), self.getName());
    private long lostUntil = BEGIN;
    private long bytesLost;

    private ThreadTrace thread(long id, String name) {
        return thread(id, name, false, "main");
    }

    private ThreadTrace thread(long id, String name, boolean virtual, String group) {
        var trace = new ThreadTrace(id, name, virtual, group);
        threads.put(id, trace);
        return trace;
    }

    /** Returns a thread that the caller starts at a time, and that ends at another. */
    private ThreadTrace begun(long id, String name, long start, long end) {
        var trace = thread(id, name);
        trace.starts(start, caller);
        trace.ends(end);
        return trace;
    }

    private static void waits(ThreadTrace thread, long from, long to) {
        thread.waits().add(Interval.wait(new Cause(State.BLOCKED, "", "Account", ""), from, to), false);
    }

    private Recorded recorded() {
        var clock = new Clock();
        clock.add(BEGIN, 0, BEGIN, false);
        clock.add(END, 0, END, true);
        clock.settle();
        return new Lanes(clock, self, BEGIN, END, lostUntil, bytesLost, atEnd, threads).recorded(0);
    }

    private static Lane lane(Recorded recorded, String name) {
        return recorded.lanes().stream()
                .filter(lane -> lane.thread().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + recorded));
    }

    private static List<String> names(Recorded recorded) {
        return recorded.lanes().stream().map(Lane::thread).toList();
    }

    /** Returns a life as "state from-to". */
    private static List<String> life(Lane lane) {
        return lane.intervals().stream()
                .map(each -> "%s %d-%d".formatted(each.state(), each.from(), each.to()))
                .toList();
    }

    private static AtEnd stands(Thread.State state, long whom) {
        return new AtEnd("name", state, "Account", whom, false, false);
    }

    @Test
    void ofAThreadThatLivesFromBeginningToEndEverythingIsKnown() {
        waits(begun(901, "a", 1_100, 1_900), 1_300, 1_400);
        var lane = lane(recorded(), "a");
        assertEquals(List.of("not waiting 100-300", "blocked 300-400", "not waiting 400-900"), life(lane));
        assertEquals(Optional.empty(), lane.atEnd());
        assertFalse(lane.before());
    }

    @Test
    void ofAThreadFromBeforeNothingIsKnownUntilItsFirstWait() {
        var pooled = thread(901, "ForkJoinPool.commonPool-worker-1");
        waits(pooled, 1_300, 1_400);
        atEnd.put(901L, stands(Thread.State.RUNNABLE, 0));
        var lane = lane(recorded(), "ForkJoinPool.commonPool-worker-1");
        assertEquals(List.of("not recorded 0-300", "blocked 300-400", "not waiting 400-1000"), life(lane));
        assertTrue(lane.before());
        assertEquals(Optional.of("still there at the end"), lane.atEnd());
    }

    @Test
    void ofAThreadThatWaitsAtTheEndNothingIsKnownAfterItsLastWait() {
        var a = thread(901, "a");
        a.starts(1_100, caller);
        waits(a, 1_300, 1_400);
        var b = thread(902, "b");
        b.starts(1_200, caller);
        atEnd.put(901L, stands(Thread.State.BLOCKED, 902));
        atEnd.put(902L, stands(Thread.State.TIMED_WAITING, 901));
        var recorded = recorded();
        assertEquals(
                List.of("not waiting 100-300", "blocked 300-400", "not recorded 400-1000"), life(lane(recorded, "a")));
        assertEquals(List.of("not recorded 200-1000"), life(lane(recorded, "b")));
        assertEquals(
                Optional.of("still there at the end, waiting for the monitor of Account, held by b"),
                lane(recorded, "a").atEnd());
        assertEquals(List.of(), recorded.deadlocks(), "time ends one of the two waits");
    }

    @Test
    void threadsThatWaitInACircleAreADeadlockAndThoseBehindItAreNotInIt() {
        for (long id = 901; id <= 906; id++) {
            thread(id, "t" + id).starts(1_000 + id - 900, caller);
        }
        atEnd.put(901L, stands(Thread.State.WAITING, 902)); // behind the circle
        atEnd.put(902L, stands(Thread.State.BLOCKED, 903));
        atEnd.put(903L, stands(Thread.State.BLOCKED, 904));
        atEnd.put(904L, stands(Thread.State.WAITING, 902));
        atEnd.put(905L, stands(Thread.State.WAITING, 905));
        atEnd.put(906L, stands(Thread.State.WAITING, 0));
        var recorded = recorded();
        assertEquals(List.of(List.of("t902", "t903", "t904"), List.of("t905")), recorded.deadlocks());
        assertEquals("Three threads wait in a circle, each for the next: a deadlock", TimelineWords.finding(recorded));
        assertTrue(
                TimelineWords.remarks(recorded, Optional.empty()).contains("t905 waits for itself: a deadlock"),
                TimelineWords.remarks(recorded, Optional.empty()).toString());
    }

    @Test
    void whatWasDroppedAtTheBeginningIsNotKnown() {
        lostUntil = 1_250;
        waits(begun(901, "a", 1_100, 1_900), 1_300, 1_400);
        var recorded = recorded();
        assertEquals(
                List.of("not recorded 100-250", "not waiting 250-300", "blocked 300-400", "not waiting 400-900"),
                life(lane(recorded, "a")));
        assertEquals(List.of("not recorded 0-250", "not waiting 250-1000"), life(lane(recorded, "caller")));
        assertEquals(250, recorded.unknownUntil());
    }

    @Test
    void ifTheJvmLostEventsNothingButWaitsIsKnown() {
        bytesLost = 1;
        waits(begun(901, "a", 1_100, 1_900), 1_300, 1_400);
        var recorded = recorded();
        assertEquals(
                List.of("not recorded 100-300", "blocked 300-400", "not recorded 400-900"), life(lane(recorded, "a")));
        assertEquals(List.of("not recorded 0-1000"), life(lane(recorded, "caller")));
    }

    @Test
    void aWaitIsCutWhereTheActionOrTheLifeEnds() {
        waits(caller, 900, 1_100);
        waits(caller, 1_950, 2_500);
        waits(caller, 2_100, 2_200);
        assertEquals(
                List.of("blocked 0-100", "not waiting 100-950", "blocked 950-1000"), life(lane(recorded(), "caller")));
    }

    @Test
    void threadsOfOthersAndOfTheJvmAreHidden() {
        begun(901, "ours", 1_100, 1_900);
        var stranger = thread(902, "stranger");
        thread(903, "theirs").starts(1_200, stranger);
        begun(904, "before", 900, 1_900);
        begun(905, "after", 2_100, 2_200);
        begun(906, Flight.THREAD, 1_100, 1_200);
        thread(907, "compiler", false, "system").starts(1_100, caller);
        var carrier = thread(908, "carrier", false, "CarrierThreads");
        thread(909, "by a virtual one").starts(1_150, carrier);
        thread(910, "", true, "VirtualThreads").starts(1_160, null);
        thread(911, "ours").starts(1_170, caller);
        thread(912, " ").starts(1_180, caller);
        assertEquals(
                List.of("caller", "ours", "by a virtual one", "virtual #910", "ours #911", "thread #912"),
                names(recorded()));
    }

    @Test
    void aThreadFromBeforeIsShownIfOneOfTheActionsWaitsForItAtTheEnd() {
        thread(901, "a").starts(1_100, caller);
        thread(902, "holder");
        atEnd.put(901L, stands(Thread.State.BLOCKED, 902));
        atEnd.put(902L, stands(Thread.State.RUNNABLE, 0));
        assertEquals(List.of("caller", "a", "holder"), names(recorded()));
    }

    @Test
    void aLongRelayOfThreadsIsWhole() {
        var relay = new ArrayList<ThreadTrace>(List.of(caller));
        for (int i = 0; i < 19_000; i++) {
            var next = thread(1_000_000 + i, "t" + i);
            next.starts(1_000 + i / 20, relay.getLast());
            next.ends(1_990);
            relay.add(next);
        }
        assertEquals(19_001, recorded().lanes().size());
    }
}
