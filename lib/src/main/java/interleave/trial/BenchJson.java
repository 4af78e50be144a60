package interleave.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;

/** How results of benchmarks are kept: one JSON object with the conditions beside what JMH itself writes. */
final class BenchJson {

    /** Grows when a reader of the former form would misread the new one. */
    private static final int FORMAT = 1;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private BenchJson() {}

    static ObjectNode of(
            String kind, String title, Instant at, Budget budget, Machine machine, List<String> conditions) {
        var json = MAPPER.createObjectNode();
        json.put("format", FORMAT);
        json.put("kind", kind);
        json.put("title", title);
        json.put("at", at.toString());
        json.put("budget", budget.toString());
        var facts = json.putObject("machine");
        machine.facts().forEach(facts::put);
        var list = json.putArray("conditions");
        conditions.forEach(list::add);
        return json;
    }

    static ObjectNode withJmh(ObjectNode json, String jmhJson) {
        try {
            json.set("jmh", MAPPER.readTree(jmhJson));
            return json;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("JMH wrote no JSON: " + e.getMessage(), e);
        }
    }

    static String text(ObjectNode json) {
        return json.toPrettyString();
    }

    /** Writes a new file; its name is of characters that every file system takes. */
    static Path save(Path folder, String title, Instant at, String text) throws IOException {
        Files.createDirectories(folder);
        var name = (title + "-" + at.toString()).replaceAll("[^\\w.-]+", "-");
        for (int copy = 1; ; copy++) {
            var file = folder.resolve(name + (copy == 1 ? "" : "-" + copy) + ".json");
            try {
                return Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
            } catch (FileAlreadyExistsException anotherOfTheSameMoment) {
                // The next number is tried.
            }
        }
    }
}
