package interleave.workload.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/** How the bytes of a log become text: UTF-8, or UTF-16 where the file says so by its byte order mark. */
enum Encoding {
    UTF_8(1, 0),
    UTF_8_MARKED(1, 3),
    UTF_16BE(2, 2),
    UTF_16LE(2, 2);

    private static final char REPLACEMENT = '\uFFFD';

    private final int width;
    private final int markLength;

    Encoding(int width, int markLength) {
        this.width = width;
        this.markLength = markLength;
    }

    /** Reads the first bytes of a file; a file shorter than a mark has none. */
    static Encoding of(FileChannel channel) throws IOException {
        byte[] mark = new byte[3];
        ByteBuffer buffer = ByteBuffer.wrap(mark);
        while (buffer.hasRemaining() && channel.read(buffer, buffer.position()) > 0) {}
        int length = buffer.position();
        if (length >= 3 && mark[0] == (byte) 0xEF && mark[1] == (byte) 0xBB && mark[2] == (byte) 0xBF) {
            return UTF_8_MARKED;
        }
        if (length >= 2 && mark[0] == (byte) 0xFE && mark[1] == (byte) 0xFF) {
            return UTF_16BE;
        }
        if (length >= 2 && mark[0] == (byte) 0xFF && mark[1] == (byte) 0xFE) {
            return UTF_16LE;
        }
        return UTF_8;
    }

    /** Returns the bytes of one code unit: a line end, and a cut between two slices, is at a multiple of it. */
    int width() {
        return width;
    }

    /** Returns the bytes of the byte order mark, which are no text. */
    int markLength() {
        return markLength;
    }

    /** Returns the index of the first CR or LF in the range, or {@code to}. */
    int lineEnd(byte[] bytes, int from, int to) {
        if (width == 1) {
            for (int i = from; i < to; i++) {
                if (bytes[i] == '\n' || bytes[i] == '\r') {
                    return i;
                }
            }
            return to;
        }
        for (int i = from; i + 1 < to; i += 2) {
            char unit = unit(bytes, i);
            if (unit == '\n' || unit == '\r') {
                return i;
            }
        }
        return to;
    }

    /** Returns the code unit at an index; in UTF-8 that is a byte. */
    char unit(byte[] bytes, int i) {
        return switch (this) {
            case UTF_8, UTF_8_MARKED -> (char) (bytes[i] & 0xFF);
            case UTF_16BE -> (char) ((bytes[i] & 0xFF) << 8 | (bytes[i + 1] & 0xFF));
            case UTF_16LE -> (char) ((bytes[i + 1] & 0xFF) << 8 | (bytes[i] & 0xFF));
        };
    }

    /** Returns the text of the range, with U+FFFD in place of what is none. */
    String decode(byte[] bytes, int from, int to) {
        return width == 1 ? new String(bytes, from, to - from, StandardCharsets.UTF_8) : decodeUtf16(bytes, from, to);
    }

    /** The JDK's decoder would take a whole character for damaged along with the half pair in front of it. */
    private String decodeUtf16(byte[] bytes, int from, int to) {
        char[] text = new char[(to - from + 1) / 2];
        for (int i = 0; i < text.length; i++) {
            int at = from + 2 * i;
            text[i] = at + 1 < to ? unit(bytes, at) : REPLACEMENT;
        }
        for (int i = 0; i < text.length; i++) {
            if (i + 1 < text.length && Character.isSurrogatePair(text[i], text[i + 1])) {
                i++;
            } else if (Character.isSurrogate(text[i])) {
                text[i] = REPLACEMENT;
            }
        }
        return new String(text);
    }

    /** Returns how many characters of the decoded range stand for damage; a U+FFFD that the file itself holds is none. */
    int replaced(String text, byte[] bytes, int from, int to) {
        // A string of Latin-1 characters, which nearly every line is, answers this without a look at them.
        if (text.indexOf(REPLACEMENT) < 0) {
            return 0;
        }
        int found = (int) text.chars().filter(c -> c == REPLACEMENT).count();
        return found - genuine(bytes, from, to);
    }

    private int genuine(byte[] bytes, int from, int to) {
        int count = 0;
        if (width == 1) {
            // 0xEF never continues a character, so wherever these three bytes stand they are one.
            for (int i = from; i + 2 < to; i++) {
                if (bytes[i] == (byte) 0xEF && bytes[i + 1] == (byte) 0xBF && bytes[i + 2] == (byte) 0xBD) {
                    count++;
                }
            }
        } else {
            for (int i = from; i + 1 < to; i += 2) {
                if (unit(bytes, i) == REPLACEMENT) {
                    count++;
                }
            }
        }
        return count;
    }

    /**
     * Returns where a range that goes on behind {@code to} can be cut so that both parts decode as the whole would: at
     * most 3 bytes before {@code to}.
     */
    int cut(byte[] bytes, int from, int to) {
        if (width == 2) {
            int even = to - (to - from) % 2;
            boolean pairBegins = even - from >= 2 && Character.isHighSurrogate(unit(bytes, even - 2));
            return pairBegins ? even - 2 : even;
        }
        // A byte from 0xC0 on always begins a character, valid or not, and none is longer than 4 bytes.
        for (int i = to - 1; i >= Math.max(from, to - 3); i--) {
            if ((bytes[i] & 0xFF) >= 0xC0) {
                return i;
            }
        }
        return to;
    }
}
