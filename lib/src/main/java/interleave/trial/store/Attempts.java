package interleave.trial.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What learners tried in exercises: a file for each attempt, in {@code answers/<exercise>/}.
 *
 * <p>Nothing is ever changed or taken back. Without a folder the attempts live as long as this JVM, in lists that any
 * thread may use.
 */
public final class Attempts {

    private static final Map<String, List<Attempt>> IN_THIS_JVM = new ConcurrentHashMap<>();

    private final Optional<Path> folder;
    private final Map<String, List<Attempt>> memory;

    private Attempts(Optional<Path> folder, Map<String, List<Attempt>> memory) {
        this.folder = folder;
        this.memory = memory;
    }

    /** Returns those of the learner's own folder; if none is named, those that this JVM remembers. */
    public static Attempts mine() {
        return new Attempts(MyFolder.path(), IN_THIS_JVM);
    }

    /** Returns those below the given folder, which need not exist. */
    public static Attempts in(Path folder) {
        return new Attempts(Optional.of(folder), Map.of());
    }

    /** Returns some that begin empty and are forgotten. */
    public static Attempts inMemory() {
        return new Attempts(Optional.empty(), new ConcurrentHashMap<>());
    }

    /**
     * Keeps an attempt, unless the same answer was kept with the same end: to run a cell again is not to try again.
     *
     * @throws IOException if it cannot be written; what was kept before is as it was
     */
    public void add(String exercise, String answer, boolean solved) throws IOException {
        var attempt = new Attempt(answer, solved, Instant.now().truncatedTo(ChronoUnit.MILLIS));
        if (of(exercise).values().stream().anyMatch(each -> each.answer().equals(answer) && each.solved() == solved)) {
            return;
        }
        if (folder.isPresent()) {
            var json = JsonFiles.object();
            json.put("exercise", exercise);
            json.put("solved", solved);
            json.put("at", attempt.at().toString());
            json.put("answer", answer);
            files(folder.get(), exercise).add(attempt.at(), json);
        } else {
            memory.computeIfAbsent(exercise, _ -> new CopyOnWriteArrayList<>()).add(attempt);
        }
    }

    /** Returns what was tried in an exercise, oldest first. */
    public Stored<Attempt> of(String exercise) {
        var stored = folder.map(path -> files(path, exercise)
                        .read(json -> new Attempt(
                                FindingJson.text(json, "answer"),
                                json.path("solved").asBoolean(),
                                Instant.parse(FindingJson.text(json, "at")))))
                .orElseGet(() -> new Stored<>(memory.getOrDefault(exercise, List.of()), List.of()));
        var attempts = new ArrayList<>(stored.values());
        attempts.sort(Comparator.comparing(Attempt::at));
        return new Stored<>(attempts, stored.problems());
    }

    private static JsonFiles files(Path folder, String exercise) {
        return new JsonFiles(folder.resolve("answers").resolve(exercise));
    }
}
