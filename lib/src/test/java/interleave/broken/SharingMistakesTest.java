package interleave.broken;

import static interleave.trial.Parameters.elements;
import static interleave.trial.Parameters.increments;
import static interleave.trial.Parameters.repeats;
import static interleave.trial.Parameters.seconds;
import static interleave.trial.Parameters.threads;
import static interleave.trial.Parameters.within;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.trial.Sandbox;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What sharing breaks is broken here too: each program fails in its own way, and only in that. */
class SharingMistakesTest {

    /** No rule says that a race must show; so a program is run until it has, and on no machine for ever. */
    private static <T> T untilSeen(Callable<T> program, Predicate<T> failure) throws Exception {
        T result = program.call();
        for (int tries = 1; tries < 40 && !failure.test(result); tries++) {
            result = program.call();
        }
        return result;
    }

    @Test
    void hitsAreLostAndNoneIsMadeUp() throws Exception {
        var totals = untilSeen(
                () -> LostUpdate.run(threads(4), increments(200_000), repeats(10)), result -> result.wrong() > 0);
        assertTrue(totals.wrong() > 0, () -> totals.table().print());
        assertEquals(0, totals.above());
        assertEquals(10, totals.right() + totals.wrong());
        assertEquals(800_000, totals.expected());
        assertTrue(Arrays.stream(totals.totals()).allMatch(total -> total > 0));
        assertEquals(
                totals.expected(), totals.totals()[0] + (long) totals.table().get(0, 2));
        assertTrue(totals.sketch().orElseThrow().title().endsWith("of 10 totals are wrong"));
    }

    @Test
    void oneThreadLosesNothing() throws Exception {
        var totals = LostUpdate.run(threads(1), increments(1_000), repeats(20));
        assertEquals(20, totals.right());
        assertEquals(
                "0 of 20 totals are wrong. Each must be 1,000. Least 1,000, median 1,000; right: 100 % of the runs. "
                        + "No run threw an exception",
                totals.table().name());
    }

    @Test
    void theStepsAreTheSameAndTheirOrderDecides() {
        var runs = LostUpdate.steps().runs();
        assertEquals("2", runs.getFirst().states().getLast().get("hits"));
        assertEquals("1", runs.getLast().states().getLast().get("hits"));
        assertEquals(1, runs.getFirst().schedule().switches());
        assertEquals(2, runs.getLast().schedule().switches());
    }

    @Test
    void theFlagIsSetAndNeverSeen() throws Exception {
        var result = Sandbox.run(FlagNeverSeen.class, within(seconds(4)));
        assertFalse(result.ended(), result::ending);
        assertEquals("main: sets the flag", result.output().getLast().text());
        var worker = result.dump().orElseThrow().threads().stream()
                .filter(thread -> thread.name().equals("worker"))
                .findFirst()
                .orElseThrow();
        assertTrue(worker.place().contains("FlagNeverSeen"), worker::place);
    }

    @Test
    void aFinalFieldIsFoundUnset() throws Exception {
        var looks = untilSeen(() -> HalfBuilt.run(elements(20_000)), result -> result.half() > 0);
        assertTrue(looks.half() > 0, () -> looks.table().print());
        assertEquals(20_000, looks.built());
        assertEquals(2, looks.table().rowCount());
    }

    @Test
    void aNameIsGivenToTwo() throws Exception {
        var winners = untilSeen(
                () -> TwoWinners.run(threads(2), elements(100_000), repeats(5)), result -> result.wrong() > 0);
        assertTrue(winners.wrong() > 0, () -> winners.table().print());
        assertEquals(5, winners.runs());
        assertEquals(0, TwoWinners.run(threads(1), elements(100), repeats(3)).wrong());
    }
}
