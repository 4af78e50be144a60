package interleave.workload.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {

    /** What a reader has room for at a time; lines around this length meet every case at its edge. */
    private static final int BUFFER = 2 * LineReader.KEPT;

    private record Line(long offset, String text, long length, long replaced) {}

    @TempDir
    Path directory;

    private List<Line> read(byte[] bytes) throws IOException {
        Path file = Files.write(directory.resolve("lines"), bytes);
        try (FileChannel channel = FileChannel.open(file)) {
            Encoding encoding = Encoding.of(channel);
            LineReader reader = new LineReader(channel, encoding, encoding.markLength(), bytes.length);
            List<Line> lines = new ArrayList<>();
            while (reader.next()) {
                lines.add(new Line(reader.offset(), reader.text(), reader.length(), reader.replaced()));
            }
            return lines;
        }
    }

    private List<String> texts(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8)).stream()
                .map(Line::text)
                .toList();
    }

    @Test
    void linesEndAtLfCrlfAndCr() throws IOException {
        assertEquals(List.of("a", "b", "c", "", "", "d"), texts("a\nb\r\nc\r\r\n\nd"));
        assertEquals(List.of("", "", ""), texts("\n\r\r\n"));
    }

    @Test
    void aFinalLineEndAddsNoLine() throws IOException {
        assertEquals(List.of(), texts(""));
        assertEquals(List.of("a"), texts("a"));
        assertEquals(List.of("a"), texts("a\n"));
        assertEquals(List.of("a"), texts("a\r"));
        assertEquals(List.of("a", ""), texts("a\n\n"));
        assertEquals(List.of(), texts("\uFEFF"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void theByteOrderMarkIsDropped(String charset) throws IOException {
        Charset named = Charset.forName(charset);
        int mark = "\uFEFF".getBytes(named).length;
        int second = "\uFEFFgröße\r\n".getBytes(named).length;
        assertEquals(
                List.of(new Line(mark, "größe", 5, 0), new Line(second, "\uFEFF🐦", 3, 0)),
                read("\uFEFFgröße\r\n\uFEFF🐦\n".getBytes(named)));
    }

    @Test
    void utf16WithoutAMarkIsNotGuessed() throws IOException {
        assertEquals(
                List.of("a\0", "\0b\0"),
                read("a\nb".getBytes(StandardCharsets.UTF_16LE)).stream()
                        .map(Line::text)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "FF, 1",
        "C3, 1",
        "E2 82, 1",
        "E2 82 78, 1",
        "80 80, 2",
        "F0 9F 90, 1",
        "F8 88 80 80 80, 5",
        "C0 AF, 2",
        "ED A0 80, 1",
        "EF BF BD, 0",
        "F0 EF BF BD, 1",
        "C3 A9, 0"
    })
    void damagedBytesAreReplacedAndCounted(String hex, int replaced) throws IOException {
        byte[] damage = HexFormat.ofDelimiter(" ").parseHex(hex);
        Line line = read(damage).getFirst();
        assertEquals(replaced, line.replaced());
        assertEquals(new String(damage, StandardCharsets.UTF_8), line.text());
    }

    @Test
    void halfAPairAndHalfAUnitAreDamagedInUtf16() throws IOException {
        byte[] bytes = {(byte) 0xFE, (byte) 0xFF, 0, 'a', (byte) 0xD8, 0, 0, 'b', (byte) 0xDC, 0, 0, '\n', 0, 'c', 0};
        assertEquals(List.of(new Line(2, "a\uFFFDb\uFFFD", 4, 2), new Line(12, "c\uFFFD", 2, 1)), read(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void aLineEndMayMeetTheEndOfTheBuffer(String end) throws IOException {
        for (int length = BUFFER - 4; length <= BUFFER + 4; length++) {
            List<Line> lines = read(("x".repeat(length) + end + "next" + end).getBytes(StandardCharsets.UTF_8));
            assertEquals(2, lines.size(), "behind " + length + " characters");
            assertEquals(length, lines.getFirst().length());
            assertEquals(new Line(length + end.length(), "next", 4, 0), lines.getLast());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void aCharacterMayMeetTheEndOfTheBuffer(String charset) throws IOException {
        for (int length = BUFFER / 2 - 5; length <= BUFFER / 2 + 5; length++) {
            for (int repeat : new int[] {1, 2}) {
                String text = "x".repeat(length * repeat) + "🐦é€".repeat(10);
                Line line = read(("\uFEFF" + text).getBytes(Charset.forName(charset)))
                        .getFirst();
                assertEquals(text.length(), line.length());
                assertEquals(0, line.replaced());
            }
        }
    }

    @Test
    void damageFarBehindWhatIsKeptIsCounted() throws IOException {
        byte[] bytes = "y".repeat(5 * BUFFER).getBytes(StandardCharsets.UTF_8);
        bytes[BUFFER - 1] = (byte) 0xC3;
        bytes[3 * BUFFER] = (byte) 0x80;
        Line line = read(bytes).getFirst();
        assertEquals(2, line.replaced());
        assertEquals(bytes.length, line.length());
    }

    @Test
    void aLongLineKeepsItsHead() throws IOException {
        for (String unit : List.of("x", "é", "€", "🐦", "x🐦")) {
            String text = unit.repeat(3 * BUFFER / unit.length());
            Line line = read((text + "\nz").getBytes(StandardCharsets.UTF_8)).getFirst();
            assertEquals(text.length(), line.length());
            assertTrue(text.startsWith(line.text()));
            // One less where the last place would hold half a pair.
            assertEquals(LineReader.KEPT, line.text().length(), 1);
            assertTrue(!Character.isHighSurrogate(line.text().charAt(line.text().length() - 1)));
        }
    }
}
