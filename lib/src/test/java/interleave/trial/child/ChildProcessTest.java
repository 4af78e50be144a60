package interleave.trial.child;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ChildProcessTest {

    @Test
    void theProcessGetsNoToolOptions() {
        var builder = new ProcessBuilder();
        builder.environment().put("JAVA_TOOL_OPTIONS", "-Xint");
        builder.environment().put("JDK_JAVA_OPTIONS", "-Xint");
        builder.environment().put("INTERLEAVE_TEST", "kept");
        var environment = ChildProcess.withoutVariables(builder).environment();
        assertFalse(environment.containsKey("JAVA_TOOL_OPTIONS"));
        assertFalse(environment.containsKey("JDK_JAVA_OPTIONS"));
        assertEquals("kept", environment.get("INTERLEAVE_TEST"));
    }

    /** The shell ends at once; what it has put into a session of its own has then no relation to it. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void whatHasLeftItsParentIsKilledToo() throws Exception {
        var script = "setsid sleep 1000 >&- 2>&- & echo $!";
        try (var child = ChildProcess.start(new ProcessBuilder("sh", "-c", script))) {
            assertEquals(0, child.process().waitFor());
            assertEquals(1, child.mark().marked().size(), "it lives on");
            child.end();
            assertEquals(List.of(), child.mark().marked());
        }
    }

    @Test
    @Timeout(60)
    void aProcessThatReadsNothingHoldsUpNobody() throws Exception {
        try (var child = ChildProcess.startListening(new ProcessBuilder("sleep", "1000"))) {
            child.write(new byte[1 << 20]);
            child.write((byte) 1);
            child.end();
            assertTrue(Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("child-input")));
        }
    }

    @Test
    void anInterruptNeitherStopsTheKillNorIsLost() throws Exception {
        try (var child = ChildProcess.start(new ProcessBuilder("sleep", "1000"))) {
            Thread.currentThread().interrupt();
            child.end();
            assertTrue(Thread.interrupted());
            assertFalse(child.process().isAlive());
        }
    }

    /** Each process starts two and ends, so none of them has a parent for long; it ends by itself at a depth of 8. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aBoundedForkBombIsBeaten() throws Exception {
        var bomb = "b() { if [ $1 -lt 8 ]; then b $(($1+1)) & b $(($1+1)) & else sleep 1000; fi; }; b 0; echo lit";
        try (var child = ChildProcess.start(new ProcessBuilder("sh", "-c", bomb).redirectErrorStream(true))) {
            assertTrue(child.process().inputReader().readLine().contains("lit"));
            child.end();
            assertEquals(List.of(), child.mark().marked());
        }
    }

    @Test
    void aProcessWithinAProcessCarriesBothMarks() throws Exception {
        var outer = Mark.random();
        var builder = new ProcessBuilder("env");
        builder.environment().put(outer.variable(), "1");
        try (var child = ChildProcess.start(builder)) {
            var variables = new String(child.process().getInputStream().readAllBytes(), UTF_8);
            assertTrue(
                    variables.contains(outer.variable())
                            && variables.contains(child.mark().variable()),
                    variables);
        }
    }
}
