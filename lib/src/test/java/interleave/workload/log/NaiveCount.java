package interleave.workload.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Counts a log in memory by means that share nothing with the code under test: whole-file decoding and regexes. */
record NaiveCount(List<String> lines, long continuations, long characters, long replaced) {

    private static final Pattern CONTINUATION = Pattern.compile(
            "[ \t].*|at .*|Caused by:.*|Suppressed:.*|\\[ +](?: .*)?"
                    + "|(?:[\\p{L}\\p{N}_$]+\\.)+[\\p{L}\\p{N}_$]*(?:Exception|Error|Throwable)(?::|: .*)?",
            Pattern.DOTALL);

    private static final Pattern PADDED_LEVEL =
            Pattern.compile(" (?:INFO|WARN) +(?:- |\\[|\\S+ -+ |\\S+ ?: |\\d{4}-\\d\\d-\\d\\d \\d\\d:).*");

    static NaiveCount of(byte[] bytes) {
        Charset charset = StandardCharsets.UTF_8;
        int mark = 0;
        String first = String.format("%02X%02X%02X", at(bytes, 0), at(bytes, 1), at(bytes, 2));
        if (first.equals("EFBBBF")) {
            mark = 3;
        } else if (first.startsWith("FEFF")) {
            charset = StandardCharsets.UTF_16BE;
            mark = 2;
        } else if (first.startsWith("FFFE")) {
            charset = StandardCharsets.UTF_16LE;
            mark = 2;
        }
        String text = charset.equals(StandardCharsets.UTF_8)
                ? new String(bytes, mark, bytes.length - mark, charset)
                : utf16(bytes, charset.equals(StandardCharsets.UTF_16BE));
        String[] split = text.split("\r\n|\r|\n", -1);
        List<String> lines = Arrays.asList(split);
        if (lines.getLast().isEmpty()) {
            lines = lines.subList(0, lines.size() - 1);
        }
        long continuations = lines.stream()
                .skip(1)
                .filter(line -> CONTINUATION.matcher(line).matches()
                        && !PADDED_LEVEL.matcher(line).matches())
                .count();
        long characters = lines.stream().mapToLong(String::length).sum();
        long replaced = text.chars().filter(c -> c == '\uFFFD').count();
        return new NaiveCount(List.copyOf(lines), continuations, characters, replaced);
    }

    /** Java's regular expressions see a pair of surrogates as one character, so what they find is half a pair. */
    private static String utf16(byte[] bytes, boolean bigEndian) {
        CharBuffer units = ByteBuffer.wrap(bytes)
                .order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
                .asCharBuffer();
        String text = units.subSequence(1, units.length()) + (bytes.length % 2 == 1 ? "\uFFFD" : "");
        return text.replaceAll("[\\x{D800}-\\x{DFFF}]", "\uFFFD");
    }

    private static int at(byte[] bytes, int i) {
        return i < bytes.length ? bytes[i] & 0xFF : 0;
    }

    /** Returns how many lines the pattern is found in. */
    long matching(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return lines.stream().filter(line -> pattern.matcher(line).find()).count();
    }
}
