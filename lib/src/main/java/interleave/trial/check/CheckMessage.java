package interleave.trial.check;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What parent and child of a {@link CheckJvm} say to each other. Immutable, but for the bytes of classes. */
sealed interface CheckMessage {

    /** Parent: run this task. */
    record Request(long number, String task, String argument, Map<String, byte[]> classes) implements CheckMessage {}

    /** Child: ready for a check. */
    record Ready() implements CheckMessage {}

    /** Child: what the check does now. */
    record Progress(long number, String doing) implements CheckMessage {}

    /** Child: the check returned. */
    record Returned(long number, String text, List<String> left) implements CheckMessage {}

    /** Child: the check threw. */
    record Threw(long number, String error, String stack) implements CheckMessage {}

    /** Child: there are too many threads, and it ends. */
    record Crowded(int threads) implements CheckMessage {}

    /** Returns the message in bytes. */
    default byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        try {
            switch (this) {
                case Request request -> {
                    head(out, 'c', request.number);
                    text(out, request.task);
                    text(out, request.argument);
                    out.writeInt(request.classes.size());
                    for (var each : request.classes.entrySet()) {
                        text(out, each.getKey());
                        out.writeInt(each.getValue().length);
                        out.write(each.getValue());
                    }
                }
                case Ready _ -> head(out, 'r', 0);
                case Progress progress -> {
                    head(out, 'p', progress.number);
                    text(out, progress.doing);
                }
                case Returned returned -> {
                    head(out, 'a', returned.number);
                    text(out, returned.text);
                    out.writeInt(returned.left.size());
                    for (var each : returned.left) {
                        text(out, each);
                    }
                }
                case Threw threw -> {
                    head(out, 't', threw.number);
                    text(out, threw.error);
                    text(out, threw.stack);
                }
                case Crowded crowded -> head(out, 'm', crowded.threads);
            }
        } catch (IOException impossible) {
            throw new AssertionError("a write to memory does not fail", impossible);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a message.
     *
     * @throws IOException if the bytes are none
     */
    static CheckMessage read(byte... bytes) throws IOException {
        var in = new DataInputStream(new ByteArrayInputStream(bytes));
        char kind = (char) in.readByte();
        long number = in.readLong();
        return switch (kind) {
            case 'c' -> {
                var task = text(in);
                var argument = text(in);
                int count = in.readInt();
                var classes = HashMap.<String, byte[]>newHashMap(count);
                for (int i = 0; i < count; i++) {
                    classes.put(text(in), in.readNBytes(in.readInt()));
                }
                yield new Request(number, task, argument, classes);
            }
            case 'r' -> new Ready();
            case 'p' -> new Progress(number, text(in));
            case 'a' -> {
                var text = text(in);
                int count = in.readInt();
                var left = new ArrayList<String>();
                for (int i = 0; i < count; i++) {
                    left.add(text(in));
                }
                yield new Returned(number, text, left);
            }
            case 't' -> new Threw(number, text(in), text(in));
            case 'm' -> new Crowded((int) number);
            default -> throw new IOException("no message begins so: " + kind);
        };
    }

    private static void head(DataOutputStream out, char kind, long number) throws IOException {
        out.writeByte(kind);
        out.writeLong(number);
    }

    /** Not with writeUTF, which takes no more than 64 kB. */
    private static void text(DataOutputStream out, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
