package interleave.testing;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The rounds of a stress run, and a thread that knows when one takes too long: then it prints what all threads do, virtual
 * ones too, and ends the JVM with {@value #HANGS}.
 */
public final class Rounds {

    /** The exit code of a run with a round that did not end. */
    public static final int HANGS = 3;

    /** A round takes milliseconds; with ten carriers on a busy core perhaps a second. */
    public static final Duration LONGEST = Duration.ofSeconds(60);

    private final Phaser ended = new Phaser(1);
    private final Duration longest;

    private Rounds(Duration longest) {
        this.longest = longest;
    }

    /** Begins to watch over the first round. */
    public static Rounds begin(Duration longest) {
        var rounds = new Rounds(longest);
        Thread.ofPlatform().daemon().name("watchdog").start(rounds::watch);
        return rounds;
    }

    /** Says that a round has ended and the next begins. */
    public void end() {
        ended.arrive();
    }

    private void watch() {
        for (int round = 0; ; round++) {
            try {
                ended.awaitAdvanceInterruptibly(round, longest.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException hangs) {
                System.out.println("FAILED: a round did not end within " + longest.toMillis() + " ms\n" + dump());
                System.out.flush();
                Runtime.getRuntime().halt(HANGS);
            } catch (InterruptedException nobodyDoes) {
                throw new AssertionError(nobodyDoes);
            }
        }
    }

    private static String dump() {
        try {
            var folder = Files.createTempDirectory("stress");
            var file = folder.resolve("threads.txt");
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
            var text = Files.readString(file);
            Files.delete(file);
            Files.delete(folder);
            return text;
        } catch (IOException e) {
            return "there is no thread dump: " + e;
        }
    }
}
