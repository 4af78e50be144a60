package interleave.trial.child;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A variable in the environment of a process, by which everything that it starts is found again.
 *
 * <p>A process tree forgets: what outlives its parent belongs to nobody any more. An environment is inherited however a
 * process leaves its parent, its group or its session. Only Linux tells another process' environment; elsewhere nothing
 * is found. A process that starts another with a cleared environment hides it.
 *
 * <p>The mark is in the variable's name, so a process within a process carries both marks. Immutable.
 */
record Mark(String variable) {

    private static final String PREFIX = "INTERLEAVE_CHILD_";
    private static final Path PROCESSES = Path.of("/proc");

    /** Whether this system tells the environment of a process. */
    static final boolean READABLE = Files.isReadable(PROCESSES.resolve("self/environ"));

    /** Returns a mark that no process has. */
    static Mark random() {
        return new Mark(PREFIX + UUID.randomUUID().toString().replace("-", ""));
    }

    /** Kills what carries the mark, this process excepted, and returns how many processes that were. */
    int kill() {
        long self = ProcessHandle.current().pid();
        int found = 0;
        for (var process : marked()) {
            if (process.pid() != self) {
                found++;
                process.destroyForcibly();
            }
        }
        return found;
    }

    /** Returns the processes that carry the mark. One that has ended and waits for its parent to notice does not. */
    List<ProcessHandle> marked() {
        var marked = new ArrayList<ProcessHandle>();
        if (READABLE) {
            try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, Mark::isProcess)) {
                for (var process : processes) {
                    if (carries(process)) {
                        // A handle is of one process, even if its number is given to another: asked again, the
                        // environment is that of the handle's process, or no more there.
                        ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
                                .filter(handle -> carries(process))
                                .ifPresent(marked::add);
                    }
                }
            } catch (IOException unreadable) {
                return marked;
            }
        }
        return marked;
    }

    private static boolean isProcess(Path entry) {
        return Character.isDigit(entry.getFileName().toString().charAt(0));
    }

    private boolean carries(Path process) {
        var environment = process.resolve("environ");
        if (!Files.isReadable(environment)) {
            return false;
        }
        try {
            return new String(Files.readAllBytes(environment), StandardCharsets.ISO_8859_1).contains(variable);
        } catch (IOException gone) {
            return false;
        }
    }
}
