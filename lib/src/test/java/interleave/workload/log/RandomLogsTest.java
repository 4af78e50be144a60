package interleave.workload.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files made of all kinds of lines, line ends, encodings and damage: nothing is lost, however they are cut. */
class RandomLogsTest {

    private static final List<String> LINES = List.of(
            "",
            "",
            "[0.001s][info][gc] Using G1",
            "[            ] rest of a message",
            "<34>Oct 11 22:14:15 host1 su: failed for guest",
            "Jan  2 10:11:12 host1 kernel: up",
            "127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 404 2326",
            "[Fri Sep 09 10:42:29.902022 2011] [core:error] [pid 3:tid 4] no file",
            "10:11:12.345 [main] WARN  c.e.Foo - grüße, 世界 🐦",
            " INFO [main] c.e.Foo - padded",
            " WARN 2024-01-02 10:11:12,345 [main] c.e.Foo - padded",
            " INFO 2024 is a year here",
            " INFO is a word here",
            "{\"level\":50,\"msg\":\"späte\"}",
            "\tat c.e.Foo.bar(Foo.java:1)",
            "at once",
            "attention",
            "Caused by: c.e.FooException: no",
            "java.lang.IllegalStateException: grün",
            "java.lang.Error",
            "java.lang.Errors: no exception",
            "    indented",
            "plain words");

    private static final List<String> ENDS = List.of("\n", "\r\n", "\r");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyLineIsAccountedForHoweverTheFileIsCut(long seed) throws Exception {
        Random random = new Random(seed);
        for (int round = 0; round < 6; round++) {
            byte[] bytes = randomLog(random);
            Path path = Files.write(directory.resolve("random.log"), bytes);
            LogFile file = LogFile.of(path);
            NaiveCount naive = NaiveCount.of(bytes);
            LogSummary whole = file.summary();
            List<LogEntry> entries = read(file.entries());

            assertEquals(naive.lines().size(), whole.lines());
            assertEquals(naive.continuations(), whole.continuations());
            assertEquals(naive.replaced(), whole.replaced());
            assertEquals(whole.entries(), entries.size());
            assertEquals(
                    naive.characters() + naive.continuations(),
                    entries.stream().mapToLong(LogEntry::length).sum());
            for (int count = 1; count <= 9; count++) {
                List<LogSlice> slices = file.slices(count);
                assertTrue(slices.size() <= count);
                LogSummary sum = slices.stream().map(LogSlice::summary).reduce(LogSummary.EMPTY, LogSummary::plus);
                assertEquals(whole, sum);
                List<LogEntry> fromSlices = new ArrayList<>();
                for (LogSlice slice : slices) {
                    fromSlices.addAll(read(slice.entries()));
                }
                assertEquals(entries, fromSlices, "in " + count + " slices");
            }
        }
    }

    private static List<LogEntry> read(Stream<LogEntry> entries) {
        try (entries) {
            return entries.toList();
        }
    }

    private static byte[] randomLog(Random random) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int encoding = random.nextInt(4);
        Charset charset = switch (encoding) {
            case 0 -> StandardCharsets.UTF_16LE;
            case 1 -> StandardCharsets.UTF_16BE;
            default -> StandardCharsets.UTF_8;
        };
        if (encoding < 3) {
            bytes.writeBytes("\uFEFF".getBytes(charset));
        }
        int lines = random.nextInt(random.nextBoolean() ? 8 : 400);
        String end = ENDS.get(random.nextInt(3));
        boolean mixed = random.nextBoolean();
        for (int i = 0; i < lines; i++) {
            String line = LINES.get(random.nextInt(LINES.size()));
            if (random.nextInt(200) == 0) {
                String fill = "x€🐦".repeat(random.nextInt(60_000));
                line = line.startsWith("{") ? "{\"msg\":\"" + fill + "\"," + line.substring(1) : line + fill;
            }
            bytes.writeBytes(line.getBytes(charset));
            if (random.nextInt(10) == 0) {
                bytes.writeBytes(damage(random, charset));
            }
            boolean last = i + 1 == lines;
            if (!last || random.nextBoolean()) {
                bytes.writeBytes((mixed ? ENDS.get(random.nextInt(3)) : end).getBytes(charset));
            }
        }
        if (!charset.equals(StandardCharsets.UTF_8) && random.nextInt(4) == 0) {
            bytes.write('x');
        }
        return bytes.toByteArray();
    }

    /** Bytes that are no text: parts of UTF-8 characters, or halves of surrogate pairs. */
    private static byte[] damage(Random random, Charset charset) {
        if (!charset.equals(StandardCharsets.UTF_8)) {
            int half = 0xD8 + random.nextInt(8);
            return charset.equals(StandardCharsets.UTF_16BE)
                    ? new byte[] {(byte) half, 1}
                    : new byte[] {1, (byte) half};
        }
        byte[] damage = new byte[1 + random.nextInt(4)];
        for (int i = 0; i < damage.length; i++) {
            damage[i] = (byte) (0x80 + random.nextInt(0x80));
        }
        return damage;
    }
}
