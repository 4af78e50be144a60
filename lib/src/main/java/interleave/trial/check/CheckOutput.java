package interleave.trial.check;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one check prints: its beginning, its end and how much it is. Guarded by its monitor; two threads that read the
 * child's pipes add to it.
 */
final class CheckOutput {

    /** More than anybody reads, and long before the memory of a reader or the patience of a pipe ends. */
    private static final long FLOOD = 4 << 20;

    private static final int KEPT = 4_096;
    private static final int MOST_LINES = 20;

    private final byte[] first = new byte[KEPT];
    private final byte[] last = new byte[KEPT];
    private long bytes;

    /** Takes a piece, and returns whether it makes this a flood: once. */
    synchronized boolean add(byte... piece) {
        boolean before = bytes > FLOOD;
        for (byte each : piece) {
            if (bytes < KEPT) {
                first[(int) bytes] = each;
            }
            last[(int) (bytes % KEPT)] = each;
            bytes++;
        }
        return !before && bytes > FLOOD;
    }

    synchronized List<String> firstLines() {
        return lines(first, (int) Math.min(bytes, KEPT)).limit(MOST_LINES).toList();
    }

    /** The line whose beginning is lost is left out. */
    synchronized List<String> lastLines() {
        if (bytes <= KEPT) {
            var all = lines(first, (int) bytes).toList();
            return all.subList(Math.max(0, all.size() - MOST_LINES), all.size());
        }
        int start = (int) (bytes % KEPT);
        var inOrder = Arrays.copyOfRange(last, start, start + KEPT);
        System.arraycopy(last, 0, inOrder, KEPT - start, start);
        var all = lines(inOrder, KEPT).skip(1).toList();
        return all.subList(Math.max(0, all.size() - MOST_LINES), all.size());
    }

    private static Stream<String> lines(byte[] bytes, int length) {
        return new String(bytes, 0, length, StandardCharsets.UTF_8).lines();
    }
}
