package interleave.trial.store;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * A folder of JSON files, each written once and never changed. The folder owns nothing in memory; any number of
 * processes may use it at once.
 */
final class JsonFiles {

    /** Every file says by which rules it was written. A change that an older reader would misread raises the number. */
    static final int FORMAT = 1;

    static final ObjectMapper MAPPER = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final String END = ".json";
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss-SSS'Z'").withZone(ZoneOffset.UTC);

    private final Path folder;

    JsonFiles(Path folder) {
        this.folder = folder;
    }

    /** Returns a new object that carries the format's number. */
    static ObjectNode object() {
        return MAPPER.createObjectNode().put("format", FORMAT);
    }

    /**
     * Writes a new file, named after a time and nothing of this machine. It is there whole or not at all.
     *
     * @throws IOException if it cannot be written; nothing is left of it then
     */
    void add(Instant at, ObjectNode content) throws IOException {
        // Something random, since two notebooks may finish in the same millisecond.
        write(NAME.format(at) + "-" + UUID.randomUUID().toString().substring(0, 8), text(content));
    }

    /**
     * Writes a new file as {@link #add} does, unless the same content was kept of that time already.
     *
     * @throws IOException if it cannot be written; nothing is left of it then
     */
    void addOnce(Instant at, ObjectNode content) throws IOException {
        var text = text(content);
        var digest = UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
        var name = NAME.format(at) + "-" + digest.toString().substring(0, 8);
        if (!Files.exists(folder.resolve(name + END))) {
            write(name, text);
        }
    }

    private static String text(ObjectNode content) throws IOException {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n";
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder);
        var unfinished = folder.resolve("." + name + "-" + UUID.randomUUID() + ".new");
        try {
            try (var file = FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
                // Before the move: a crash must not leave the name without the content.
                file.force(true);
            }
            Files.move(unfinished, folder.resolve(name + END), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Returns what all files of the folder hold, oldest first. A folder that is not there holds none. */
    <T> Stored<T> read(Function<JsonNode, T> reader) {
        var values = new ArrayList<T>();
        var problems = new ArrayList<String>();
        try {
            for (var file : files()) {
                try {
                    values.add(value(file, reader));
                } catch (IOException | RuntimeException e) {
                    problems.add("%s cannot be read and is left as it is: %s".formatted(shortName(file), reason(e)));
                }
            }
        } catch (IOException e) {
            problems.add("%s cannot be read: %s".formatted(folder.getFileName(), reason(e)));
        }
        return new Stored<>(values, problems);
    }

    private List<Path> files() throws IOException {
        // No hidden ones: they are being written, or were when the power failed.
        DirectoryStream.Filter<Path> finished = file -> {
            var name = file.getFileName().toString();
            return name.endsWith(END) && !name.startsWith(".");
        };
        try (var found = Files.newDirectoryStream(folder, finished)) {
            var files = new ArrayList<Path>();
            found.forEach(files::add);
            files.sort(null);
            return files;
        } catch (NoSuchFileException | NotDirectoryException nothingKeptYet) {
            return List.of();
        }
    }

    private static <T> T value(Path file, Function<JsonNode, T> reader) throws IOException {
        var content = MAPPER.readTree(Files.readAllBytes(file));
        if (!content.path("format").isIntegralNumber()) {
            throw new IllegalArgumentException("it does not say which format it has");
        }
        long format = content.path("format").asLong();
        if (format > FORMAT) {
            throw new IllegalArgumentException(
                    "it has format %d, and this version of the laboratory reads up to %d; update it"
                            .formatted(format, FORMAT));
        }
        return reader.apply(content);
    }

    private String shortName(Path file) {
        return folder.getParent().getFileName() + "/" + folder.getFileName() + "/" + file.getFileName();
    }

    private static String reason(Exception e) {
        return switch (e) {
            case JacksonException damaged -> "it is damaged (" + damaged.getOriginalMessage() + ")";
            case IOException unreadable -> unreadable.getClass().getSimpleName();
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }
}
