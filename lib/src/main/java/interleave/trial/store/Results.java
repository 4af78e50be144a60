package interleave.trial.store;

import interleave.trial.Finding;
import interleave.trial.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The findings that were kept: a file each, in {@code results/K01/}. The file system owns them; the methods may be
 * called from any thread and any number of processes.
 */
public final class Results {

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
