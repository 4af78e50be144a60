package interleave.claim;

import static interleave.trial.Parameters.seconds;
import static interleave.trial.Parameters.within;

import interleave.broken.NobodyJoins;
import interleave.trial.Budget;
import interleave.trial.Design;
import interleave.trial.Evidence;
import interleave.trial.Experiment;
import interleave.trial.Judgement;
import interleave.trial.Sandbox;
import interleave.trial.SandboxResult;
import interleave.trial.Verdict;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * K05: does the end of the main thread end a thread that nobody joins?
 *
 * <p>Each run is a JVM of its own, and the kinds of thread take turns in an order that is drawn for every round. No
 * timing decides: the worker is at work when main ends, and its last step waits for main's end.
 */
final class UnjoinedThreads {

    private static final List<String> KINDS = List.of("platform", "daemon", "virtual");

    private static final Design DESIGN = new Design(
            "K05",
            "Is a thread that nobody joins cut off when the main thread ends?",
            new LinkedHashMap<>(Map.of("kinds of thread", String.join(", ", KINDS))),
            5,
            "The program NobodyJoins runs in a JVM of its own, again and again with each kind of thread. Its main "
                    + "thread ends while the worker works. Counted is whether the worker's last line is printed.",
            "Supported if the work is cut off in every run of every kind, refuted if in none, and it depends if every "
                    + "kind does the same in all its runs, but not all kinds do the same. Otherwise it is undecided.");

    static final Experiment<Endings> EXPERIMENT =
            new Experiment<>(DESIGN, Optional::empty, UnjoinedThreads::run, UnjoinedThreads::judge);

    private UnjoinedThreads() {}

    private static Endings run(Budget budget, long seed) throws InterruptedException {
        // A run says the same as a thousand: the repeats look for a kind that does now this, now that.
        int rounds = budget == Budget.QUICK ? 1 : budget.rounds();
        var results = Turns.take(
                "K05: threads that nobody joins",
                KINDS,
                rounds,
                seed,
                kind -> Sandbox.run(NobodyJoins.class, within(seconds(30)), kind));
        var endings = new LinkedHashMap<String, List<Boolean>>();
        int unclear = 0;
        for (var kind : KINDS) {
            var clear = results.get(kind).stream()
                    .filter(UnjoinedThreads::mainEndedFirst)
                    .toList();
            unclear += rounds - clear.size();
            endings.put(kind, clear.stream().map(UnjoinedThreads::finished).toList());
        }
        return new Endings(endings, unclear);
    }

    private static boolean mainEndedFirst(SandboxResult result) {
        return result.ended() && printed(result, "main: ends");
    }

    /** Returns whether the worker of {@link NobodyJoins} came to its last line. */
    static boolean finished(SandboxResult result) {
        return printed(result, "worker: all work is done");
    }

    private static boolean printed(SandboxResult result, String line) {
        return result.output().stream().anyMatch(each -> each.text().equals(line));
    }

    static Judgement judge(Endings endings) {
        var kinds = endings.finished();
        if (endings.unclear() > 0 || kinds.values().stream().anyMatch(List::isEmpty)) {
            return new Judgement(
                    Verdict.UNDECIDED,
                    "In %d runs the main thread did not come to its end in time.".formatted(endings.unclear()));
        }
        var mixed = kinds.entrySet().stream()
                .filter(kind -> kind.getValue().stream().distinct().count() > 1)
                .map(Map.Entry::getKey)
                .findFirst();
        if (mixed.isPresent()) {
            return new Judgement(
                    Verdict.UNDECIDED,
                    "A %s thread was cut off in some runs and not in others.".formatted(mixed.get()));
        }
        var cutOff = kinds.keySet().stream()
                .filter(kind -> !kinds.get(kind).getFirst())
                .toList();
        var done = kinds.keySet().stream()
                .filter(kind -> kinds.get(kind).getFirst())
                .toList();
        if (done.isEmpty()) {
            return new Judgement(Verdict.SUPPORTED, "Every thread was cut off in every run, of whatever kind.");
        }
        if (cutOff.isEmpty()) {
            return new Judgement(Verdict.REFUTED, "Every thread came to the end of its work, of whatever kind.");
        }
        return new Judgement(
                Verdict.DEPENDS,
                String.format(
                        Locale.ROOT,
                        "Java asks what kind of thread it is: cut off in every run (%s), done in every run (%s).",
                        String.join(", ", cutOff),
                        String.join(", ", done)));
    }

    /**
     * How the runs ended.
     *
     * @param finished by the kind of thread, for each run whether the worker came to its last line
     * @param unclear how many runs did not show it, because main did not end first
     */
    record Endings(SequencedMap<String, List<Boolean>> finished, int unclear) implements Experiment.Data {

        @Override
        public Evidence evidence() {
            var kinds = StringColumn.create("kind of thread");
            var done = IntColumn.create("runs with the work done");
            var cutOff = IntColumn.create("runs cut off");
            var raw = new LinkedHashMap<String, List<Double>>();
            finished.forEach((kind, runs) -> {
                int count = Collections.frequency(runs, true);
                kinds.append(kind);
                done.append(count);
                cutOff.append(runs.size() - count);
                raw.put(
                        "work done: " + kind,
                        runs.stream().map(each -> each ? 1.0 : 0.0).toList());
            });
            var table = Table.create("What became of a thread that nobody joined", kinds, done, cutOff);
            return new Evidence(table, Optional.empty(), raw, Optional.empty());
        }
    }
}
