package interleave.trial.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
 * What learners guessed, and when they first saw what was right: a file for each guess, in {@code guesses/<question>/}.
 *
 * <p>Nothing is ever changed or taken back, so no two notebooks can lose each other's. Without a folder the guesses live
 * as long as this JVM, in lists that any thread may use.
 */
public final class Guesses {

    private static final Map<String, List<Event>> IN_THIS_JVM = new ConcurrentHashMap<>();

    private final Optional<Path> folder;
    private final Map<String, List<Event>> memory;

    private Guesses(Optional<Path> folder, Map<String, List<Event>> memory) {
        this.folder = folder;
        this.memory = memory;
    }

    /** Returns those of the learner's own folder; if none is named, those that this JVM remembers. */
    public static Guesses mine() {
        return new Guesses(MyFolder.path(), IN_THIS_JVM);
    }

    /** Returns those below the given folder, which need not exist. */
    public static Guesses in(Path folder) {
        return new Guesses(Optional.of(folder), Map.of());
    }

    /** Returns some that begin empty and are forgotten. */
    public static Guesses inMemory() {
        return new Guesses(Optional.empty(), new ConcurrentHashMap<>());
    }

    /**
     * Keeps a guess, unless it is the same as the one before: to run a cell again is not to guess again.
     *
     * @throws IOException if it cannot be written; what was kept before is as it was
     */
    public void guess(String question, String option, Optional<String> cell) throws IOException {
        var guesses = of(question).guesses();
        if (guesses.isEmpty() || !guesses.getLast().option().equals(option)) {
            add(question, new Event(false, option, now(), cell));
        }
    }

    /**
     * Keeps that the learner has seen what was right; only the first time counts.
     *
     * @throws IOException if it cannot be written
     */
    public void seen(String question, String option, Optional<String> cell) throws IOException {
        if (of(question).seen().isEmpty()) {
            add(question, new Event(true, option, now(), cell));
        }
    }

    /** Returns what was guessed about a question. */
    public Guessed of(String question) {
        var stored = folder.map(path -> files(path, question).read(Event::read))
                .orElseGet(() -> new Stored<>(memory.getOrDefault(question, List.of()), List.of()));
        var events = new ArrayList<>(stored.values());
        events.sort(Comparator.comparing(Event::at));
        var seen = events.stream().filter(Event::seen).findFirst().map(Event::at);
        var guesses = events.stream()
                .filter(event -> !event.seen())
                .map(event -> new Guess(event.option(), event.at(), event.cell()))
                .toList();
        return new Guessed(guesses, seen, stored.problems());
    }

    private void add(String question, Event event) throws IOException {
        if (folder.isPresent()) {
            files(folder.get(), question).add(event.at(), event.write(question));
        } else {
            memory.computeIfAbsent(question, _ -> new CopyOnWriteArrayList<>()).add(event);
        }
    }

    private static JsonFiles files(Path folder, String question) {
        return new JsonFiles(folder.resolve("guesses").resolve(question));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    /** One thing that happened: a guess, or the first sight of what was right. */
    private record Event(boolean seen, String option, Instant at, Optional<String> cell) {

        ObjectNode write(String question) {
            var json = JsonFiles.object();
            json.put("question", question);
            json.put(seen ? "seen" : "guess", option);
            json.put("at", at.toString());
            cell.ifPresent(id -> json.put("cell", id));
            return json;
        }

        static Event read(JsonNode json) {
            boolean seen = json.has("seen");
            return new Event(
                    seen,
                    FindingJson.text(json, seen ? "seen" : "guess"),
                    Instant.parse(FindingJson.text(json, "at")),
                    json.has("cell") ? Optional.of(FindingJson.text(json, "cell")) : Optional.empty());
        }
    }
}
