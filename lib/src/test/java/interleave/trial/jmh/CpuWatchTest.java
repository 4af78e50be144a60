package interleave.trial.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.trial.jmh.CpuReading.Consumer;
import interleave.trial.jmh.CpuReading.Kind;
import interleave.trial.jmh.CpuReading.Use;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuWatchTest {

    private static final long SECOND = 1_000_000_000;

    /** One consumer's hundredths of a second at the first, second, ... reading; -1 where it is not there. */
    private record Planted(Kind kind, long id, String name, List<Integer> hundredths) {}

    private static Planted planted(Kind kind, long id, String name, Integer... hundredths) {
        return new Planted(kind, id, name, List.of(hundredths));
    }

    /** Readings two seconds apart. */
    private static Optional<String> finding(Planted... planted) {
        var readings = new ArrayDeque<CpuReading>();
        for (int i = 0; i < planted[0].hundredths().size(); i++) {
            var used = new HashMap<Consumer, Use>();
            for (var one : planted) {
                if (one.hundredths().get(i) >= 0) {
                    used.put(
                            new Consumer(one.kind(), one.id()),
                            new Use(one.name(), one.hundredths().get(i) * SECOND / 100, 0));
                }
            }
            readings.add(new CpuReading(i * 2L * SECOND, used));
        }
        var watch = new CpuWatch(readings::remove);
        watch.start();
        while (readings.size() > 1) {
            watch.tick();
        }
        return watch.end();
    }

    @Test
    void aThreadOfThisJvmIsNamed() {
        assertEquals(
                Optional.of("thread `spinner` of this JVM used 0.9 cores"),
                finding(
                        planted(Kind.JVM, 0, "", 500, 700),
                        planted(Kind.THREAD, 9, "spinner", 100, 280),
                        planted(Kind.OWN_THREAD, 1, "main", 100, 115)));
    }

    @Test
    void littleIsNoDisturbanceAndTheBenchmarkNeverIs() {
        assertEquals(
                Optional.empty(),
                finding(
                        planted(Kind.BENCHMARK, 0, "", 0, 400),
                        planted(Kind.MACHINE, 0, "", 1000, 1410),
                        planted(Kind.PROCESS, 5, "cron", 50, 60)));
    }

    @Test
    void processesOfOneNameCountTogetherAndNewOnesFromTheirStart() {
        assertEquals(
                Optional.of("process chromium used 0.4 cores; process make used 0.2 cores"),
                finding(
                        planted(Kind.PROCESS, 5, "chromium", 900, 940),
                        planted(Kind.PROCESS, 6, "chromium", -1, 40),
                        // The number 7 belongs to another process by now.
                        planted(Kind.PROCESS, 7, "make", 500, 40)));
    }

    @Test
    void whatCouldNotBeReadForAWhileCountsOnlyWhatItUsesMeanwhile() {
        var old = new Consumer(Kind.PROCESS, 3);
        var hidden = new Consumer(Kind.PROCESS, 4);
        var fresh = new Consumer(Kind.PROCESS, 5);
        var readings = new ArrayDeque<>(List.of(
                new CpuReading(0, Map.of(old, new Use("old", 900 * SECOND, 99 * SECOND))),
                new CpuReading(SECOND, Map.of()),
                new CpuReading(
                        2 * SECOND,
                        Map.of(
                                old, new Use("old", 901 * SECOND, 101 * SECOND),
                                hidden, new Use("hidden", 700 * SECOND, 800 * SECOND),
                                fresh, new Use("fresh", SECOND / 2, SECOND)))));
        var watch = new CpuWatch(readings::remove);
        watch.start();
        while (readings.size() > 1) {
            watch.tick();
        }
        assertEquals(Optional.of("process old used 0.5 cores; process fresh used 0.3 cores"), watch.end());
    }

    @Test
    void aNewNameIsNoNewProcess() {
        var watch = new CpuWatch(
                new ArrayDeque<>(List.of(
                        new CpuReading(
                                0, Map.of(new Consumer(Kind.PROCESS, 3), new Use("kworker/0:1-events", 5 * SECOND, 0))),
                        new CpuReading(
                                SECOND, Map.of(new Consumer(Kind.PROCESS, 3), new Use("kworker/0:1", 5 * SECOND, 0)))))
                        ::remove);
        watch.start();
        assertEquals(Optional.empty(), watch.end());
    }

    @Test
    void whatCameAndWentIsSeenInTheMachinesTotal() {
        assertEquals(
                Optional.of("processes that came and went, or that this system does not show, used 0.5 cores"),
                finding(
                        planted(Kind.MACHINE, 0, "", 0, 200, 500),
                        planted(Kind.BENCHMARK, 0, "", 0, 150, 275),
                        planted(Kind.JVM, 0, "", 0, 0, 0)));
    }

    @Test
    void theHostOfAVirtualMachineAndTheCompilerHereAreNamed() {
        assertEquals(
                Optional.of("the compiler and collector of this JVM used 0.2 cores;"
                        + " the host of this virtual machine took 0.3 cores"),
                finding(
                        planted(Kind.STOLEN, 0, "", 10, 70),
                        planted(Kind.JVM, 0, "", 100, 150),
                        planted(Kind.THREAD, 2, "worker", 20, 30)));
    }

    @Test
    void manySmallOnesAreADisturbanceTogether() {
        assertEquals(
                Optional.of("many together used 0.2 cores, most of it process b"),
                finding(
                        planted(Kind.PROCESS, 1, "a", 0, 15),
                        planted(Kind.PROCESS, 2, "b", 0, 18),
                        planted(Kind.PROCESS, 3, "c", 0, 12)));
    }

    @Test
    void linuxTellsProcessesAndWhoseTheyAre(@TempDir Path processes) throws IOException {
        Files.writeString(processes.resolve("stat"), "cpu  100 10 20 900 5 1 2 30 0 0\ncpu0 1 1 1\n");
        Files.writeString(processes.resolve("uptime"), "3.50 6.10\n");
        stat(processes, 40, "java", 1, 10, 5, 100, 7);
        stat(processes, 41, "java", 40, 20, 2, 0, 0);
        stat(processes, 50, "odd) (name S 1 2", 1, 3, 4, 50, 50);
        Files.createDirectory(processes.resolve("51"));
        var used = new CpuSource(40, Set.of(), processes).get().used();
        long tick = SECOND / 100;
        assertEquals(Use.of((10 + 5 + 100 + 7 + 20 + 2) * tick), used.get(Consumer.only(Kind.BENCHMARK)));
        assertEquals(new Use("odd) (name S 1 2", 7 * tick, 3 * SECOND), used.get(new Consumer(Kind.PROCESS, 50)));
        assertEquals(Use.of(130 * tick), used.get(Consumer.only(Kind.MACHINE)));
        assertEquals(Use.of(30 * tick), used.get(Consumer.only(Kind.STOLEN)));
        assertEquals(
                1,
                used.keySet().stream().filter(one -> one.kind() == Kind.PROCESS).count());
    }

    private static void stat(Path processes, long pid, String name, long parent, long... times) throws IOException {
        var folder = Files.createDirectory(processes.resolve(String.valueOf(pid)));
        Files.writeString(
                folder.resolve("stat"),
                "%d (%s) S %d 1 1 0 -1 0 1 2 3 4 %d %d %d %d 20 0 1 0 50\n"
                        .formatted(pid, name, parent, times[0], times[1], times[2], times[3]));
    }

    @Test
    void thisThreadIsOursAndEveryOtherIsNot() {
        var used = new CpuSource(-1, Set.of(Thread.currentThread().threadId()))
                .get()
                .used();
        assertTrue(used.containsKey(
                new Consumer(Kind.OWN_THREAD, Thread.currentThread().threadId())));
        assertTrue(used.keySet().stream().anyMatch(one -> one.kind() == Kind.THREAD));
        assertTrue(used.containsKey(Consumer.only(Kind.JVM)));
    }
}
