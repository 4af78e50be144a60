package interleave.workload;

import interleave.channel.Channel;
import interleave.channel.InterruptedReceiveException;
import interleave.channel.Sender;
import interleave.trial.Tabular;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A thread that sends words with a pause after each, and a loop in the caller that hears them as they come.
 *
 * <p>Each word belongs to the speaker until it is sent and to the caller after that. The speaker closes its sender, the only
 * one there is: that ends the loop.
 */
public final class WordStream {

    private static final List<String> WORDS = List.of("one", "thread", "speaks,", "another", "listens");

    private WordStream() {}

    /** A word on its way, with the moment when it was sent. */
    private record Spoken(String text, long nanos) {}

    /** Sends five words; otherwise as {@link #run(Duration, List)}. */
    public static Heard run(Duration pause) throws InterruptedException, ExecutionException {
        return run(pause, WORDS);
    }

    /**
     * Sends words. The speaker is joined before this returns.
     *
     * @param pause how long the speaker rests after each word: nothing or more
     * @throws InterruptedException if this thread is interrupted; the speaker is interrupted too and joined
     * @throws ExecutionException if the speaker fails
     */
    public static Heard run(Duration pause, List<String> words) throws InterruptedException, ExecutionException {
        Objects.requireNonNull(pause, "WordStream.run(null): pass a time, as millis(100)");
        if (pause.isNegative()) {
            throw new IllegalArgumentException("WordStream.run(%s): the pause cannot be negative".formatted(pause));
        }
        var spoken = List.copyOf(words);
        var heard = new ArrayList<Word>();
        var channel = Channel.<Spoken>unbounded();
        long start = System.nanoTime();
        try (var crew = new Crew();
                var receiver = channel.receiver()) {
            crew.start("speaker", () -> speak(spoken, pause, channel.sender()));
            for (var word : receiver) {
                heard.add(new Word(word.text(), word.nanos() - start, System.nanoTime() - start));
            }
            long end = System.nanoTime() - start;
            crew.join();
            return new Heard(heard, Duration.ofNanos(end));
        } catch (InterruptedReceiveException e) {
            throw Crew.interrupted(e);
        }
    }

    private static void speak(List<String> words, Duration pause, Sender<Spoken> own) throws InterruptedException {
        try (var sender = own) {
            for (var word : words) {
                sender.send(new Spoken(word, System.nanoTime()));
                Thread.sleep(pause);
            }
        }
    }

    /**
     * One word.
     *
     * @param text the word
     * @param sentNanos when it was sent, counted from the start of the program
     * @param heardNanos when the loop had it
     */
    public record Word(String text, long sentNanos, long heardNanos) {}

    /**
     * All words.
     *
     * @param words in the order in which they came
     * @param end when the loop ended, counted from the start of the program
     */
    public record Heard(List<Word> words, Duration end) implements Tabular {

        /** Keeps a copy of the words. */
        public Heard {
            words = List.copyOf(words);
        }

        /** Returns one row for each word. */
        @Override
        public Table table() {
            var texts = StringColumn.create("word");
            var sent = Decimals.column("sent after (ms)", 2);
            var heard = Decimals.column("heard after (ms)", 2);
            for (var word : words) {
                texts.append(word.text());
                sent.append(word.sentNanos() / 1e6);
                heard.append(word.heardNanos() / 1e6);
            }
            return Table.create(
                    String.format(
                            Locale.ROOT,
                            "%d words; the sender was closed and the loop ended after %.2f ms",
                            words.size(),
                            end.toNanos() / 1e6),
                    texts,
                    sent,
                    heard);
        }
    }
}
