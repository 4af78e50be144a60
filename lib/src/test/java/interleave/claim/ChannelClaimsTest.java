package interleave.claim;

import static interleave.claim.ClaimTest.isWellFormed;
import static interleave.trial.Parameters.seconds;
import static interleave.trial.Parameters.within;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.channel.Channel;
import interleave.claim.BackPressureRuns.Sample;
import interleave.claim.LockFightRuns.Seen;
import interleave.trial.Sandbox;
import interleave.trial.Verdict;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rules of the claims about channels on data of known outcome, and their programs on small numbers. */
class ChannelClaimsTest {

    // --- K22 ---------------------------------------------------------------------------------------------------------

    /** Returns a run whose queue and heap grow so much with each sample. */
    private static List<Sample> run(long queue, double heap) {
        return IntStream.rangeClosed(1, BackPressureRuns.SAMPLES)
                .mapToObj(i -> new Sample(queue * i, 3 + heap * i))
                .toList();
    }

    private static final List<Sample> BOUNDED = run(10, 0);
    private static final List<Sample> GROWING = run(1_000, 1);

    private static Verdict k22(List<List<Sample>> bounded, List<List<Sample>> unbounded) {
        var samples = new LinkedHashMap<BackPressureRuns.Way, List<List<Sample>>>();
        samples.put(BackPressureRuns.Way.BOUNDED, bounded);
        samples.put(BackPressureRuns.Way.UNBOUNDED, unbounded);
        var growth = new BackPressure.Growth(600, samples);
        isWellFormed(growth);
        return BackPressure.judge(growth).verdict();
    }

    @Test
    void backPressureIsMissingIfQueueAndHeapGrowInEveryRound() {
        assertEquals(Verdict.SUPPORTED, k22(List.of(BOUNDED, BOUNDED), List.of(GROWING, GROWING)));
        assertEquals(Verdict.REFUTED, k22(List.of(BOUNDED, BOUNDED), List.of(BOUNDED, BOUNDED)));
        assertEquals(
                Verdict.UNDECIDED, k22(List.of(BOUNDED, BOUNDED), List.of(GROWING, BOUNDED)), "in one round of two");
        assertEquals(Verdict.UNDECIDED, k22(List.of(BOUNDED), List.of(run(1_000, 0))), "the heap does not grow");
        assertEquals(Verdict.UNDECIDED, k22(List.of(run(11, 0)), List.of(GROWING)), "132 in a channel of 128");
        assertEquals(Verdict.UNDECIDED, k22(List.of(BOUNDED), List.of(GROWING.reversed())), "it shrinks");
    }

    @Test
    void theProducerOutrunsTheConsumer() throws Exception {
        var result = Sandbox.run(BackPressureRuns.class, within(seconds(60)), "UNBOUNDED", "240");
        var samples = Turns.printed(result).stream().map(Sample::parse).toList();
        assertEquals(BackPressureRuns.SAMPLES, samples.size());
        assertTrue(samples.getFirst().queue() < samples.getLast().queue(), samples::toString);
        assertTrue(samples.getLast().heap() > 0);
    }

    // --- K23 ---------------------------------------------------------------------------------------------------------

    private static List<MessageCost> costs(double nanos, double bytes) {
        return List.of(new MessageCost(nanos, bytes), new MessageCost(2 * nanos, bytes));
    }

    private static Verdict k23(List<MessageCost> bounded, List<MessageCost> unbounded) {
        var costs = new LinkedHashMap<ChannelCostRuns.Way, List<MessageCost>>();
        for (var way : ChannelCostRuns.Way.values()) {
            costs.put(way, costs(300, 24));
        }
        costs.put(ChannelCostRuns.Way.BOUNDED, bounded);
        costs.put(ChannelCostRuns.Way.UNBOUNDED, unbounded);
        costs.put(ChannelCostRuns.Way.ATOMIC, costs(30, 0));
        var outcome = new ChannelCost.Costs(costs);
        isWellFormed(outcome);
        return ChannelCost.judge(outcome).verdict();
    }

    @Test
    void theCostComesFromAllocationOnlyIfTheChannelAllocates() {
        assertEquals(Verdict.SUPPORTED, k23(costs(100, 8), costs(120, 5)));
        assertEquals(Verdict.REFUTED, k23(costs(100, 0.1), costs(120, 0)), "slower, but it allocates nothing");
        assertEquals(Verdict.REFUTED, k23(costs(30, 8), costs(32, 8)), "it costs no more than an atomic");
        assertEquals(Verdict.DEPENDS, k23(costs(100, 0), costs(120, 5)));
        assertEquals(
                Verdict.UNDECIDED,
                k23(List.of(new MessageCost(100, 0), new MessageCost(100, 5)), costs(120, 5)),
                "bytes in one round of two");
    }

    @Test
    void theBytesOfAQueueAreSeen() throws Exception {
        for (var way : ChannelCostRuns.Way.values()) {
            var cost = MessageCost.measure(way.sides(), Duration.ofNanos(1));
            assertTrue(cost.nanos() > 0, way::toString);
            switch (way) {
                case LINKED_QUEUE -> assertTrue(cost.bytes() >= 16, "a node for each message: " + cost);
                case LOCK, ATOMIC -> assertTrue(cost.bytes() < 16, "nothing for a count: " + cost);
                default -> {}
            }
        }
        assertEquals(new MessageCost(12.5, 0.125), MessageCost.parse(new MessageCost(12.5, 0.125).line()));
    }

    // --- K27 ---------------------------------------------------------------------------------------------------------

    private static final List<Seen> FIGHT = List.of(new Seen(1_000, 3, 5), new Seen(1_000, 1, 0));
    private static final List<Seen> PEACE = List.of(new Seen(1_000, 0, 5), new Seen(1_000, 0, 9));
    private static final List<Seen> EITHER = List.of(new Seen(1_000, 0, 5), new Seen(1_000, 1, 9));

    private static Verdict k27(List<Seen> ours, List<Seen> queues, List<Seen> control) {
        var seen = new LinkedHashMap<LockFightRuns.Way, List<Seen>>();
        seen.put(LockFightRuns.Way.BOUNDED, ours);
        seen.put(LockFightRuns.Way.UNBOUNDED, PEACE);
        seen.put(LockFightRuns.Way.ARRAY_QUEUE, queues);
        seen.put(LockFightRuns.Way.LINKED_QUEUE, queues);
        seen.put(LockFightRuns.Way.CONTROL, control);
        var fights = new LockFights.Fights(seen);
        isWellFormed(fights);
        return LockFights.judge(fights).verdict();
    }

    @Test
    void thatNobodyFightsIsBelievedOnlyWhereAFightCouldBeSeen() {
        assertEquals(Verdict.DEPENDS, k27(PEACE, FIGHT, FIGHT));
        assertEquals(Verdict.SUPPORTED, k27(PEACE, PEACE, FIGHT));
        assertEquals(Verdict.UNDECIDED, k27(PEACE, EITHER, FIGHT));
        assertEquals(Verdict.UNDECIDED, k27(PEACE, FIGHT, EITHER), "no fight to be seen in one round");
        var all = new LinkedHashMap<LockFightRuns.Way, List<Seen>>();
        for (var way : LockFightRuns.Way.values()) {
            all.put(way, FIGHT);
        }
        assertEquals(
                Verdict.REFUTED, LockFights.judge(new LockFights.Fights(all)).verdict());
    }

    @Test
    void aParkForALockIsAFightAndOneForAConditionIsNot() throws Exception {
        // What a pass does only the first time, such as loading classes, is not watched.
        fightOnce();
        assertEquals(new Seen(7, 1, 0), LockFightRuns.watch(7, ChannelClaimsTest::fightOnce));
        var queue = new LinkedBlockingQueue<Integer>();
        waitOnce(queue::take, queue::put);
        assertEquals(new Seen(1, 0, 1), LockFightRuns.watch(1, () -> waitOnce(queue::take, queue::put)));
        var channel = Channel.<Integer>bounded(1);
        assertEquals(
                new Seen(1, 0, 1),
                LockFightRuns.watch(1, () -> waitOnce(channel.receiver()::receive, channel.sender()::send)),
                "a wait in a channel of ours is seen too");
    }

    /** One thread parks for a lock that is held until it has. */
    private static void fightOnce() throws InterruptedException {
        var lock = new ReentrantLock();
        var hadIt = new AtomicBoolean();
        Thread other;
        lock.lock();
        try {
            other = Thread.ofPlatform().name(LockFightRuns.NAME + " 1").start(() -> {
                lock.lock();
                try {
                    hadIt.set(true);
                } finally {
                    lock.unlock();
                }
            });
            awaitParked(other);
        } finally {
            lock.unlock();
        }
        other.join();
        assertTrue(hadIt.get());
    }

    private interface Give {
        void give(Integer message) throws InterruptedException;
    }

    /** One thread parks for a message that comes when it has. */
    private static void waitOnce(Callable<Integer> take, Give give) throws InterruptedException {
        var taken = new FutureTask<>(take);
        var other = Thread.ofPlatform().name(LockFightRuns.NAME + " 1").start(taken);
        // Parked, it holds no lock of the queue any more, and nobody else wants it.
        awaitParked(other);
        give.give(3);
        other.join();
        assertEquals(3, taken.resultNow());
    }

    private static void awaitParked(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    @Test
    void everyMessagePassesEveryQueue() throws Exception {
        for (var way : LockFightRuns.Way.values()) {
            LockFightRuns.pass(way, 2_000); // ends only if as many are taken as are given
        }
        var result = Sandbox.run(LockFightRuns.class, within(seconds(60)), "CONTROL", "2000");
        assertEquals(4_000, Seen.parse(Turns.printed(result).getLast()).messages());
    }

    // --- K34 ---------------------------------------------------------------------------------------------------------

    private static List<List<MessageCost>> nanos(double... sizes) {
        var costs =
                Arrays.stream(sizes).mapToObj(each -> new MessageCost(each, 0)).toList();
        return List.of(costs, costs);
    }

    private static Verdict k34(List<List<MessageCost>> copied) {
        var costs = new LinkedHashMap<PayloadRuns.Way, List<List<MessageCost>>>(Map.of(PayloadRuns.Way.COPIED, copied));
        costs.put(PayloadRuns.Way.HANDED_OVER, nanos(100, 200));
        costs.put(PayloadRuns.Way.SHARED, nanos(150, 250));
        var payloads = new PayloadCopies.Payloads(List.of(64, 1 << 20), costs);
        isWellFormed(payloads);
        return PayloadCopies.judge(payloads).verdict();
    }

    @Test
    void copyingIsTooExpensiveIfTheLargestPayloadTakesTwiceAsLong() {
        assertEquals(Verdict.SUPPORTED, k34(nanos(90, 401)));
        assertEquals(Verdict.UNDECIDED, k34(nanos(90, 390)));
        assertEquals(Verdict.REFUTED, k34(nanos(105, 215)));
        assertEquals(Verdict.UNDECIDED, k34(nanos(150, 200)), "more for the small one");
        assertEquals(
                Verdict.UNDECIDED,
                k34(List.of(nanos(100, 401).getFirst(), nanos(100, 399).getFirst())),
                "twice in one round of two");
    }

    @Test
    void eachWayDeliversEachPayloadAndOnlyACopyTakesItsSize() throws Exception {
        for (var way : PayloadRuns.Way.values()) {
            var cost = MessageCost.measure(way.sides(100_000), Duration.ofNanos(1));
            assertEquals(way == PayloadRuns.Way.COPIED, cost.bytes() > 50_000, () -> way + ": " + cost);
        }
    }
}
