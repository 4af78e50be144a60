package interleave.workload.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class LogSummaryTest {

    private static final LogSummary SOME = new LogSummary(
            1010, 1003, 7, 3, Map.of(1, 100L, 2, 700L, 3, 150L, 4, 50L, 5, 0L), Map.of(LogFormat.JSON, 1000L), 2);

    @Test
    void addsUpPartByPart() {
        assertEquals(SOME, SOME.plus(LogSummary.EMPTY));
        assertEquals(SOME, LogSummary.EMPTY.plus(SOME));
        LogSummary twice = SOME.plus(SOME);
        assertEquals(2020, twice.lines());
        assertEquals(2006, twice.entries());
        assertEquals(14, twice.continuations());
        assertEquals(6, twice.unknown());
        assertEquals(1400, twice.severity(2));
        assertEquals(Map.of(LogFormat.JSON, 2000L), twice.formats());
        assertEquals(4, twice.replaced());
    }

    @Test
    void numbersThatContradictOneAnotherAreRefused() {
        Map<Integer, Long> one = Map.of(1, 1L);
        Map<LogFormat, Long> json = Map.of(LogFormat.JSON, 1L);
        assertEquals(1, new LogSummary(1, 1, 0, 0, one, json, 0).entries());
        assertThrows(IllegalArgumentException.class, () -> new LogSummary(2, 1, 0, 0, one, json, 0));
        assertThrows(IllegalArgumentException.class, () -> new LogSummary(1, 1, 0, 1, one, json, 0));
        assertThrows(IllegalArgumentException.class, () -> new LogSummary(1, 1, 0, 0, one, Map.of(), 0));
    }

    @Test
    void severitiesThatAreLeftOutAreZero() {
        LogSummary one = new LogSummary(1, 1, 0, 0, Map.of(1, 1L), Map.of(LogFormat.JSON, 1L, LogFormat.JVM, 0L), 0);
        assertEquals(Map.of(1, 1L, 2, 0L, 3, 0L, 4, 0L, 5, 0L), one.severities());
        assertEquals(0, one.severity(4));
        assertEquals(Map.of(LogFormat.JSON, 1L), one.formats());
        assertEquals(5, one.table().rowCount());
        assertEquals(LogSummary.EMPTY, new LogSummary(0, 0, 0, 0, Map.of(), Map.of(), 0));
    }

    @Test
    void keysThatCannotBeAreRefused() {
        for (int severity : new int[] {0, 6, -1}) {
            String message = assertThrows(
                            IllegalArgumentException.class,
                            () -> new LogSummary(1, 1, 0, 0, Map.of(severity, 1L), Map.of(LogFormat.JSON, 1L), 0))
                    .getMessage();
            assertEquals("severity is 1 to 5, not " + severity, message);
        }
        String unknown = assertThrows(
                        IllegalArgumentException.class,
                        () -> new LogSummary(1, 1, 0, 0, Map.of(1, 1L), Map.of(LogFormat.UNKNOWN, 1L), 0))
                .getMessage();
        assertEquals("entries of unknown format are counted by unknown, not by format", unknown);
    }

    @Test
    void negativeNumbersAreRefused() {
        Map<LogFormat, Long> none = Map.of();
        assertThrows(IllegalArgumentException.class, () -> new LogSummary(1, 2, -1, 2, Map.of(), none, 0));
        assertThrows(IllegalArgumentException.class, () -> new LogSummary(0, 0, 0, 0, Map.of(1, 1L, 2, -1L), none, 0));
        assertThrows(IllegalArgumentException.class, () -> new LogSummary(0, 0, 0, 0, Map.of(), none, -1));
    }

    @Test
    void thereIsNoSixthSeverity() {
        assertThrows(IllegalArgumentException.class, () -> SOME.severity(6));
        assertThrows(IllegalArgumentException.class, () -> SOME.severity(0));
    }

    @Test
    void showsItselfAsATable() {
        Table table = SOME.table();
        assertEquals("1,010 lines: 1,003 entries, 7 continuations", table.name());
        assertEquals(List.of("severity", "meaning", "entries", "share"), table.columnNames());
        assertEquals(
                List.of("1", "2", "3", "4", "5", "none"),
                table.stringColumn("severity").asList());
        assertEquals("trace, debug", table.getString(0, "meaning"));
        assertEquals("unknown format", table.getString(5, "meaning"));
        assertEquals(
                List.of(100L, 700L, 150L, 50L, 0L, 3L),
                table.longColumn("entries").asList());
        assertEquals("69.8%", table.getString(1, "share"));
        assertEquals(5, LogSummary.EMPTY.table().rowCount());
    }

    @Test
    void sharesReadTheSameInEveryLanguage() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertEquals("69.8%", SOME.table().getString(1, "share"));
        } finally {
            Locale.setDefault(before);
        }
    }
}
