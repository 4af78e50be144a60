package interleave.trial.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import interleave.trial.Budget;
import interleave.trial.Design;
import interleave.trial.Evidence;
import interleave.trial.Finding;
import interleave.trial.Judgement;
import interleave.trial.Machine;
import interleave.trial.Sketch;
import interleave.trial.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class ResultsTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123Z");

    @TempDir
    Path folder;

    private static Finding finding(Instant at, Budget budget, Verdict verdict, Machine machine) {
        var parameters = new LinkedHashMap<>(Map.of("threads", "1, 2"));
        var design = new Design("K99", "Is “it” <so>?", parameters, -7, "It is looked at.", "It is so if it is.");
        var names = StringColumn.create("line", "a\n\"b\"", "");
        names.appendMissing();
        var table = Table.create(
                "caption",
                names,
                IntColumn.create("threads", new int[] {1, 2, Integer.MAX_VALUE}),
                LongColumn.create("count", new long[] {Long.MAX_VALUE, 0, -1}),
                DoubleColumn.create("time", new double[] {0.1, Double.NaN, Double.POSITIVE_INFINITY}),
                BooleanColumn.create("right", true, false, true));
        var sketch = new Sketch(
                Sketch.Shape.DOTS,
                "It is so",
                "3 rounds",
                "threads",
                "time",
                "ms",
                Optional.of(new Sketch.Range("count", "count")),
                "line",
                Sketch.Scale.LOGARITHMIC,
                Optional.of(new Sketch.Level(1, "no difference")));
        var raw = new LinkedHashMap<>(Map.of("1 thread", List.of(0.1, 1e-300, 3.0)));
        var evidence = new Evidence(table, Optional.of(sketch), raw, Optional.of("thread “abandoned”"));
        return new Finding(design, at, budget, machine, evidence, new Judgement(verdict, "because"));
    }

    private static Finding finding() {
        return finding(NOON, Budget.NORMAL, Verdict.DEPENDS, Machine.card());
    }

    private static Machine other() {
        var facts = new LinkedHashMap<>(Machine.card().facts());
        facts.put("processor", "another");
        return new Machine(facts);
    }

    private Path shelf() {
        return folder.resolve("results/K99");
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(shelf())) {
            return files.sorted().toList();
        }
    }

    @Test
    void whatWasKeptComesBackWhole() throws Exception {
        var results = Results.in(folder);
        results.keep(finding());
        var stored = results.of("K99");
        assertEquals(List.of(), stored.problems());
        var back = stored.values().getFirst();
        assertEquals(finding().design(), back.design());
        assertEquals(List.of(NOON, Budget.NORMAL), List.of(back.at(), back.budget()));
        assertEquals(finding().machine().fingerprint(), back.machine().fingerprint());
        assertEquals(finding().judgement(), back.judgement());
        assertEquals(finding().evidence().sketch(), back.evidence().sketch());
        assertEquals(finding().evidence().raw(), back.evidence().raw());
        assertEquals(finding().evidence().disturbedBy(), back.evidence().disturbedBy());
        assertEquals(finding().table().name(), back.table().name());
        assertEquals(
                finding().table().structure().toString(),
                back.table().structure().toString());
        assertEquals(finding().table().toString(), back.table().toString());
        assertTrue(back.table().column("time").isMissing(1));
        assertEquals(Double.POSITIVE_INFINITY, back.table().doubleColumn("time").get(2));
    }

    @Test
    void nothingLeadsBackToAPersonOrAPlace() throws Exception {
        Results.in(folder).keep(finding());
        var text = Files.readString(files().getFirst()) + files().getFirst().getFileName();
        for (var private_ : List.of("user.home", "user.dir", "java.home", "java.io.tmpdir")) {
            assertFalse(text.contains(System.getProperty(private_)), text);
        }
        assertFalse(text.matches("(?s).*\\b" + System.getProperty("user.name") + "\\b.*"), text);
    }

    @Test
    void aDamagedOrNewerFileIsNamedAndLeftAlone() throws Exception {
        var results = Results.in(folder);
        results.keep(finding());
        var good = Files.readString(files().getFirst());
        var newer = ((ObjectNode) JsonFiles.MAPPER.readTree(good)).put("format", JsonFiles.FORMAT + 1);
        var bad = new LinkedHashMap<String, String>();
        bad.put("a-cut.json", good.substring(0, good.length() / 2));
        bad.put("b-empty.json", "");
        bad.put("c-newer.json", newer.toString());
        bad.put("d-list.json", "[1]");
        bad.put("e-no-verdict.json", good.replace("\"verdict\"", "\"verdikt\""));
        bad.put("f-wrong-kind.json", good.replace("2147483647", "\"many\""));
        bad.put("g-two.json", good + good);
        bad.put("h-unknown.json", good.replace("DEPENDS", "PERHAPS"));
        bad.put("i-no-column.json", good.replace("\"low\" : \"count\"", "\"low\" : \"lost\""));
        for (var file : bad.entrySet()) {
            Files.writeString(shelf().resolve(file.getKey()), file.getValue());
        }
        Files.writeString(shelf().resolve(".2026.new"), "{");
        Files.writeString(shelf().resolve("notes.txt"), "mine");
        Files.createDirectory(shelf().resolve("z-folder.json"));

        var stored = results.of("K99");
        assertEquals(1, stored.values().size());
        assertEquals(bad.size() + 1, stored.problems().size(), () -> String.join("\n", stored.problems()));
        var words = String.join("\n", stored.problems());
        for (var name : bad.keySet()) {
            assertTrue(words.contains("results/K99/" + name), words);
        }
        assertTrue(words.contains("c-newer.json cannot be read and is left as it is: it has format 2"), words);
        assertFalse(words.contains(folder.toString()), words);
        results.keep(finding());
        for (var file : bad.entrySet()) {
            assertEquals(file.getValue(), Files.readString(shelf().resolve(file.getKey())));
        }
        assertEquals(2, results.of("K99").values().size());
    }

    @Test
    void manyWritersLoseNothing() throws Exception {
        int writers = 8;
        int each = 25;
        var start = new CountDownLatch(1);
        try (var pool = Executors.newFixedThreadPool(writers)) {
            var jobs = IntStream.range(0, writers)
                    .mapToObj(_ -> pool.submit(() -> {
                        start.await();
                        for (int i = 0; i < each; i++) {
                            // All at the same millisecond, each through a store of its own, as another process has.
                            Results.in(folder).keep(finding());
                        }
                        return null;
                    }))
                    .toList();
            start.countDown();
            for (var job : jobs) {
                job.get();
            }
        }
        var stored = Results.in(folder).of("K99");
        assertEquals(writers * each, stored.values().size());
        assertEquals(List.of(), stored.problems());
        assertEquals(writers * each, files().size(), "nothing half-written may stay");
    }

    @Test
    void aWriteThatFailsLeavesWhatWasThere() throws Exception {
        var results = Results.in(folder);
        results.keep(finding());
        byte[] before = Files.readAllBytes(files().getFirst());
        // The interrupt closes the file under the writer.
        Thread.currentThread().interrupt();
        assertThrows(IOException.class, () -> results.keep(finding()));
        assertTrue(Thread.interrupted(), "the flag is the caller's");
        assertEquals(1, files().size());
        assertArrayEquals(before, Files.readAllBytes(files().getFirst()));
        Files.writeString(folder.resolve("a-file"), "");
        assertThrows(
                IOException.class, () -> Results.in(folder.resolve("a-file")).keep(finding()));
    }

    @Test
    void theNewestVerdictOfThisMachineIsFound() throws Exception {
        var results = Results.in(folder);
        var here = Machine.card();
        assertEquals(Optional.empty(), results.newestJudged("K99", here));
        results.keep(finding(NOON, Budget.NORMAL, Verdict.SUPPORTED, here));
        results.keep(finding(NOON.plusSeconds(1), Budget.THOROUGH, Verdict.UNDECIDED, here));
        results.keep(finding(NOON.plusSeconds(2), Budget.QUICK, Verdict.WITHHELD, here));
        results.keep(finding(NOON.plusSeconds(3), Budget.NORMAL, Verdict.CANNOT_BE_TESTED_HERE, here));
        results.keep(finding(NOON.plusSeconds(4), Budget.NORMAL, Verdict.REFUTED, other()));
        var newest = results.newestJudged("K99", here).orElseThrow();
        assertEquals(NOON.plusSeconds(1), newest.at());
        assertEquals(
                Verdict.REFUTED,
                results.newestJudged("K99", other()).orElseThrow().judgement().verdict());
        assertEquals(Optional.empty(), results.newestJudged("K98", here));
    }

    @Test
    void theVariableNamesTheFolderBeforeTheProperty() {
        assertEquals(Optional.of(Path.of("a").toAbsolutePath()), MyFolder.of("a", "b"));
        assertEquals(Optional.of(Path.of("b").toAbsolutePath()), MyFolder.of(" ", "b"));
        assertEquals(Optional.empty(), MyFolder.of(null, ""));
    }
}
