package interleave.trial.check;

import interleave.trial.child.ChildJvm;
import interleave.trial.child.Scratch;
import interleave.trial.child.WatchedChild;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * One child JVM that runs checks, and its folder for temporary files.
 *
 * <p>Owned by one thread at a time, which asks and waits; the threads that read the child's pipes complete what it waits
 * for. It ends when it is ended, and with this JVM.
 */
final class CheckChild {

    private static final int HEAP = 256;

    /** Far more than any machine needs: a child that is not ready then never will be. */
    private static final Duration LONGEST_START = Duration.ofMinutes(1);

    /** What is known about a check that is stuck is told soon, or not at all. */
    private static final Duration LAST_QUESTION = Duration.ofSeconds(3);

    /** What the JVM prints before it ends for want of memory. */
    private static final String NO_MEMORY = "Terminating due to java.lang.OutOfMemoryError";

    /** What outlives a check, such as a class that the model checker has rewritten, adds up. */
    private static final int MOST_CHECKS = 300;

    private final Scratch scratch = Scratch.create();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final WatchedChild jvm;
    private int served;

    /** The check that runs, or ran last. Written by the owner before it asks; the readers see it through the pipe. */
    private volatile Running running = new Running(0, doing -> {});

    /** What the readers tell of one check. */
    private static final class Running {
        final long number;
        final Consumer<String> heard;
        final CheckOutput output = new CheckOutput();
        final CompletableFuture<CheckReply> reply = new CompletableFuture<>();
        volatile String progress = "";

        Running(long number, Consumer<String> heard) {
            this.number = number;
            this.heard = heard;
        }
    }

    private CheckChild(List<String> flags) {
        try {
            // It has to be there when the JVM starts.
            var folder = Files.createDirectory(scratch.folder().resolve(CheckTask.CLASSES));
            jvm = ChildJvm.of(CheckServer.class)
                    .classPath(folder)
                    .scratch(scratch)
                    .heap(HEAP)
                    .flags("-XX:+UseSerialGC", "-XX:MaxMetaspaceSize=256m", "-XX:MaxDirectMemorySize=64m")
                    .flags("-XX:+ExitOnOutOfMemoryError")
                    .flags(flags.toArray(String[]::new))
                    .watch(new Ear());
            scratch.usedBy(jvm);
        } catch (IOException noFolder) {
            scratch.close();
            throw new UncheckedIOException("A folder for classes cannot be made: " + noFolder.getMessage(), noFolder);
        } catch (RuntimeException | Error notStarted) {
            scratch.close();
            throw notStarted;
        }
    }

    /**
     * Starts a child and waits until it is ready.
     *
     * @param flags of the JVM, added to its own
     * @throws IllegalStateException if it does not become ready, or if this JVM is shutting down
     */
    static CheckChild start(List<String> flags) {
        var child = new CheckChild(flags);
        try {
            CompletableFuture.anyOf(child.ready, child.jvm.process().onExit())
                    .get(LONGEST_START.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException | InterruptedException e) {
            child.end();
            throw new IllegalStateException("the JVM that checks answers is not ready: " + child.said(), e);
        }
        if (!child.ready.isDone()) {
            child.end();
            throw new IllegalStateException("the JVM that checks answers ended at its start: " + child.said());
        }
        return child;
    }

    private String said() {
        return String.join("\n", running.output.lastLines());
    }

    /** Hears the child, on the two threads that read its pipes. */
    private final class Ear implements WatchedChild.Listener {

        @Override
        public void printed(boolean error, byte[] piece) {
            var check = running;
            if (check.output.add(piece)) {
                check.reply.complete(new CheckReply.Flooded(check.output.firstLines()));
            }
        }

        @Override
        public void sent(byte[] message) {
            try {
                heard(CheckMessage.read(message));
            } catch (IOException | IllegalArgumentException forged) {
                // The code that is checked has written on the line: nothing that follows can be trusted.
                running.reply.complete(
                        new CheckReply.Threw("the child says what nobody understands: " + forged.getMessage(), ""));
            }
        }
    }

    private void heard(CheckMessage message) {
        var check = running;
        switch (message) {
            case CheckMessage.Ready _ -> ready.complete(null);
            case CheckMessage.Progress progress
            when progress.number() == check.number -> {
                check.progress = progress.doing();
                check.heard.accept(progress.doing());
            }
            case CheckMessage.Returned returned
            when returned.number() == check.number ->
                check.reply.complete(
                        new CheckReply.Answered(returned.text(), returned.left(), check.output.lastLines()));
            case CheckMessage.Threw threw
            when threw.number() == check.number ->
                check.reply.complete(new CheckReply.Threw(threw.error(), threw.stack()));
            case CheckMessage.Crowded crowded -> check.reply.complete(new CheckReply.TooManyThreads(crowded.threads()));
            default -> {
                // Of a check before, whose time has passed.
            }
        }
    }

    boolean isAlive() {
        return jvm.process().isAlive();
    }

    /** Runs one check and waits for what becomes of it. An interrupt leaves the check running: end the child then. */
    CheckReply run(CheckMessage.Request request, Duration within, Consumer<String> heard) throws InterruptedException {
        var check = new Running(request.number(), heard);
        running = check;
        jvm.send(request.bytes());
        try {
            CompletableFuture.anyOf(check.reply, jvm.process().onExit()).get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException passed) {
            var threads = jvm.dump(LAST_QUESTION);
            return check.reply.getNow(new CheckReply.TimedOut(threads, check.progress));
        } catch (ExecutionException impossible) {
            throw new AssertionError(impossible);
        }
        if (!check.reply.isDone()) {
            // It has ended; what it said last is still in the pipes.
            jvm.end();
        }
        return check.reply.isDone() ? check.reply.join() : ending(check);
    }

    private CheckReply ending(Running check) {
        var lines = check.output.lastLines();
        if (lines.stream().anyMatch(line -> line.startsWith(NO_MEMORY))) {
            return new CheckReply.OutOfMemory(HEAP);
        }
        return new CheckReply.Exited(jvm.process().exitValue(), lines);
    }

    /** Says whether the next check may run here: nothing is left of the one before, and they were not too many. */
    boolean isGoodAfter(CheckReply reply) {
        return reply instanceof CheckReply.Answered answered && answered.left().isEmpty() && ++served < MOST_CHECKS;
    }

    /** Ends the child and all that it has started, and deletes its folder. */
    void end() {
        try {
            jvm.end();
        } finally {
            scratch.close();
        }
    }
}
