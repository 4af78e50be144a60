package interleave.lab;

import interleave.trial.Progress;
import java.io.Console;
import java.io.PrintStream;

/**
 * Progress on a terminal: one line that is written anew in its place, and gone at the end. Where no terminal listens, such
 * as in a file, a line for each thing that is done.
 *
 * <p>The reporting thread owns it; it waits for nothing but the stream.
 */
final class ProgressLine implements Progress {

    /** Back to the start of the line, and erase what stands there. */
    private static final String AGAIN = "\r\u001b[K";

    private final PrintStream out;
    private final boolean live;
    private String doing = "";

    private ProgressLine(PrintStream out, boolean live) {
        this.out = out;
        this.live = live;
    }

    /** Returns progress on a stream, live if the console is a terminal. */
    static Progress on(PrintStream out, Console console) {
        return new ProgressLine(out, console != null && console.isTerminal());
    }

    static Progress on(PrintStream out, boolean live) {
        return new ProgressLine(out, live);
    }

    @Override
    public void show(Step step) {
        if (live) {
            var left =
                    step.left().map(time -> ", " + time.toSeconds() + " s left").orElse("");
            var interim = step.interim().isBlank() ? "" : ", " + step.interim();
            out.print(AGAIN + "%.0f %% %s%s%s".formatted(Math.floor(100 * step.share()), step.doing(), left, interim));
            out.flush();
        } else if (!step.doing().equals(doing)) {
            out.println(step.doing());
        }
        doing = step.doing();
    }

    @Override
    public void end(String summary) {
        out.println((live ? AGAIN : "") + summary);
    }
}
