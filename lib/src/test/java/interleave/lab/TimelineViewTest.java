package interleave.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.trial.Timeline;
import interleave.trial.flight.Cause;
import interleave.trial.flight.Interval;
import interleave.trial.flight.Lane;
import interleave.trial.flight.State;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TimelineViewTest {

    /** Returns the picture that the page shows without scripts. */
    private static String picture(String html) {
        var data = Pattern.compile("base64,([^\"]+)").matcher(html);
        assertTrue(data.find(), html);
        return new String(Base64.getDecoder().decode(data.group(1)), StandardCharsets.UTF_8);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void showsLanesWithoutColourRemarksNumbersAndTheValue() {
        var view = TimelineView.of(Timeline.of(() -> {
            var never = new CountDownLatch(1);
            var left = Thread.ofPlatform().daemon().name("<left>").start(() -> await(never));
            while (left.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            Thread.sleep(5);
            return "<b>back</b>";
        }));
        var html = view.html();
        assertTrue(html.contains(ChartView.MARK), html);
        assertTrue(html.contains("&lt;left&gt; was still there at the end, waiting on CountDownLatch."), html);
        assertTrue(html.contains("Each thread in numbers"), html);
        assertTrue(html.contains("&lt;b&gt;back&lt;/b&gt;"), html);
        assertFalse(html.contains("<left>") || html.contains("<b>back"), html);
        var svg = picture(html);
        assertTrue(svg.contains("<pattern id="), "waits are hatched: " + svg);
        assertTrue(svg.contains("time since the beginning (ms)"), svg);
        assertTrue(view.text().contains("What the action returned:\n<b>back</b>"), view.text());
        assertTrue(view.text().contains("longest wait (ms)"), view.text());
    }

    @Test
    void ofALongTextTheBeginningIsShownAndOneThatFailsIsNamed() {
        var text = TimelineView.of(Timeline.of(() -> "x".repeat(1_000_000))).text();
        assertTrue(text.contains("x".repeat(2_000) + "… 998,000 characters more"), text);
        final class Broken {
            @Override
            public String toString() {
                throw new IllegalStateException("no");
            }
        }
        text = TimelineView.of(Timeline.of(Broken::new)).text();
        assertTrue(text.contains("a Broken, whose toString() fails with IllegalStateException"), text);
    }

    @Test
    void anActionThatTakesNoTimeAndStartsNothingIsShown() {
        var view = TimelineView.of(Timeline.of(() -> {}));
        assertTrue(picture(view.html()).contains("caller"));
        assertTrue(view.text().startsWith("Only the caller ran, and it never waited"), view.text());
    }

    @Test
    void ofManyThreadsSomeAreDrawnAndTheRestIsCounted() {
        var view = TimelineView.of(Timeline.of(() -> {
            var done = new CountDownLatch(100);
            for (int i = 0; i < 100; i++) {
                Thread.ofVirtual().start(done::countDown);
            }
            done.await();
        }));
        // Any virtual thread that this JVM starts meanwhile is one more.
        var others = Pattern.compile("the caller and the 15 of (\\d+) other threads that waited longest")
                .matcher(view.html());
        assertTrue(others.find(), view.html());
        assertTrue(Integer.parseInt(others.group(1)) >= 100, others.group());
    }

    @Test
    void whatIsShorterThanAPixelIsMergedAndNothingIsLostFromTheCount() {
        var cause = new Cause(State.PARKED, "", "Semaphore", "");
        var other = new Cause(State.SLEEPING, "", "", "");
        var running = new Cause(State.NOT_WAITING, "", "", "");
        var intervals = new ArrayList<Interval>();
        for (int i = 0; i < 10_000; i++) {
            intervals.add(new Interval(i % 5 == 0 ? other : cause, i * 10L, i * 10L + 4, 1, 4, 4));
            intervals.add(new Interval(running, i * 10L + 4, i * 10L + 10, 0, 0, 0));
        }
        var lane = new Lane("busy", false, intervals, Optional.empty());
        var coarse = lane.coarser(1_000);
        assertEquals(10_000, coarse.waits());
        assertEquals(lane.waited(), coarse.waited());
        assertEquals(4, coarse.longest());
        assertTrue(
                coarse.intervals().size() <= 2 * 2 * 100,
                "at most two a pixel: " + coarse.intervals().size());
        assertEquals(Optional.of(cause), coarse.mostly());
        var alone = new Lane(
                "alone",
                false,
                List.of(new Interval(cause, 0, 5_000, 1, 5_000, 5_000), new Interval(running, 5_000, 5_002, 0, 0, 0)),
                Optional.empty());
        assertEquals(alone, alone.coarser(1_000), "what is longer than a pixel stays");
    }
}
