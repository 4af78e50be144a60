package interleave.trial.store;

import com.fasterxml.jackson.databind.JsonNode;
import interleave.trial.Budget;
import interleave.trial.Machine;
import java.time.Instant;
import tech.tablesaw.api.Table;

/**
 * What was kept of a result of benchmarks, as far as it is shown again.
 *
 * @param kind {@code benchmark} or {@code comparison}
 * @param title what was measured: the class's name
 * @param at when it was measured
 * @param budget how long each was measured
 * @param machine the machine that it ran on
 * @param table the scores, or the ratios of a comparison
 */
public record KeptBench(String kind, String title, Instant at, Budget budget, Machine machine, Table table) {

    static KeptBench read(JsonNode json) {
        return new KeptBench(
                FindingJson.text(json, "kind"),
                FindingJson.text(json, "title"),
                Instant.parse(FindingJson.text(json, "at")),
                Budget.of(FindingJson.text(json, "budget")),
                new Machine(FindingJson.texts(FindingJson.need(json, "machine"))),
                TableJson.read(FindingJson.need(json, "table")));
    }
}
