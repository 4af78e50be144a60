package interleave.trial.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.trial.child.Compilation;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whatever a check does: it is told, the next check runs as if it had not been, and nothing of it is left. */
class CheckJvmTest {

    /** Far more than any check here needs that is to end by itself. */
    private static final Duration LONG = Duration.ofSeconds(60);

    /** For checks that never end. */
    private static final Duration SHORT = Duration.ofMillis(300);

    /** Calls the method {@code run} of a given class. */
    static final class RunsGiven implements CheckTask {

        @Override
        public String run(ClassLoader given, String argument, Consumer<String> progress) throws Exception {
            progress.accept("about to run");
            var method = given.loadClass("Given").getDeclaredMethod("run");
            method.setAccessible(true);
            return String.valueOf(method.invoke(null));
        }
    }

    /** Tells its argument and the process that it runs in. */
    static final class TellsProcess implements CheckTask {

        @Override
        public String run(ClassLoader given, String argument, Consumer<String> progress) {
            return argument + " " + ProcessHandle.current().pid();
        }
    }

    /** Does something bad, by name. */
    static final class Misbehaves implements CheckTask {

        @Override
        public String run(ClassLoader given, String argument, Consumer<String> progress) throws Exception {
            progress.accept(argument + " " + ProcessHandle.current().pid());
            switch (argument) {
                case "hangs" -> new CountDownLatch(1).await();
                case "spins" -> {
                    while (true) {
                        Thread.onSpinWait();
                    }
                }
                case "exits" -> System.exit(7);
                case "halts" -> Runtime.getRuntime().halt(8);
                case "never exits" -> {
                    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                        while (true) {
                            Thread.onSpinWait();
                        }
                    }));
                    System.exit(9);
                }
                case "floods" -> {
                    while (true) {
                        System.out.println("x".repeat(1_000));
                    }
                }
                case "fills the memory" -> {
                    Object[] kept = {};
                    while (true) {
                        kept = new Object[] {kept, new long[1 << 20]};
                    }
                }
                case "starts threads" -> {
                    while (true) {
                        Thread.ofPlatform().daemon().start(Misbehaves::sleep);
                    }
                }
                case "leaves a thread" -> {
                    var started = new CountDownLatch(1);
                    Thread.ofPlatform().daemon().name("left").start(() -> {
                        started.countDown();
                        sleep();
                    });
                    started.await();
                }
                case "leaves a virtual thread" ->
                    Thread.ofVirtual().name("left").start(Misbehaves::sleep);
                case "leaves a pool" -> Executors.newFixedThreadPool(2).execute(() -> {});
                case "leaves a process" ->
                    progress.accept("process "
                            + new ProcessBuilder("sleep", "1000").start().pid());
                case "interrupts all" -> Thread.getAllStackTraces().keySet().forEach(Thread::interrupt);
                case "closes the streams" -> {
                    System.in.close();
                    System.out.close();
                    System.err.close();
                }
                case "closes the pipe" -> new FileOutputStream(FileDescriptor.out).close();
                case "deadlocks" -> deadlock();
                case "changes the JVM" -> {
                    System.setProperty("line.separator", "?");
                    System.setOut(null);
                    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {});
                }
                case "throws" -> throw new IllegalStateException("as told");
                case "throws much" -> throw new IllegalStateException("x".repeat(20_000_000));
                case "writes a file" ->
                    progress.accept("file " + Files.writeString(Path.of("mine").toAbsolutePath(), "text"));
                default -> throw new AssertionError(argument);
            }
            return "done";
        }

        private static void sleep() {
            try {
                Thread.sleep(Duration.ofDays(1));
            } catch (InterruptedException e) {
                // Then it ends.
            }
        }

        private static void deadlock() throws InterruptedException {
            var left = new ReentrantLock();
            var right = new ReentrantLock();
            var bothHold = new CountDownLatch(2);
            var one = Thread.ofPlatform().name("one").start(() -> take(left, right, bothHold));
            var other = Thread.ofPlatform().name("other").start(() -> take(right, left, bothHold));
            one.join();
            other.join();
        }

        private static void take(ReentrantLock first, ReentrantLock second, CountDownLatch bothHold) {
            first.lock();
            bothHold.countDown();
            try {
                bothHold.await();
            } catch (InterruptedException e) {
                return;
            }
            second.lock();
        }
    }

    /** What a check told, and what became of it. */
    private record Course(CheckReply reply, List<String> told) {

        long process() {
            return Long.parseLong(told.getFirst().substring(told.getFirst().lastIndexOf(' ') + 1));
        }
    }

    private static Course misbehave(String how, Duration within) throws InterruptedException {
        var told = Collections.synchronizedList(new ArrayList<String>());
        var reply = CheckJvm.plain().run(Misbehaves.class, Map.of(), how, within, told::add);
        return new Course(reply, told);
    }

    /** Returns the process of the next check, which is to be as good as any. */
    private static long next() throws InterruptedException {
        var reply = assertInstanceOf(
                CheckReply.Answered.class, CheckJvm.plain().run(TellsProcess.class, Map.of(), "still here", LONG));
        assertEquals(List.of(), reply.left());
        assertTrue(reply.text().startsWith("still here "), reply.text());
        return Long.parseLong(reply.text().substring("still here ".length()));
    }

    private static void assertReplaced(Course course) throws Exception {
        awaitEnd(course.process());
        assertNotEquals(course.process(), next());
    }

    /** The minute is for a process that nobody ends: one that was killed is gone when its parent has noticed. */
    private static void awaitEnd(long pid) throws Exception {
        var process = ProcessHandle.of(pid);
        if (process.isPresent()) {
            process.get().onExit().get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void oneChildServesManyChecks() throws Exception {
        assertEquals(next(), next());
    }

    @Test
    void classesAreLoadedAnewForEachCheck() throws Exception {
        var classes = Compilation.of("class Given { static int runs; static int run() { return ++runs; } }")
                .classes();
        for (int i = 0; i < 2; i++) {
            var reply = CheckJvm.plain().run(RunsGiven.class, classes, "", LONG);
            assertEquals("1", assertInstanceOf(CheckReply.Answered.class, reply).text());
        }
    }

    @Test
    void aGivenClassComesBeforeThatOfTheClassPath() throws Exception {
        var name = "interleave.broken.NeverEnds";
        var classes = new HashMap<>(Compilation.of(
                        "package interleave.broken; public class NeverEnds { public static String own() { return \"own\"; } }")
                .classes());
        classes.putAll(Compilation.of("class Given { static Object run() throws Exception { return Class.forName(\""
                        + name + "\").getMethod(\"own\").invoke(null); } }")
                .classes());
        var reply = CheckJvm.plain().run(RunsGiven.class, classes, "", LONG);
        assertEquals(
                "own",
                assertInstanceOf(CheckReply.Answered.class, reply, reply::toString)
                        .text());
    }

    @Test
    void whatACheckPrintsComesWithItsAnswer() throws Exception {
        var classes = Compilation.of(
                        "class Given { static int run() { System.out.println(\"seen\"); System.err.println(\"too\"); return 0; } }")
                .classes();
        var reply = CheckJvm.plain().run(RunsGiven.class, classes, "", LONG);
        assertEquals(
                List.of("seen", "too"),
                assertInstanceOf(CheckReply.Answered.class, reply).output());
    }

    @Test
    void aCheckThatThrowsIsTold() throws Exception {
        var reply = assertInstanceOf(
                CheckReply.Threw.class, misbehave("throws", LONG).reply());
        assertEquals("java.lang.IllegalStateException: as told", reply.error());
        assertTrue(reply.stack().contains("Misbehaves.run"), reply.stack());
        next();
    }

    @Test
    void ofAHugeMessageThatIsThrownTheBeginningIsTold() throws Exception {
        var reply = assertInstanceOf(
                CheckReply.Threw.class, misbehave("throws much", LONG).reply());
        assertTrue(reply.error().startsWith("java.lang.IllegalStateException: xxx"));
        assertTrue(reply.error().length() < 30_000, () -> reply.error().length() + " characters");
        next();
    }

    @Test
    void aHangIsStoppedAtTheDeadlineWithWhatItsThreadsDid() throws Exception {
        var course = misbehave("hangs", SHORT);
        var reply = assertInstanceOf(CheckReply.TimedOut.class, course.reply());
        assertEquals(course.told().getLast(), reply.progress());
        assertTrue(
                reply.threads().threads().stream()
                        .anyMatch(thread -> thread.name().equals("check")),
                reply.threads()::toString);
        assertReplaced(course);
    }

    @Test
    void aSpinIsStopped() throws Exception {
        var course = misbehave("spins", SHORT);
        assertInstanceOf(CheckReply.TimedOut.class, course.reply());
        assertReplaced(course);
    }

    @Test
    void aDeadlockIsNamed() throws Exception {
        var course = misbehave("deadlocks", Duration.ofSeconds(1));
        var reply = assertInstanceOf(CheckReply.TimedOut.class, course.reply());
        assertEquals(1, reply.threads().deadlocks().size(), reply.threads()::toString);
        assertReplaced(course);
    }

    @Test
    void anExitIsToldWithItsCode() throws Exception {
        for (var end : Map.of("exits", 7, "halts", 8).entrySet()) {
            var course = misbehave(end.getKey(), LONG);
            assertEquals(
                    end.getValue(),
                    assertInstanceOf(CheckReply.Exited.class, course.reply()).code());
            assertReplaced(course);
        }
        assertReplaced(misbehave("never exits", SHORT));
    }

    @Test
    void aFloodIsStopped() throws Exception {
        var course = misbehave("floods", LONG);
        var reply = assertInstanceOf(CheckReply.Flooded.class, course.reply());
        assertEquals("x".repeat(1_000), reply.output().getFirst());
        assertReplaced(course);
    }

    @Test
    void aFullMemoryIsTold() throws Exception {
        var course = misbehave("fills the memory", LONG);
        assertInstanceOf(CheckReply.OutOfMemory.class, course.reply());
        assertReplaced(course);
    }

    @Test
    void tooManyThreadsAreStopped() throws Exception {
        var course = misbehave("starts threads", LONG);
        var reply = assertInstanceOf(CheckReply.TooManyThreads.class, course.reply());
        assertTrue(reply.threads() > CheckServer.MOST_THREADS);
        assertReplaced(course);
    }

    @Test
    void whatIsLeftRunningIsToldAndEnded() throws Exception {
        for (var what : List.of("leaves a thread", "leaves a virtual thread", "leaves a pool", "leaves a process")) {
            var course = misbehave(what, LONG);
            var reply = assertInstanceOf(CheckReply.Answered.class, course.reply());
            assertEquals("done", reply.text());
            assertTrue(!reply.left().isEmpty(), what);
            assertReplaced(course);
            for (var line : course.told()) {
                if (line.startsWith("process ")) {
                    awaitEnd(Long.parseLong(line.substring("process ".length())));
                }
            }
        }
    }

    @Test
    void whatACheckDoesToTheJvmOrToItsThreadsDoesNotReachTheNext() throws Exception {
        for (var what : List.of("interrupts all", "closes the streams", "changes the JVM")) {
            assertInstanceOf(CheckReply.Answered.class, misbehave(what, LONG).reply());
            next();
        }
        var course = misbehave("closes the pipe", Duration.ofSeconds(1));
        assertReplaced(course);
    }

    @Test
    void filesOfACheckAreDeletedWithTheChild() throws Exception {
        var written = misbehave("writes a file", LONG);
        var file = Path.of(written.told().getLast().substring("file ".length()));
        assertInstanceOf(CheckReply.Answered.class, written.reply());
        misbehave("halts", LONG);
        assertTrue(Files.notExists(file));
        assertTrue(Files.notExists(file.getParent()));
    }

    @Test
    void anInterruptEndsTheCheck() throws Exception {
        var runs = new CountDownLatch(1);
        var told = new ArrayList<String>();
        var asks = new FutureTask<>(() -> assertThrows(
                InterruptedException.class,
                () -> CheckJvm.plain().run(Misbehaves.class, Map.of(), "hangs", LONG, doing -> {
                    told.add(doing);
                    runs.countDown();
                })));
        var thread = Thread.ofPlatform().start(asks);
        assertTrue(runs.await(60, TimeUnit.SECONDS));
        thread.interrupt();
        asks.get(60, TimeUnit.SECONDS);
        assertReplaced(new Course(null, told));
    }

    @Test
    void twoWhoAskAreServedOneAfterTheOther() throws Exception {
        var tasks = new ArrayList<FutureTask<Long>>();
        for (int i = 0; i < 4; i++) {
            var task = new FutureTask<>(CheckJvmTest::next);
            tasks.add(task);
            Thread.ofPlatform().start(task);
        }
        for (var task : tasks) {
            assertEquals(tasks.getFirst().get(), task.get(60, TimeUnit.SECONDS));
        }
    }
}
