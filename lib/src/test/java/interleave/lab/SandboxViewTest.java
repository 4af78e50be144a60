package interleave.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.trial.SandboxResult;
import interleave.trial.child.ThreadDump;
import interleave.trial.child.ThreadState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SandboxViewTest {

    private static final SandboxResult.Line LINE =
            new SandboxResult.Line(Duration.ofMillis(40), SandboxResult.Stdio.STDERR, "</td><script>");

    @Test
    void aProgramThatEndedShowsItsEndingAndItsOutput() {
        var view = SandboxView.of(new SandboxResult(
                "A <b>", true, 3, Duration.ofMillis(120), List.of(LINE), 7, Optional.empty(), Optional.empty()));
        assertEquals("""
                A <b> ended by itself after 0.12 s with exit code 3.

                output of A <b>; 7 more lines are not kept
                after (ms)  stream  output
                        40  stderr  </td><script>
                """, view.text());
        assertTrue(view.html().startsWith("<div class=\"il-sandbox\"><p><strong>A &lt;b&gt;</strong> ended by itself"));
        assertFalse(view.html().contains("<script>") || view.html().contains("<b>"));
    }

    @Test
    void aProgramThatWasStoppedShowsWhatItsThreadsDid() {
        var one = blocked(1, "one", 2);
        var two = blocked(2, "two", 1);
        var dump = new ThreadDump(List.of(one, two), List.of(List.of(one, two)), "");
        var view = SandboxView.of(new SandboxResult(
                "A", false, 137, Duration.ofSeconds(3), List.of(), 0, Optional.empty(), Optional.of(dump)));
        assertEquals("""
                A did not end within 3 s and was stopped; deadlock: `one` waits for a lock (monitor of B) that `two` \
                holds, `two` waits for a lock (monitor of B) that `one` holds.

                threads of A after 3 s
                thread  kind      state    at        waits for
                one     platform  BLOCKED  A.java:7  a lock (monitor of B) that two holds
                two     platform  BLOCKED  A.java:7  a lock (monitor of B) that one holds
                """, view.text());
        assertEquals(1, view.html().split("<table>", -1).length - 1);
        assertTrue(view.html().contains("deadlock: <code>one</code> waits for"));
    }

    @Test
    void outputThatAllWentToOnePlaceSaysNothingOfStreams() {
        var line = new SandboxResult.Line(Duration.ofMillis(40), SandboxResult.Stdio.STDOUT, "turning");
        var view = SandboxView.of(new SandboxResult(
                "A", true, 0, Duration.ofMillis(120), List.of(line), 0, Optional.empty(), Optional.empty()));
        assertEquals("""
                A ended by itself after 0.12 s with exit code 0.

                output of A
                after (ms)  output
                        40  turning
                """, view.text());
    }

    private static ThreadState blocked(long id, String name, long holder) {
        return new ThreadState(
                id,
                name,
                false,
                Thread.State.BLOCKED,
                List.of(new StackTraceElement("A", "main", "A.java", 7)),
                Optional.of("a lock (monitor of B)"),
                Optional.of(holder));
    }

    @Test
    void aSignalAndAnExceptionAreNamed() {
        var killed = new SandboxResult(
                "A", true, 134, Duration.ofSeconds(1), List.of(), 0, Optional.empty(), Optional.empty());
        assertEquals(
                "A ended by itself after 1 s with exit code 134, as if signal 6 had ended it.\n",
                SandboxView.of(killed).text());
        var died = new SandboxResult(
                "A",
                true,
                0,
                Duration.ofSeconds(1),
                List.of(),
                0,
                Optional.of("E: why in thread `t`"),
                Optional.empty());
        assertEquals(
                "A ended by itself after 1 s with exit code 0; E: why in thread `t`.\n",
                SandboxView.of(died).text());
    }

    @Test
    void nullIsRefused() {
        assertThrows(NullPointerException.class, () -> SandboxView.of(null));
    }
}
