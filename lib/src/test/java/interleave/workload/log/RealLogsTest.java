package interleave.workload.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Logs that real programs wrote: the JVM, rsyslog, Apache, Logback, Log4j, pino, dpkg. Each severity is counted a
 * second time by a regular expression of the kind one would give to grep.
 */
class RealLogsTest {

    private static final String NEVER = "(?!)";

    private static final List<String> PRIORITIES = List.of(
            "^<\\d*>", // what has a priority at all
            "^<(7|15|39|79|87)>",
            "^<(5|6|13|14|37|38|77|78|85|86)>",
            "^<(4|12|36|76|84)>",
            "^<(3|11|35|75|83)>",
            "^<([012]|8|9|10|32|33|34|72|73|74|80|81|82)>");

    private static final List<String> NO_PRIORITY = List.of("", NEVER, "^Nov 22 |^2026-11-22T", NEVER, NEVER, NEVER);

    private static final List<String> STATUS =
            List.of("", NEVER, "\" [123]\\d\\d [-\\d]", "\" 4\\d\\d [-\\d]", "\" 5\\d\\d [-\\d]", NEVER);

    /** Levels in upper case behind whatever a layout puts before them. */
    private static List<String> levels(String before, String after) {
        return List.of(
                "",
                before + "(TRACE|DEBUG)" + after,
                before + "INFO" + after,
                before + "WARN" + after,
                before + "ERROR" + after,
                before + "FATAL" + after);
    }

    static Stream<Arguments> logs() {
        return Stream.of(
                Arguments.of(
                        "jvm",
                        LogFormat.JVM,
                        List.of("", "\\[debug *\\]", "\\[info *\\]", "\\[warning *\\]", "\\[error *\\]", NEVER)),
                Arguments.of("syslog-rfc3164", LogFormat.SYSLOG, PRIORITIES),
                Arguments.of("syslog-rfc5424", LogFormat.SYSLOG, PRIORITIES),
                Arguments.of("syslog-traditional", LogFormat.SYSLOG, NO_PRIORITY),
                Arguments.of("syslog-rfc3339", LogFormat.SYSLOG, NO_PRIORITY),
                Arguments.of("apache-access-common", LogFormat.APACHE_ACCESS, STATUS),
                Arguments.of("apache-access-combined", LogFormat.APACHE_ACCESS, STATUS),
                Arguments.of(
                        "apache-error",
                        LogFormat.APACHE_ERROR,
                        List.of(
                                "",
                                "\\[\\w+:(debug|trace\\d)\\]",
                                "\\[\\w+:(info|notice)\\]",
                                ":warn\\]",
                                "\\[\\w+:error\\]",
                                ":(crit|alert|emerg)\\]")),
                Arguments.of("logback-default", LogFormat.LOGBACK_LOG4J, levels("^[\\d:.]+ \\[[\\w-]+\\] ", " ")),
                Arguments.of("spring-boot", LogFormat.LOGBACK_LOG4J, levels("^[\\dT:.Z-]+ +", " \\d+ ---")),
                Arguments.of("logback-karaf", LogFormat.LOGBACK_LOG4J, levels("^[-\\d]+ [\\d:,]+ \\| ", " *\\|")),
                Arguments.of("log4j-padded-level", LogFormat.LOGBACK_LOG4J, levels("^ ?", " \\[")),
                Arguments.of("log4j-kafka", LogFormat.LOGBACK_LOG4J, levels("^\\[[^\\]]+\\] ", " ")),
                Arguments.of("log4j-ttcc", LogFormat.LOGBACK_LOG4J, levels("^\\d+ \\[main\\] ", " ")),
                Arguments.of("log4j-elasticsearch", LogFormat.LOGBACK_LOG4J, levels("^\\[[^\\]]+\\]\\[", " *\\]")),
                Arguments.of("json-logstash", LogFormat.JSON, levels("\"level\":\"", "\"")),
                Arguments.of("json-ecs", LogFormat.JSON, levels("\"log.level\":\"", "\"")),
                Arguments.of(
                        "json-gelf",
                        LogFormat.JSON,
                        List.of("", "\"level\":7", "\"level\":[56]", "\"level\":4", "\"level\":3", "\"level\":[012]")),
                Arguments.of(
                        "json-pino",
                        LogFormat.JSON,
                        List.of(
                                "",
                                "^\\{\"level\":[12]0",
                                "^\\{\"level\":30",
                                "^\\{\"level\":40",
                                "^\\{\"level\":50",
                                "^\\{\"level\":60")),
                Arguments.of("unknown-dpkg", LogFormat.UNKNOWN, List.of("", NEVER, NEVER, NEVER, NEVER, NEVER)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("logs")
    void countsEachSeverityAsGrepDoes(String name, LogFormat format, List<String> patterns) throws Exception {
        Path file =
                Path.of(RealLogsTest.class.getResource("/logs/" + name + ".log").toURI());
        NaiveCount naive = NaiveCount.of(Files.readAllBytes(file));
        LogSummary summary = LogFile.of(file).summary();

        assertEquals(naive.lines().size(), summary.lines());
        assertTrue(summary.lines() >= 50, "a real log is longer");
        assertEquals(naive.continuations(), summary.continuations());
        assertEquals(naive.lines().size() - naive.continuations(), summary.entries());
        long known = 0;
        for (int severity = 1; severity <= 5; severity++) {
            long counted = naive.matching(patterns.get(severity));
            assertEquals(counted, summary.severity(severity), "severity " + severity);
            known += counted;
        }
        assertEquals(summary.entries() - known, summary.unknown());
        assertEquals(known == 0 ? Map.of() : Map.of(format, known), summary.formats());
        assertEquals(0, summary.replaced());
        assertSlicesAddUp(file, summary);
    }

    private static void assertSlicesAddUp(Path file, LogSummary whole) throws IOException {
        for (int count = 1; count <= 9; count++) {
            LogSummary sum = LogFile.of(file).slices(count).stream()
                    .map(LogSlice::summary)
                    .reduce(LogSummary.EMPTY, LogSummary::plus);
            assertEquals(whole, sum);
        }
    }
}
