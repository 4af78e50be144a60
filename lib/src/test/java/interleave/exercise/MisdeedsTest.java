package interleave.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.exercise.ExerciseResult.Outcome;
import interleave.exercise.ExerciseResult.State;
import interleave.trial.store.Attempts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An answer may do anything: it is stopped, what it did is told in the learner's terms, and nothing of it is left. */
class MisdeedsTest {

    private static final Exercise IDLE_CORES = Exercise.of("00-1");

    private static ExerciseResult check(String misdeed) throws InterruptedException {
        return IDLE_CORES.check("""
                class Cores {
                    private static void misdeed() throws Exception { %s }
                    static int idle(int cores, int threads) {
                        try {
                            misdeed();
                        } catch (RuntimeException e) {
                            throw e;
                        } catch (Exception e) {
                            throw new AssertionError(e);
                        }
                        return Math.max(0, cores - threads);
                    }
                }
                """.formatted(misdeed), Attempts.inMemory());
    }

    @AfterEach
    void theNextAnswerIsCheckedAsIfNothingHadBeen() throws InterruptedException {
        assertEquals(State.SOLVED, check("").state());
        assertTrue(ProcessHandle.current()
                .descendants()
                .noneMatch(process -> process.info()
                        .command()
                        .filter(name -> name.endsWith("sleep"))
                        .isPresent()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            while (true) Thread.onSpinWait();                               | did not come back within 2 s
            new CountDownLatch(1).await();                                  | waits for a signal (CountDownLatch) in `Cores.misdeed` (line 3)
            System.exit(7);                                                 | ended its JVM with exit code 7
            Runtime.getRuntime().halt(8);                                   | ended its JVM with exit code 8
            while (true) System.out.println("on and on ".repeat(1_000));                   | printed without an end, and was stopped. It began with: on and on
            Object[] kept = {}; while (true) kept = new Object[] {kept, new long[1 << 23]}; | filled the memory: all 256 megabytes
            while (true) Thread.ofPlatform().daemon().start(() -> { try { Thread.sleep(Duration.ofDays(1)); } catch (InterruptedException e) {} }); | threads at once, and was stopped
            Thread.ofPlatform().name("mine").start(() -> { while (true) Thread.onSpinWait(); }); | left something running when the check had ended: thread `mine`
            new ProcessBuilder("sleep", "1000").start();                    | left something running when the check had ended: process
            throw new IllegalStateException("mine");                        | it threw IllegalStateException: mine, in `Cores.misdeed` (line 3)
            throw new RuntimeException() { public String getMessage() { throw new IllegalStateException(); } }; | it threw Cores$1, which throws java.lang.IllegalStateException when it is asked for its message, in `Cores.misdeed` (line 3)
            throw new RuntimeException() { public String toString() { return null; } };     | it threw Cores$1, whose toString() returns null, in `Cores.misdeed` (line 3)
            throw new RuntimeException() { public String getMessage() { return null; } };   | it threw Cores$1, in `Cores.misdeed` (line 3)
            """)
    void isStoppedAndTold(String misdeed, String words) throws InterruptedException {
        var result = check(misdeed);
        var failure = result.failure().orElseThrow();
        // On a busy machine the deadline may come before the limit of threads.
        boolean late = words.contains("threads at once") && failure.words().contains("did not come back within 2 s");
        assertTrue(late || failure.words().contains(words), failure.words());
        assertEquals(State.NOT_YET, result.state());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            interleave.exercise.checks.Assertions.fail("");                 | failed without a word
            var e = new AssertionError(""); e.setStackTrace(new StackTraceElement[] {new StackTraceElement("interleave.X", "m", "X.java", 1)}); throw e; | failed without a word
            for (long n = 1; n < 2_000; n++) interleave.trial.child.ParentLine.send(java.nio.ByteBuffer.allocate(21).put((byte) 'a').putLong(n).putInt(4).put("held".getBytes()).array()); throw new IllegalStateException("mine"); | IllegalStateException: mine
            interleave.trial.child.ParentLine.send(new byte[] {'z', 0, 0, 0, 0, 0, 0, 0, 0}); throw new IllegalStateException("mine"); | nobody understands
            Thread.ofPlatform().daemon().name("x-delayScheduler").start(() -> { while (true) Thread.onSpinWait(); }); | thread `x-delayScheduler`
            """)
    void doesNotPassByAForgedAnswer(String misdeed, String words) throws InterruptedException {
        var result = check(misdeed);
        assertEquals(State.NOT_YET, result.state());
        assertTrue(
                result.failure().orElseThrow().words().contains(words),
                () -> result.failure().orElseThrow().words());
    }

    @Test
    void whatOnlyTheModelCheckerChecksDoesNotPassUnjudged() throws InterruptedException {
        var result = Exercise.of("02-6").check("""
                        class Account { final int id; int balance = 100; Account(int id) { this.id = id; } }
                        class Bank {
                            static void transfer(Account from, Account to, int amount) {
                                System.nanoTime();
                                from.balance -= amount;
                                to.balance += amount;
                            }
                            static int total(Account a, Account b) { System.nanoTime(); return a.balance + b.balance; }
                        }
                        """, Attempts.inMemory());
        assertEquals(State.NOT_YET, result.state(), () -> result.steps().toString());
        var words = result.failure().orElseThrow().words();
        assertTrue(words.contains("only the model checker checks this") && words.contains("System.nanoTime"), words);
    }

    @Test
    void aHugeMessageIsClipped() throws InterruptedException {
        var words = check("throw new IllegalStateException(\"x\".repeat(20_000_000));")
                .failure()
                .orElseThrow()
                .words();
        assertTrue(
                words.contains("IllegalStateException: xxx") && words.length() < 3_000, () -> words.substring(0, 40));
    }

    /** Brackets in brackets overflow the compiler's stack while it reads, and a long sum when it is written again. */
    @ParameterizedTest
    @CsvSource({"(,1,)", "'',1,+1"})
    void whatIsNestedTooDeeplyDoesNotCompile(String open, String inside, String close) throws InterruptedException {
        var result = check("int n = " + open.repeat(20_000) + inside + close.repeat(20_000) + ";");
        var failure = result.failure().orElseThrow();
        assertEquals(ExerciseResult.Kind.COMPILE, failure.kind());
        assertTrue(failure.words().contains("nested too deeply"), failure.words());
    }

    @Test
    void theLocaleAndTheTimeZoneAreSetBack() throws InterruptedException {
        check(
                "Locale.setDefault(Locale.of(\"ar\", \"EG\")); TimeZone.setDefault(TimeZone.getTimeZone(\"Asia/Tokyo\"));");
        var after = check(
                "if (Locale.getDefault().getLanguage().equals(\"ar\")"
                        + " || TimeZone.getDefault().getID().equals(\"Asia/Tokyo\")) throw new IllegalStateException(\"kept\");");
        assertEquals(State.SOLVED, after.state(), () -> after.steps().toString());
    }

    @Test
    void whatHangsIsNotWaitedForTwice() throws InterruptedException {
        var result = check("while (true) Thread.onSpinWait();");
        assertEquals(
                1,
                result.steps().stream()
                        .filter(step -> step.outcome() == Outcome.FAILED)
                        .count());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            System.out.close(); System.err.close();
            System.setOut(null); System.setErr(null);
            Thread.currentThread().interrupt();
            """)
    void whatHurtsNobodyElsePasses(String misdeed) throws InterruptedException {
        var result = check(misdeed);
        assertEquals(State.SOLVED, result.state(), () -> result.steps().toString());
    }
}
