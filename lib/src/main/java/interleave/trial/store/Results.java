package interleave.trial.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import interleave.trial.BenchResult;
import interleave.trial.Comparison;
import interleave.trial.Finding;
import interleave.trial.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * The findings that were kept, a file each in {@code results/K01/}, and the results of benchmarks, a file each in
 * {@code results/bench/}. The file system owns them; the methods may be
 * called from any thread and any number of processes.
 */
public final class Results {

    private static final String BENCH = "bench";

    private final Optional<Path> folder;

    private Results(Optional<Path> folder) {
        this.folder = folder;
    }

    /** Returns those of the learner's own folder; if none is named, there are none and none is kept. */
    public static Results mine() {
        return new Results(MyFolder.path());
    }

    /** Returns those below the given folder, which need not exist. */
    public static Results in(Path folder) {
        return new Results(Optional.of(folder));
    }

    /**
     * Keeps a finding, if there is a folder for it.
     *
     * @throws IOException if it cannot be written; what was kept before is as it was
     */
    public void keep(Finding finding) throws IOException {
        if (folder.isPresent()) {
            of(folder.get(), finding.design().id()).add(finding.at(), FindingJson.write(finding));
        }
    }

    /**
     * Keeps the result of benchmarks, if there is a folder for it; the same result is kept once, however often it is
     * shown.
     *
     * @throws IOException if it cannot be written; what was kept before is as it was
     */
    public void keep(BenchResult result) throws IOException {
        keepBench(result.at(), result.toJson(), result.table());
    }

    /** Keeps a comparison as {@link #keep(BenchResult)} keeps a result. */
    public void keep(Comparison comparison) throws IOException {
        keepBench(comparison.at(), comparison.toJson(), comparison.table());
    }

    private void keepBench(Instant at, String json, Table table) throws IOException {
        if (folder.isPresent()) {
            var content = (ObjectNode) JsonFiles.MAPPER.readTree(json);
            TableJson.write(content.putObject("table"), table);
            of(folder.get(), BENCH).addOnce(at, content);
        }
    }

    /**
     * Returns the newest result of benchmarks of a title, measured on such a machine in a budget that gives verdicts. The
     * title is a class's name: whether its code was the same, no file tells.
     */
    public Optional<KeptBench> newestBench(String kind, String title, Machine machine) {
        var fingerprint = machine.fingerprint();
        return folder.flatMap(path -> of(path, BENCH).read(KeptBench::read).values().reversed().stream()
                .filter(kept -> kept.kind().equals(kind) && kept.title().equals(title))
                .filter(kept -> kept.budget().givesVerdicts())
                .filter(kept -> kept.machine().fingerprint().equals(fingerprint))
                .findFirst());
    }

    /** Returns the findings of an experiment, oldest first. */
    public Stored<Finding> of(String experiment) {
        return folder.map(path -> of(path, experiment).read(FindingJson::read))
                .orElseGet(() -> new Stored<>(List.of(), List.of()));
    }

    /** Returns the newest finding of an experiment on such a machine that came with a verdict. */
    public Optional<Finding> newestJudged(String experiment, Machine machine) {
        var fingerprint = machine.fingerprint();
        return of(experiment).values().reversed().stream()
                .filter(finding -> finding.judgement().verdict().judged())
                .filter(finding -> finding.machine().fingerprint().equals(fingerprint))
                .findFirst();
    }

    private static JsonFiles of(Path folder, String experiment) {
        return new JsonFiles(folder.resolve("results").resolve(experiment));
    }
}
