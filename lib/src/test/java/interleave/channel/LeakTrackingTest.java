package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The setting and the listener. */
class LeakTrackingTest {

    private static final Logger LOGGER = Logger.getLogger("interleave.channel");

    private final BlockingQueue<LogRecord> logged = new LinkedBlockingQueue<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            logged.add(entry);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOGGER.addHandler(handler);
        LOGGER.setUseParentHandlers(false);
    }

    @AfterEach
    void listenNoMore() {
        LOGGER.removeHandler(handler);
        LOGGER.setUseParentHandlers(true);
    }

    private String text() {
        return logged.remove().getMessage();
    }

    @Test
    void thePropertySaysWhatHoldsAtTheStart() {
        assertEquals(LeakTracking.SAMPLED, LeakTracking.of(null));
        assertEquals(LeakTracking.OFF, LeakTracking.of("off"));
        assertEquals(LeakTracking.ALL, LeakTracking.of(" All "));
        assertTrue(logged.isEmpty());
        assertEquals(LeakTracking.ALL, LeakTracking.current(), "the build runs the tests so");
    }

    @Test
    void aPropertyThatIsNotKnownIsToldAndIgnored() {
        assertEquals(LeakTracking.SAMPLED, LeakTracking.of("some"));
        assertEquals("-Dinterleave.channel.leaks=some is not known and ignored; it may be off, sampled, all", text());
    }

    @Test
    void reportsGoToTheLog() {
        var leak = new Leak(
                Leak.End.RECEIVER, "single", List.of(new StackTraceElement("a.Maker", "make", "Maker.java", 7)));
        LeakTracking.report(leak);
        assertEquals(leak.toString(), text());
        var before = LeakTracking.set(LeakTracking.SAMPLED);
        LeakTracking.report(leak);
        LeakTracking.set(before);
        assertEquals(
                leak
                        + "\nAbout one handle in 128 is tracked; start with -Dinterleave.channel.leaks=all to hear of each.",
                text());
    }

    @Test
    void aListenerThatFailsIsToldOf() {
        var leak = new Leak(Leak.End.SENDER, "single", List.of());
        var before = LeakTracking.reportTo(heard -> {
            throw new UnsupportedOperationException("no");
        });
        LeakTracking.report(leak);
        LeakTracking.reportTo(before);
        var entry = logged.remove();
        assertTrue(entry.getMessage().contains(leak.toString()));
        assertEquals("no", entry.getThrown().getMessage());
    }

    @Test
    void nullIsRefused() {
        assertThrows(NullPointerException.class, () -> LeakTracking.set(null));
        assertThrows(NullPointerException.class, () -> LeakTracking.reportTo(null));
    }
}
