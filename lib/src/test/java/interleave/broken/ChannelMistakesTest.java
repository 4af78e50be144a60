package interleave.broken;

import static interleave.trial.Parameters.seconds;
import static interleave.trial.Parameters.within;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.trial.Sandbox;
import interleave.trial.SandboxResult;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The wrong programs with channels hang, each where its chapter says, and the repaired forms end. */
class ChannelMistakesTest {

    /** Both hang until their limit, so they do it at the same time. */
    @Test
    void bothHangInAChannel() throws Exception {
        List<Callable<SandboxResult>> programs = List.of(
                () -> Sandbox.run(ForgottenSender.class, within(seconds(4))),
                () -> Sandbox.run(TwoFullChannels.class, within(seconds(4))));
        List<SandboxResult> results;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            results = threads.invokeAll(programs).stream()
                    .map(future -> future.resultNow())
                    .toList();
        }
        var forgotten = results.get(0);
        assertFalse(forgotten.ended(), forgotten::ending);
        assertEquals(
                List.of(
                        "main: receives a message of producer 1",
                        "main: receives a message of producer 2",
                        "main: receives a message of producer 3"),
                texts(forgotten).stream().sorted().toList());
        assertEquals(List.of("main"), waiting(forgotten), "the producers have ended");
        var place = forgotten.dump().orElseThrow().threads().getFirst().place();
        assertTrue(place.startsWith("ForgottenSender.java:"), place);

        var full = results.get(1);
        assertFalse(full.ended(), full::ending);
        for (var thread : List.of("left", "right")) {
            assertEquals(
                    List.of(thread + ": sends 1", thread + ": sends 2", thread + ": sends 3"),
                    texts(full).stream().filter(text -> text.startsWith(thread)).toList(),
                    "two lie in the channel, the third waits for room");
        }
        assertEquals(
                List.of("left", "right"),
                waiting(full).stream().filter(name -> !name.equals("main")).toList());
    }

    @Test
    void aClosedOriginalEndsTheLoop() throws Exception {
        var result = Sandbox.run(ForgottenSender.class, within(seconds(60)), "closed");
        assertTrue(result.ended(), result::ending);
        assertEquals(0, result.exitCode());
        assertEquals(5, texts(result).size());
        assertEquals("main: all senders are closed", texts(result).getLast());
    }

    @Test
    void whoSendsOrReceivesIsNotStuck() throws Exception {
        var result = Sandbox.run(TwoFullChannels.class, within(seconds(60)), "select");
        assertTrue(result.ended(), result::ending);
        assertEquals(0, result.exitCode());
        var texts = texts(result);
        assertEquals("main: both have ended", texts.getLast());
        for (var thread : List.of("left", "right")) {
            for (int number = 1; number <= 5; number++) {
                assertTrue(texts.contains("%s: sends %d".formatted(thread, number)));
                assertTrue(texts.contains("%s: receives %d".formatted(thread, number)));
            }
        }
    }

    private static List<String> texts(SandboxResult result) {
        return result.output().stream().map(SandboxResult.Line::text).toList();
    }

    private static List<String> waiting(SandboxResult result) {
        return result.dump().orElseThrow().threads().stream()
                .filter(thread -> thread.state() == Thread.State.WAITING)
                .map(thread -> thread.name())
                .sorted()
                .toList();
    }
}
