package interleave.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.broken.NeverEnds;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {

    @Test
    void theCardOfThisMachineSaysWhatRunsHere() throws Exception {
        var card = Machine.card();
        assertEquals(
                String.valueOf(Runtime.getRuntime().availableProcessors()),
                card.facts().get("threads that run at once"));
        assertTrue(card.facts().get("Java").startsWith("25."), card::toString);
        assertTrue(card.facts().get("JVM").matches(".+, collector (?!not known).+, mixed mode.*"), card::toString);
        assertEquals(card.facts().size(), card.table().rowCount());
        assertFalse(card.facts().containsValue(null) || card.facts().containsValue(""), card::toString);
    }

    @Test
    void theCardNamesNoUserNoHostAndNoPath() throws Exception {
        var card = Machine.card().toString();
        assertFalse(card.contains(System.getProperty("user.home")), card);
        assertFalse(card.contains(System.getProperty("java.home")), card);
        assertFalse(card.contains(System.getProperty("user.dir")), card);
        assertFalse(card.contains(InetAddress.getLocalHost().getHostName()), card);
        assertFalse(card.matches("(?s).*\\b" + System.getProperty("user.name") + "\\b.*"), card);
    }

    @Test
    void linuxTellsByFiles(@TempDir Path root) throws Exception {
        write(root, "proc/cpuinfo", "processor\t: 0\nmodel name\t: Fast CPU\nflags\t\t: fpu hypervisor sse\n");
        for (int cpu = 0; cpu < 4; cpu++) {
            write(
                    root,
                    "sys/devices/system/cpu/cpu" + cpu + "/topology/thread_siblings_list",
                    cpu % 2 + "," + (cpu % 2 + 2));
        }
        cache(root, 0, "1", "Data", "48K");
        cache(root, 1, "1", "Instruction", "32K");
        cache(root, 2, "2", "Unified", "1280K");
        cache(root, 3, "3", "Unified", "33M");
        write(root, "sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "powersave\n");
        write(root, "sys/class/power_supply/AC/type", "Mains\n");
        write(root, "sys/class/power_supply/AC/online", "0\n");
        write(root, "sys/class/power_supply/BAT0/type", "Battery\n");
        assertEquals(
                Map.of(
                        "processor", "Fast CPU, lent by a virtual machine",
                        "cores", "2, for 4 threads: those of one core share its arithmetic",
                        "caches", "L1 48 KB, L2 1.3 MB, L3 33 MB",
                        "power", "governor powersave, on battery"),
                Hardware.linux(root));
    }

    @Test
    void whatLinuxDoesNotTellIsMissing(@TempDir Path root) {
        assertEquals(Map.of(), Hardware.linux(root));
    }

    @Test
    void macTellsBySysctl() {
        var answers = Map.of(
                "machdep.cpu.brand_string", "Apple M9",
                "hw.physicalcpu", "10",
                "hw.logicalcpu", "10",
                "hw.perflevel0.physicalcpu", "6",
                "hw.perflevel1.physicalcpu", "4",
                "hw.l1dcachesize", "65536",
                "hw.l2cachesize", "4194304");
        assertEquals(
                Map.of(
                        "processor", "Apple M9",
                        "cores", "10, one thread each, 6 fast and 4 economical",
                        "caches", "L1 64 KB, L2 4 MB"),
                Hardware.mac(name -> Optional.ofNullable(answers.get(name))));
        assertEquals(Map.of(), Hardware.mac(_ -> Optional.empty()));
    }

    @Test
    void aCommandAnswersWithinItsLimitOrNotAtAll() {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        assertTrue(Hardware.answer(List.of(java, "--version"), Duration.ofMinutes(1))
                .orElseThrow()
                .contains(" 25"));
        assertEquals(Optional.empty(), Hardware.answer(List.of(java, "--no-such-option"), Duration.ofMinutes(1)));
        assertEquals(Optional.empty(), Hardware.answer(List.of("no such command"), Duration.ofMinutes(1)));
        var endless = List.of(java, "-cp", System.getProperty("java.class.path"), NeverEnds.class.getName());
        assertEquals(Optional.empty(), Hardware.answer(endless, Duration.ofMillis(1)));
        assertEquals(0, ProcessHandle.current().children().count(), "children left behind");
    }

    @Test
    void sizesAreInTheLargestUnitThatFits() {
        assertEquals("1023 bytes", Hardware.size(1023));
        assertEquals("1 KB", Hardware.size(1024));
        assertEquals("7.8 GB", Hardware.size(8_375_186_227L));
        assertEquals("16 GB", Hardware.size(16L << 30));
    }

    private static void cache(Path root, int index, String level, String type, String size) throws IOException {
        var folder = "sys/devices/system/cpu/cpu0/cache/index" + index + "/";
        write(root, folder + "level", level + "\n");
        write(root, folder + "type", type + "\n");
        write(root, folder + "size", size + "\n");
    }

    private static void write(Path root, String file, String text) throws IOException {
        var path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
