package interleave.kernel;

import interleave.trial.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.messages.ContentType;
import org.dflib.jjava.jupyter.messages.publish.PublishDisplayData;
import org.dflib.jjava.jupyter.messages.publish.PublishUpdateDisplayData;

/**
 * A bar in the output of the cell in which the work began. It is shown once and then changed in its place; at its end it
 * becomes one sentence, so that a saved notebook keeps no half bar.
 *
 * <p>Any thread may report. The lock guards what was shown when; a report that comes too soon after another is dropped.
 */
final class ProgressBar implements Progress {

    /** The eye follows no faster, and each report is a message that the front end draws. */
    private static final long PAUSE_NANOS = 250_000_000;

    /** The protocol's name of what ties an output to its later changes. */
    private static final String DISPLAY_ID = "display_id";

    /** Takes the message that shows the bar and those that change it. */
    interface Output {
        <T extends ContentType<T>> void publish(T message);
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final String title;
    private final String id;
    private final Output output;
    private final LongSupplier nanos;
    private final Consumer<ProgressBar> whenEnded;

    /** When the last report was shown. Guarded by {@link #lock}. */
    private long shownAt;

    /** Whether the work has ended. Guarded by {@link #lock}. */
    private boolean ended;

    /**
     * Shows an empty bar.
     *
     * @param id what no other output of the notebook has
     * @param nanos a clock
     * @param whenEnded is told when the work has ended
     */
    ProgressBar(String title, String id, Output output, LongSupplier nanos, Consumer<ProgressBar> whenEnded) {
        this.title = title;
        this.id = id;
        this.output = output;
        this.nanos = nanos;
        this.whenEnded = whenEnded;
        this.shownAt = nanos.getAsLong() - PAUSE_NANOS;
        output.publish(new PublishDisplayData(bar(List.of(), 0)));
    }

    @Override
    public void show(Step step) {
        lock.lock();
        try {
            long now = nanos.getAsLong();
            if (ended || now - shownAt < PAUSE_NANOS) {
                return;
            }
            shownAt = now;
            List<String> words = new ArrayList<>(List.of(step.doing()));
            step.left().ifPresent(left -> words.add(text(left) + " left"));
            words.add(step.interim());
            words.removeIf(String::isBlank);
            output.publish(new PublishUpdateDisplayData(bar(words, (int) Math.floor(100 * step.share()))));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void end(String summary) {
        lock.lock();
        try {
            if (ended) {
                return;
            }
            ended = true;
            output.publish(new PublishUpdateDisplayData(sentence(summary)));
        } finally {
            lock.unlock();
        }
        whenEnded.accept(this);
    }

    /** Leaves a sentence in the place of a bar whose cell has ended before its work; the work's own end replaces it. */
    void leave() {
        lock.lock();
        try {
            if (!ended) {
                output.publish(new PublishUpdateDisplayData(sentence(title + ": the cell ended before it did.")));
            }
        } finally {
            lock.unlock();
        }
    }

    private DisplayData bar(List<String> words, int percent) {
        String said = words.stream().map(word -> " · " + word).collect(Collectors.joining());
        String spoken = percent + " %" + said;
        return data(
                title + ": " + spoken,
                "<div class=\"il-progress\"><strong>%s</strong> <progress max=\"100\" value=\"%d\" aria-label=\"%s\" aria-valuetext=\"%s\" style=\"width:14em;vertical-align:middle\"></progress> <span style=\"font-variant-numeric:tabular-nums\">%s</span></div>"
                        .formatted(escape(title), percent, escape(title), escape(spoken), escape(spoken)));
    }

    private DisplayData sentence(String sentence) {
        return data(
                sentence, "<p class=\"il-note\" style=\"font-size:0.9em;margin:0\">%s</p>".formatted(escape(sentence)));
    }

    private DisplayData data(String text, String html) {
        DisplayData data = new DisplayData(text);
        data.putHTML(html);
        // Not by setDisplayId: its form in the kernel that runs is not the one that this class is compiled against.
        data.putTransientData(DISPLAY_ID, id);
        return data;
    }

    /** Whole seconds, and from two minutes on minutes: nobody can tell the time left more exactly. */
    private static String text(Duration left) {
        long seconds = Math.max(0, left.toSeconds());
        return seconds < 120 ? seconds + " s" : String.format(Locale.ROOT, "%d min", (seconds + 30) / 60);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
