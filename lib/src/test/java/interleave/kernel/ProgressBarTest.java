package interleave.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.trial.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.messages.ContentType;
import org.dflib.jjava.jupyter.messages.publish.PublishDisplayData;
import org.dflib.jjava.jupyter.messages.publish.PublishUpdateDisplayData;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private final List<DisplayData> published = new ArrayList<>();
    private final AtomicLong clock = new AtomicLong();
    private final AtomicInteger endings = new AtomicInteger();

    private final ProgressBar.Output output = new ProgressBar.Output() {
        @Override
        public <T extends ContentType<T>> void publish(T message) {
            published.add((DisplayData) message);
        }
    };

    private ProgressBar bar(String title) {
        return new ProgressBar(title, "id-1", output, clock::get, bar -> endings.incrementAndGet());
    }

    private static Progress.Step step(double share, String interim) {
        return new Progress.Step("Increments.atomic, fork 1 of 2", share, Optional.of(Duration.ofSeconds(12)), interim);
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private String text() {
        return (String) published.getLast().getData(MIMEType.TEXT_PLAIN);
    }

    private String html() {
        return (String) published.getLast().getData(MIMEType.TEXT_HTML);
    }

    @Test
    void itIsShownOnceAndThenChangedInItsPlace() {
        ProgressBar bar = bar("Benchmarks");
        assertInstanceOf(PublishDisplayData.class, published.getFirst());
        bar.show(step(0.438, "1.9 ns/op"));
        assertInstanceOf(PublishUpdateDisplayData.class, published.getLast());
        assertEquals("id-1", published.getFirst().getDisplayId());
        assertEquals("id-1", published.getLast().getDisplayId());
        String said = "43 % · Increments.atomic, fork 1 of 2 · 12 s left · 1.9 ns/op";
        assertEquals("Benchmarks: " + said, text());
        assertTrue(html().contains(
                        "<progress max=\"100\" value=\"43\" aria-label=\"Benchmarks\" aria-valuetext=\"" + said));
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        bar("Work").show(new Progress.Step("half way", 0.5, Optional.empty(), ""));
        assertEquals("Work: 50 % · half way", text());
        pass(Duration.ofSeconds(1));
        bar("Work").show(new Progress.Step("", 0.5, Optional.of(Duration.ofSeconds(150)), ""));
        assertEquals("Work: 50 % · 3 min left", text());
    }

    @Test
    void reportsThatComeTooFastAreDroppedButNotTheEnd() {
        ProgressBar bar = bar("Work");
        for (int i = 0; i < 1_000; i++) {
            bar.show(step(i / 1_000.0, ""));
            pass(Duration.ofMillis(1));
        }
        assertEquals(5, published.size(), "the empty bar and four reports in a second");
        bar.end("2 forks in 1 s");
        bar.show(step(0.9, ""));
        bar.end("again");
        assertEquals(6, published.size(), "nothing comes after the end");
        assertEquals("2 forks in 1 s", text());
        assertFalse(html().contains("<progress"));
        assertEquals(1, endings.get());
    }

    @Test
    void aCellThatEndsFirstLeavesASentenceWhichTheEndOfTheWorkReplaces() {
        ProgressBar bar = bar("Work");
        bar.leave();
        assertEquals("Work: the cell ended before it did.", text());
        assertFalse(html().contains("<progress"));
        bar.end("Done after all");
        assertEquals("Done after all", text());
        bar.leave();
        assertEquals("Done after all", text());
    }

    @Test
    void noTextBecomesMarkup() {
        ProgressBar bar = bar("<b>\"&");
        bar.show(new Progress.Step("<i>", 0, Optional.empty(), "</span>"));
        assertFalse(html().contains("<b>") || html().contains("<i>"), this::html);
        assertEquals(1, html().split("</span>", -1).length - 1, this::html);
        bar.end("<script>");
        assertFalse(html().contains("<script>"));
    }
}
