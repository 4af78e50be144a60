package interleave.workload.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogFileTest {

    private static final String LINE = "[0.001s][info][gc] Using G1\n";

    @TempDir
    Path directory;

    private LogFile file(String text) throws IOException {
        return LogFile.of(Files.writeString(directory.resolve("a.log"), text));
    }

    private static List<LogEntry> entries(LogFile file) {
        try (Stream<LogEntry> entries = file.entries()) {
            return entries.toList();
        }
    }

    private static LogSummary sum(List<LogSlice> slices) {
        return slices.stream().map(LogSlice::summary).reduce(LogSummary.EMPTY, LogSummary::plus);
    }

    @Test
    void whatIsNoReadableFileIsRefusedWithAWayOut() throws IOException {
        Path missing = directory.resolve("missing.log");
        String none = assertThrows(IOException.class, () -> LogFile.of(missing)).getMessage();
        assertTrue(none.contains("missing.log") && none.contains("no such file"), none);
        String folder =
                assertThrows(IOException.class, () -> LogFile.of(directory)).getMessage();
        assertTrue(folder.contains("directory; name one log file in it"), folder);
        assertThrows(NullPointerException.class, () -> LogFile.of(null));
    }

    @Test
    void aDeviceIsRefused() {
        Path device = Path.of("/dev/null");
        Assumptions.assumeTrue(Files.exists(device));
        String message =
                assertThrows(IOException.class, () -> LogFile.of(device)).getMessage();
        assertTrue(message.contains("pipe or a device"), message);
    }

    @Test
    void aFileThatMayNotBeReadIsRefused() throws IOException {
        Assumptions.assumeTrue(
                directory.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path secret = Files.writeString(directory.resolve("secret.log"), LINE);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("-wx------"));
        Assumptions.assumeFalse(Files.isReadable(secret), "this user may read everything");
        String message =
                assertThrows(IOException.class, () -> LogFile.of(secret)).getMessage();
        assertTrue(message.contains("make it readable"), message);
    }

    @Test
    void aFileThatIsGoneMeanwhileIsNamed() throws IOException {
        LogFile file = file(LINE);
        LogSlice slice = file.slices(1).getFirst();
        Files.delete(file.path());
        assertTrue(assertThrows(UncheckedIOException.class, file::summary)
                .getMessage()
                .contains("no such file"));
        assertTrue(assertThrows(UncheckedIOException.class, slice::summary)
                .getMessage()
                .contains("a.log"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void aCountBelowOneIsRefused(int count) throws IOException {
        LogFile file = file(LINE);
        assertThrows(IllegalArgumentException.class, () -> file.slices(count));
    }

    @Test
    void anEmptyFileHasNothingAndOneSlice() throws IOException {
        assertEquals(LogSummary.EMPTY, file("").summary());
        assertEquals(1, file("").slices(4).size());
        assertEquals(LogSummary.EMPTY, file("\uFEFF").summary());
        assertEquals(List.of(), entries(file("")));
    }

    @Test
    void aTinyFileHasFewerSlices() throws IOException {
        assertEquals(1, file("a").slices(Integer.MAX_VALUE).size());
        assertEquals(3, file("a\nb\nc\n").slices(100).size());
        assertEquals(1, file("a\n b\n c\n").slices(100).size());
    }

    @Test
    void slicesHoldEveryByteOnceAndBeginAtEntries() throws IOException {
        LogFile file = file((LINE + "\tat c.e.Foo\n\r\n").repeat(50));
        for (int count = 1; count < 30; count++) {
            List<LogSlice> slices = file.slices(count);
            long at = 0;
            for (LogSlice slice : slices) {
                assertEquals(at, slice.start());
                assertEquals(at, slice.reader().next().id());
                at = slice.end();
            }
            assertEquals(Files.size(file.path()), at);
            assertEquals(count, slices.size());
        }
    }

    @Test
    void aCutThatMeetsAnEntryStaysThere() throws IOException {
        for (String end : List.of("\n", "\r", "\r\n")) {
            LogFile file = file(("words" + end).repeat(8));
            long line = 5L + end.length();
            assertEquals(
                    List.of(0L, 2 * line, 4 * line, 6 * line),
                    file.slices(4).stream().map(LogSlice::start).toList());
        }
    }

    @Test
    void aCutMovesBehindALineOfManyBuffers() throws IOException {
        LogFile file = file(LINE + "x".repeat(1_000_000) + "\r\n" + LINE);
        List<LogSlice> slices = file.slices(9);
        assertEquals(file.summary(), sum(slices));
        assertEquals(2, slices.size());
        assertEquals(LINE.length(), slices.getLast().end() - slices.getLast().start());
    }

    @Test
    void anEntryHasItsContinuations() throws IOException {
        LogFile file = file("[1.000s][error][gc] boom\r\njava.lang.Error: x\r\n\tat y\r\n[1.001s][info][gc] next");
        assertEquals(
                List.of(
                        new LogEntry(
                                0,
                                Optional.of("1.000s"),
                                OptionalInt.of(4),
                                Optional.of("gc"),
                                "boom\njava.lang.Error: x\n\tat y",
                                LogFormat.JVM,
                                3,
                                49,
                                0),
                        new LogEntry(
                                53,
                                Optional.of("1.001s"),
                                OptionalInt.of(2),
                                Optional.of("gc"),
                                "next",
                                LogFormat.JVM,
                                1,
                                23,
                                0)),
                entries(file));
    }

    @Test
    void whatNoFormatFitsIsAnEntryThatMayBeContinued() throws IOException {
        LogFile file = file("  top of the file\n indented\n\n indented below an empty line\nwords\n");
        assertEquals(
                List.of("  top of the file\n indented", "\n indented below an empty line", "words"),
                entries(file).stream().map(LogEntry::message).toList());
        LogSummary summary = file.summary();
        assertEquals(5, summary.lines());
        assertEquals(3, summary.entries());
        assertEquals(2, summary.continuations());
        assertEquals(3, summary.unknown());
    }

    @Test
    void anOversizedEntryKeepsItsHeadAndItsLength() throws IOException {
        String prefix = "[1.000s][error][gc] ";
        LogEntry longLine = entries(file(prefix + "x".repeat(200_000) + "\n")).getFirst();
        assertTrue(longLine.isOversized());
        assertEquals(prefix.length() + 200_000, longLine.length());
        assertEquals("x".repeat(LogEntry.KEPT - prefix.length()), longLine.message());
        assertEquals(OptionalInt.of(4), longLine.severity());

        LogEntry manyLines =
                entries(file(prefix + "\n" + "\tat z\n".repeat(100_000))).getFirst();
        assertEquals(100_001, manyLines.lines());
        assertEquals(prefix.length() + 600_000, manyLines.length());
        assertEquals(LogEntry.KEPT - prefix.length(), manyLines.message().length());

        LogEntry fits = entries(file(prefix + "x".repeat(LogEntry.KEPT - prefix.length())))
                .getFirst();
        assertFalse(fits.isOversized());
        assertEquals(LogEntry.KEPT, fits.length());
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 65_500, 65_520, 65_536, 131_060, 131_072, 200_000, 500_000})
    void aLevelBehindALongMessageCounts(int length) throws IOException {
        String end =
                "\",\"nested\":[{\"level\":\"FATAL\"}],\"level\":\"ERROR\",\"x\":\"" + "y".repeat(70_000) + "\"}\n";
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE)) {
            for (String unit : List.of("z", "€", "\\\"", "🐦")) {
                String message = "z" + unit.repeat(length / unit.length());
                String line = "\uFEFF{\"message\":\"" + message + end;
                Path path = Files.write(directory.resolve("long.json"), (line + LINE).getBytes(charset));
                LogFile file = LogFile.of(path);
                LogEntry entry = entries(file).getFirst();
                assertEquals(LogFormat.JSON, entry.format());
                assertEquals(OptionalInt.of(4), entry.severity(), length + " characters of " + unit);
                assertTrue(entry.isOversized());
                assertEquals(2, file.summary().entries());
                assertEquals(file.summary(), sum(file.slices(3)));
            }
        }
    }

    @Test
    void aLevelMayItselfBeCut() throws IOException {
        for (int fill = LogEntry.KEPT - 40; fill < LogEntry.KEPT; fill++) {
            String line = "{\"m\":\"" + "x".repeat(fill) + "\",\"log\": {\"level\":\"ERROR\"} }\n";
            LogFile file = file(line + line);
            assertEquals(2, file.summary().severity(4), "behind " + fill);
        }
        for (int fill = LogEntry.KEPT - 40; fill < LogEntry.KEPT; fill++) {
            String line = "{\"m\":\"" + "x".repeat(fill) + "\",\"level\":30, \"n\":1}\n";
            assertEquals(1, file(line).summary().severity(2), "behind " + fill);
        }
    }

    @Test
    void aLongLineThatStatesNoLevelIsNotTakenForItsNeighbour() throws IOException {
        String stated = "{\"m\":\"" + "x".repeat(70_000) + "\",\"level\":\"ERROR\"}\n";
        String unstated = "{\"m\":\"" + "x".repeat(70_000) + "\"}\n";
        String nothing = "{ not json" + "x".repeat(70_000) + "\",\"level\":\"ERROR\"}\n";
        assertEquals(
                List.of(
                        OptionalInt.of(4),
                        OptionalInt.of(2),
                        OptionalInt.empty(),
                        OptionalInt.of(2),
                        OptionalInt.of(4)),
                entries(file(stated + unstated + nothing + "{}\n" + stated)).stream()
                        .map(LogEntry::severity)
                        .toList());
    }

    @Test
    void whatIsAppendedLaterIsNotRead() throws IOException {
        LogFile file = file(LINE.repeat(10));
        List<LogSlice> slices = file.slices(3);
        Files.writeString(file.path(), LINE, StandardOpenOption.APPEND);
        assertEquals(10, sum(slices).lines());
        assertEquals(11, file.summary().lines());
    }

    @Test
    void aFileThatShrinksEndsWhereItEndsNow() throws IOException {
        LogFile file = file(LINE.repeat(50_000));
        List<LogSlice> slices = file.slices(3);
        try (LogReader reader = slices.getFirst().reader();
                FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.WRITE)) {
            reader.next();
            channel.truncate(LINE.length());
            long left = reader.stream().count();
            assertTrue(left < 50_000 / 3, "only what had been read ahead is left, not " + left);
        }
        assertEquals(1, sum(slices).lines());
        assertEquals(1, file.summary().lines());
    }

    @Test
    void anInterruptEndsReadingAndStays() throws IOException {
        LogSlice slice = file(LINE).slices(1).getFirst();
        Thread.currentThread().interrupt();
        UncheckedIOException ended = assertThrows(UncheckedIOException.class, slice::summary);
        assertInstanceOf(ClosedByInterruptException.class, ended.getCause());
        assertTrue(Thread.interrupted());
    }

    @Test
    void aReaderEndsAtTheLastEntryOrWhenClosed() throws IOException {
        LogFile file = file(LINE + LINE);
        LogReader reader = file.slices(1).getFirst().reader();
        reader.next();
        reader.close();
        reader.close();
        assertFalse(reader.hasNext());
        assertThrows(NoSuchElementException.class, reader::next);

        LogReader closedByStream = file.slices(1).getFirst().reader();
        try (Stream<LogEntry> first = closedByStream.stream().limit(1)) {
            assertEquals(1, first.count());
        }
        assertFalse(closedByStream.hasNext());
    }

    @Test
    void binaryIsReadToItsEnd() throws IOException {
        byte[] bytes = new byte[100_000];
        new java.util.Random(5).nextBytes(bytes);
        Path path = Files.write(directory.resolve("binary"), bytes);
        LogSummary summary = LogFile.of(path).summary();
        NaiveCount naive = NaiveCount.of(bytes);
        assertEquals(naive.lines().size(), summary.lines());
        assertEquals(naive.replaced(), summary.replaced());
        assertTrue(summary.replaced() > 10_000);
        assertEquals(new String(bytes, StandardCharsets.UTF_8).contains("\uFFFD"), summary.replaced() > 0);
    }

    @Test
    void namesItselfWithoutItsPlace() throws IOException {
        assertEquals("a.log", file(LINE).toString());
        assertEquals(
                "bytes 0 to " + LINE.length() + " of a.log",
                file(LINE).slices(1).getFirst().toString());
    }
}
