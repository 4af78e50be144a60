package interleave.trial.child;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Several streams in one pipe: pieces with a head that says which stream they are of.
 *
 * <p>What a program prints on {@code System.out} and {@code System.err} so keeps its order. What comes into the pipe by
 * another way, from the JVM itself or from a process that inherited it, has no head and passes as it is. Both rely on
 * the pipe: a write of no more than {@value #MOST} bytes is never torn. No lock is needed, so no thread that prints can
 * hold up another one, or the thread that reports what they do.
 */
final class Frames {

    /** The streams in the pipe. */
    enum Kind {
        OUTPUT('o'),
        ERROR('e'),
        /** A piece of a thread dump. */
        DUMP('d'),
        /** The end of a thread dump. */
        DUMPED('.'),
        /** The end of a thread dump that failed; its bytes are the reason. */
        NOT_DUMPED('!'),
        /** A piece of a message of the program to its parent. */
        MESSAGE('m'),
        /** The end of a message. */
        MESSAGED('/');

        private final byte wire;

        Kind(char wire) {
            this.wire = (byte) wire;
        }

        private static Kind of(byte wire) throws IOException {
            for (var kind : KINDS) {
                if (kind.wire == wire) {
                    return kind;
                }
            }
            throw new IOException("no frame begins so: " + wire);
        }
    }

    /** Takes what comes out of the pipe; the bytes are the taker's. */
    interface Taker {

        /** Takes a piece of a stream. */
        void take(Kind kind, byte[] piece);
    }

    /** What POSIX guarantees for every pipe. */
    private static final int MOST = 512;

    private static final int HEAD = Long.BYTES + 1 + Short.BYTES;
    private static final Kind[] KINDS = Kind.values();

    private Frames() {}

    /** Returns a sign that no text in UTF-8 contains: it begins with a byte that is never in one. */
    static long sign(long random) {
        return random | 0xFFL << 56;
    }

    /** Returns a frame of at most {@value #MOST} bytes, its head included. */
    static byte[] frame(long sign, Kind kind, byte[] bytes, int offset, int length) {
        return ByteBuffer.allocate(HEAD + length)
                .putLong(sign)
                .put(kind.wire)
                .putShort((short) length)
                .put(bytes, offset, length)
                .array();
    }

    /** Writes one stream into the pipe. Owns nothing; each write is by itself. */
    static final class Writer extends OutputStream {

        private final OutputStream pipe;
        private final long sign;
        private final Kind kind;

        Writer(OutputStream pipe, long sign, Kind kind) {
            this.pipe = pipe;
            this.sign = sign;
            this.kind = kind;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int done = 0;
            do {
                int piece = Math.min(length - done, MOST - HEAD);
                pipe.write(frame(sign, kind, bytes, offset + done, piece));
                done += piece;
            } while (done < length);
        }
    }

    /** Reads the pipe to its end, on this thread. What has no head is of the first kind. */
    static void read(InputStream pipe, long sign, Taker taker) throws IOException {
        var in = new BufferedInputStream(pipe, 1 << 16);
        var head = ByteBuffer.allocate(Long.BYTES).putLong(sign).array();
        var bare = new ByteArrayOutputStream();
        for (int next = peek(in); next >= 0; next = peek(in)) {
            if (next == 0xFF && isNext(in, head)) {
                pass(bare, taker);
                var rest = in.readNBytes(HEAD - head.length);
                if (rest.length == HEAD - head.length) {
                    int length = ByteBuffer.wrap(rest, 1, Short.BYTES).getShort();
                    taker.take(Kind.of(rest[0]), in.readNBytes(length));
                }
            } else {
                bare.write(in.read());
                if (bare.size() == MOST || in.available() == 0) {
                    pass(bare, taker);
                }
            }
        }
        pass(bare, taker);
    }

    private static void pass(ByteArrayOutputStream bare, Taker taker) {
        if (bare.size() > 0) {
            taker.take(Kind.OUTPUT, bare.toByteArray());
            bare.reset();
        }
    }

    private static int peek(InputStream in) throws IOException {
        in.mark(1);
        int next = in.read();
        in.reset();
        return next;
    }

    /** Takes these bytes if they come next. */
    private static boolean isNext(InputStream in, byte... expected) throws IOException {
        in.mark(expected.length);
        if (Arrays.equals(in.readNBytes(expected.length), expected)) {
            return true;
        }
        in.reset();
        return false;
    }
}
