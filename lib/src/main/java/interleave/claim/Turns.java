package interleave.claim;

import interleave.trial.Progress;
import interleave.trial.SandboxResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * Cases that take turns, a JVM for each turn: in every round each case has one, in an order drawn anew, so that none
 * always runs behind the same other. It tells how far it is.
 */
final class Turns {

    private Turns() {}

    /**
     * One turn of a case, in a JVM of its own.
     *
     * @param <C> what tells cases apart; its text names it
     * @param <R> what a turn gives
     */
    interface Turn<C, R> {
        R take(C each) throws InterruptedException;
    }

    /**
     * Takes all turns; blocks until it has.
     *
     * @return for each case what its turns gave, round by round
     * @throws InterruptedException if this thread is interrupted; no turn is taken after that
     */
    static <C, R> SequencedMap<C, List<R>> take(String title, List<C> cases, int rounds, long seed, Turn<C, R> turn)
            throws InterruptedException {
        var random = new Random(seed);
        var results = new LinkedHashMap<C, List<R>>();
        cases.forEach(each -> results.put(each, new ArrayList<>()));
        var progress = Progress.start(title);
        int started = 0;
        long start = System.nanoTime();
        try {
            for (int round = 0; round < rounds; round++) {
                var order = new ArrayList<>(cases);
                Collections.shuffle(order, random);
                for (var each : order) {
                    double share = started / (double) (rounds * cases.size());
                    progress.show(new Progress.Step(each.toString(), share, Optional.empty(), ""));
                    started++;
                    results.get(each).add(turn.take(each));
                }
            }
        } finally {
            progress.end(String.format(Locale.ROOT, "%d JVMs in %.1f s", started, (System.nanoTime() - start) / 1e9));
        }
        return results;
    }

    /** Returns how many rounds there were, in words. */
    static String rounds(int count) {
        return count == 1 ? "1 round" : count + " rounds";
    }

    /**
     * Returns what a program printed that has to end well.
     *
     * @throws IllegalStateException if it did not; the message has its last lines
     */
    static List<String> printed(SandboxResult result) {
        var lines = result.output().stream().map(SandboxResult.Line::text).toList();
        if (!result.ended() || result.exitCode() != 0) {
            throw new IllegalStateException("%s %s. It printed: %s"
                    .formatted(
                            result.program(),
                            result.ending(),
                            lines.stream().skip(Math.max(0, lines.size() - 3)).collect(Collectors.joining(" / "))));
        }
        return lines;
    }
}
