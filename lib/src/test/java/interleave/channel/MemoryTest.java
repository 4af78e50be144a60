package interleave.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.trial.child.ChildJvm;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jol.info.ClassLayout;
import org.openjdk.jol.info.GraphLayout;

/** What channels take of the heap and what they give back, measured in JVMs of their own. */
@Timeout(120)
class MemoryTest {

    private static void print(String name, long number) {
        System.out.println(name + "=" + number);
    }

    /** Runs a program and returns the names and numbers that it prints. */
    private static Map<String, Long> run(Class<?> program, String... flags) throws Exception {
        var jvm = ChildJvm.of(program)
                .heap(64)
                .flags("-D" + LeakTracking.PROPERTY + "=off", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                .flags("-Djol.skipDynamicAttach=true", "-Djol.skipHotspotSAAttach=true", "-Djol.magicFieldOffset=true")
                .flags("--sun-misc-unsafe-memory-access=allow")
                .flags(flags)
                .redirectErrorStream();
        try (var child = jvm.start()) {
            var lines = child.process().inputReader(UTF_8).lines().toList();
            assertEquals(0, child.process().waitFor(), lines::toString);
            var found = new LinkedHashMap<String, Long>();
            lines.stream()
                    .filter(line -> line.matches("\\w+=\\d+"))
                    .map(line -> line.split("=", -1))
                    .forEach(pair -> found.put(pair[0], Long.parseLong(pair[1])));
            return found;
        }
    }

    /** Prints the size of a new bounded channel, and where its fields lie but for those that are only space. */
    static final class Idle {

        private Idle() {}

        public static void main(String[] arguments) {
            print("channel", GraphLayout.parseInstance(Channel.bounded(16)).totalSize());
            for (var field : ClassLayout.parseClass(BoundedChannel.class).fields()) {
                if (!field.name().matches("[abc]\\d+")) {
                    print(field.name(), field.offset());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:-UseCompactObjectHeaders", "-XX:+UseCompactObjectHeaders"})
    void anIdleChannelTakesAtMostAKilobyteAndItsIndexesLieApart(String headers) throws Exception {
        var found = run(Idle.class, headers);
        assertTrue(found.remove("channel") <= 1024, found::toString);
        assertTrue(found.keySet().containsAll(List.of("capacity", "mask", "places", "stamps")), found::toString);
        assertApart(found, "tail", "headSeen");
        assertApart(found, "head", "tailSeen");
    }

    /** Whoever writes the one writes the other with it; nothing else may lie near. */
    private static void assertApart(Map<String, Long> offsets, String index, String seen) {
        for (var written : List.of(index, seen)) {
            offsets.forEach((name, offset) -> {
                if (!name.equals(index) && !name.equals(seen)) {
                    assertTrue(
                            Math.abs(offset - offsets.get(written)) >= 128,
                            () -> name + " lies beside " + written + ": " + offsets);
                }
            });
        }
    }

    /** Prints what an unbounded channel takes before and after a million values lie in it. */
    static final class Burst {

        private static final int VALUES = 1_000_000;

        private Burst() {}

        public static void main(String[] arguments) throws Exception {
            var channel = Channel.<String>unbounded();
            print("before", GraphLayout.parseInstance(channel).totalSize());
            for (int i = 0; i < VALUES; i++) {
                channel.sender().send("");
            }
            print("segmentsFull", segments());
            for (int i = 0; i < VALUES; i++) {
                channel.receiver().receive();
            }
            print("segmentsAfter", segments());
            print("after", GraphLayout.parseInstance(channel).totalSize());
        }

        /** Counts the segments in a histogram of the heap, for which the JVM collects all garbage. */
        private static long segments() throws Exception {
            var histogram = (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
            return histogram
                    .lines()
                    .filter(line -> line.strip().endsWith("UnboundedChannel$Segment"))
                    .mapToLong(line -> Long.parseLong(line.strip().split("\\s+", -1)[1]))
                    .sum();
        }
    }

    @Test
    void anUnboundedChannelGivesItsSegmentsBackAfterABurst() throws Exception {
        var found = run(Burst.class);
        assertTrue(found.get("segmentsFull") >= 1_000_000 / 64, found::toString);
        assertTrue(found.get("segmentsAfter") >= 1 && found.get("segmentsAfter") <= 3, found::toString);
        assertTrue(found.get("after") <= found.get("before") + 1024, found::toString);
    }

    /** A long stream of which one value at most is under way, and the first segment in the old generation. */
    static final class Stream {

        private Stream() {}

        public static void main(String[] arguments) throws Exception {
            var channel = Channel.<String>unbounded();
            System.gc();
            for (int i = 0; i < 6_000_000; i++) {
                channel.sender().send("");
                channel.receiver().receive();
            }
            for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
                print(collector.getName().equals("Copy") ? "young" : "full", collector.getCollectionCount());
            }
        }
    }

    @Test
    void deadSegmentsDoNotKeepEachOtherAlive() throws Exception {
        var found = run(Stream.class, "-Xmn4m", "-Xmx24m");
        assertTrue(found.get("young") > 5, found::toString);
        assertEquals(1, found.get("full"), () -> "only the one that was asked for: " + found);
    }
}
