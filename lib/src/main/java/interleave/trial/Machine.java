package interleave.trial;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What of this machine decides how a measurement comes out: its processor, memory, system, JVM and present load.
 *
 * <p>The card names no user, no host and no path, so that it can be shown to anybody. It is a value of the moment at
 * which it was made.
 *
 * @param facts what is known, by its name, in the order in which it is shown
 */
public record Machine(SequencedMap<String, String> facts) implements Tabular {

    private static final String UNKNOWN = "not known";
    private static final String AT_ONCE = "threads that run at once";
    private static final String MEMORY = "memory";
    private static final String SYSTEM = "system";
    private static final String JAVA = "Java";
    private static final Pattern VERSION = Pattern.compile(" [^ ]+ \\(");
    private static final List<String> COLLECTORS = List.of("Serial", "Parallel", "G1", "Z", "Shenandoah", "Epsilon");

    /** Keeps a copy of the facts. */
    public Machine {
        facts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(facts));
    }

    /** Returns the card of this machine. What the system does not tell reads "not known". */
    public static Machine card() {
        var hardware = Hardware.ofThisSystem();
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        var facts = new LinkedHashMap<String, String>();
        facts.put(AT_ONCE, String.valueOf(Runtime.getRuntime().availableProcessors()));
        for (var name : List.of(Hardware.PROCESSOR, Hardware.CORES, Hardware.CACHES)) {
            facts.put(name, hardware.getOrDefault(name, UNKNOWN));
        }
        facts.put(MEMORY, Hardware.size(system.getTotalMemorySize()));
        facts.put(
                "heap of this JVM",
                "at most " + Hardware.size(Runtime.getRuntime().maxMemory()));
        facts.put(SYSTEM, "%s %s (%s)".formatted(system.getName(), system.getVersion(), system.getArch()));
        facts.put("power", hardware.getOrDefault(Hardware.POWER, UNKNOWN));
        facts.put(JAVA, "%s, %s".formatted(Runtime.version(), System.getProperty("java.vendor")));
        facts.put("JVM", jvm());
        facts.put("load now", load(system.getSystemLoadAverage()));
        return new Machine(facts);
    }

    /** The choices of the JVM that move measurements; other flags may hold paths and stay out. */
    private static String jvm() {
        var collector = COLLECTORS.stream()
                .filter(name -> flag("Use" + name + "GC").equals("true"))
                .findFirst();
        var compiled = System.getProperty("java.vm.info", UNKNOWN).replaceAll(",.*", "");
        var full = flag("TieredStopAtLevel").equals("4") ? "" : ", compiler level " + flag("TieredStopAtLevel");
        return "%s, collector %s, %s%s"
                .formatted(System.getProperty("java.vm.name"), collector.orElse(UNKNOWN), compiled, full);
    }

    private static String flag(String name) {
        try {
            return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .getVMOption(name)
                    .getValue();
        } catch (IllegalArgumentException notInThisBuild) {
            return UNKNOWN;
        }
    }

    /** Windows has no load average. */
    private static String load(double average) {
        return average < 0
                ? UNKNOWN
                : String.format(Locale.ROOT, "%.1f threads wanted to run, on average over a minute", average);
    }

    /**
     * Returns what makes this machine this one and stays when it is started again: not its load, its power, its heap,
     * nor the versions of its software. Two machines that agree in all of it measure alike.
     */
    public String fingerprint() {
        return Stream.of(AT_ONCE, Hardware.PROCESSOR, Hardware.CORES, Hardware.CACHES, MEMORY, SYSTEM)
                .map(name -> facts.getOrDefault(name, UNKNOWN))
                // "Linux 6.1 (amd64)" is the same machine after an update.
                .map(fact -> VERSION.matcher(fact).replaceFirst(" ("))
                .collect(Collectors.joining("; "));
    }

    /** Returns the machine in one line: processor, threads that run at once, system, Java. */
    public String line() {
        return "%s · %s threads at once · %s · Java %s"
                .formatted(fact(Hardware.PROCESSOR), fact(AT_ONCE), fact(SYSTEM), fact(JAVA));
    }

    private String fact(String name) {
        return facts.getOrDefault(name, UNKNOWN);
    }

    /** Returns the facts as two columns. */
    @Override
    public Table table() {
        return Table.create(
                "This machine",
                StringColumn.create("what", facts.keySet().stream().toList()),
                StringColumn.create("here", facts.values().stream().toList()));
    }

    /** Returns one line for each fact. */
    @Override
    public String toString() {
        return facts.entrySet().stream()
                .map(fact -> fact.getKey() + ": " + fact.getValue())
                .collect(Collectors.joining("\n"));
    }
}
