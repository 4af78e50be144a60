package interleave.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

class TableViewTest {

    @Test
    void textAlignsNumbersRightAndShowsMissingValuesAsADash() {
        IntColumn count = IntColumn.create("count", 5, 20_000);
        count.appendMissing();
        Table table = Table.create("Words", StringColumn.create("word", "be", "question", "not"), count);
        assertEquals("""
                Words
                word       count
                be             5
                question  20,000
                not            –
                """, TableView.of(table).text());
    }

    @Test
    void htmlNamesHeadersAndCaptionAndEscapesEveryText() {
        String hostile = "</td><script>alert('x')</script> & \"q\"";
        Table table = Table.create(hostile, StringColumn.create(hostile, hostile));
        String html = TableView.of(table).html();
        assertFalse(html.contains("<script"), html);
        assertTrue(
                html.contains(
                        "<caption style=\"text-align:left\"><span class=\"il-caption\">&lt;/td&gt;&lt;script&gt;"),
                html);
        assertTrue(html.contains("<th scope=\"col\""), html);
        assertEquals(1, html.split("<td", -1).length - 1, html);
    }

    @Test
    void longTableShowsBothEndsAndSaysHowManyRowsItLeavesOut() {
        Table table = Table.create("Long", IntColumn.create("n", IntStream.rangeClosed(1, 1_000)));
        TableView view = TableView.of(table);
        assertTrue(view.text().contains("… 960 rows left out of 1,000"), view.text());
        assertTrue(view.html().contains("… 960 rows left out of 1,000"));
        assertTrue(view.text().stripTrailing().endsWith("1,000"));
        assertEquals(
                TableView.ROWS_SHOWN,
                view.text().lines().filter(line -> line.matches("[ \\d,]+")).count());
    }

    @Test
    void aColumnsOwnFormatIsKept() {
        DoubleColumn ratio = DoubleColumn.create("ratio", 1.72);
        ratio.setPrintFormatter(
                new NumberColumnFormatter(new DecimalFormat("0.0", DecimalFormatSymbols.getInstance(Locale.ROOT))));
        assertEquals(
                "Speed-up\nratio\n  1.7\n",
                TableView.of(Table.create("Speed-up", ratio)).text());
    }

    @Test
    void hugeTableCostsNoMoreToShowThanWhatIsShown() {
        IntColumn rows = IntColumn.create("n", new int[3_000_000]);
        Table table =
                Table.create("Huge", rows, rows.copy().setName("m"), rows.copy().setName("o"));
        assertTrue(TableView.of(table).html().length() < 20_000);
    }

    @Test
    void emptyTableShowsItsHeaders() {
        assertEquals(
                "Nothing\nn\n",
                TableView.of(Table.create("Nothing", IntColumn.create("n"))).text());
        assertTrue(TableView.of(Table.create("Nothing"))
                .html()
                .contains("<caption style=\"text-align:left\"><span class=\"il-caption\">Nothing</span></caption>"));
    }

    @Test
    void nullIsRefusedWithAReason() {
        String message = assertThrows(NullPointerException.class, () -> TableView.of(null))
                .getMessage();
        assertTrue(message.contains("table is null"), message);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1.5, 1.500",
        "0.012345, 0.01235",
        "999.96, '1,000.0'",
        "123456.7, '123,457'",
        "2.5e-7, 2.500e-07",
        "-3.25, -3.250",
        "4e12, 4.000e+12"
    })
    void decimalsKeepFourSignificantDigits(double value, String shown) {
        Table table = Table.create("d", DoubleColumn.create("d", value));
        assertEquals(
                "d\n%s\n%s\n".formatted(" ".repeat(shown.length() - 1) + "d", shown),
                TableView.of(table).text());
    }

    @Test
    void aColumnOfSentencesKeepsSomeWidth() {
        var words = Table.create("Words", StringColumn.create("word", "be"));
        var sentences = Table.create(
                "Sentences",
                StringColumn.create(
                        "sentence", "The rest is silence, as far as told." + " Nothing more is known of it."));
        assertFalse(TableView.of(words).html().contains("min-width"));
        assertTrue(
                TableView.of(sentences).html().contains("<th scope=\"col\" style=\"text-align:left;min-width:20em\">"));
    }
}
