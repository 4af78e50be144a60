package interleave.trial.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import interleave.trial.Budget;
import interleave.trial.Design;
import interleave.trial.Evidence;
import interleave.trial.Finding;
import interleave.trial.Judgement;
import interleave.trial.Machine;
import interleave.trial.Sketch;
import interleave.trial.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/** A finding as JSON, and back. What is missing or of the wrong kind is named by an exception. */
final class FindingJson {

    private FindingJson() {}

    static ObjectNode write(Finding finding) {
        var json = JsonFiles.object();
        var design = finding.design();
        json.put("experiment", design.id());
        json.put("at", finding.at().toString());
        json.put("budget", finding.budget().toString());
        json.put("verdict", finding.judgement().verdict().name());
        json.put("reason", finding.judgement().reason());
        finding.evidence().disturbedBy().ifPresent(culprit -> json.put("disturbed by", culprit));
        json.put("question", design.question());
        json.put("procedure", design.procedure());
        json.put("rule", design.rule());
        json.put("seed", design.seed());
        texts(json.putObject("parameters"), design.parameters());
        texts(json.putObject("machine"), finding.machine().facts());
        TableJson.write(json.putObject("table"), finding.table());
        finding.evidence().sketch().ifPresent(sketch -> write(json.putObject("sketch"), sketch));
        var raw = json.putObject("raw");
        finding.evidence().raw().forEach((name, values) -> {
            ArrayNode array = raw.putArray(name);
            values.forEach(array::add);
        });
        return json;
    }

    static Finding read(JsonNode json) {
        var seed = need(json, "seed");
        var design = new Design(
                text(json, "experiment"),
                text(json, "question"),
                texts(need(json, "parameters")),
                seed.asLong(),
                text(json, "procedure"),
                text(json, "rule"));
        var evidence = new Evidence(
                TableJson.read(need(json, "table")),
                json.has("sketch") ? Optional.of(sketch(json.get("sketch"))) : Optional.empty(),
                map(need(json, "raw"), FindingJson::numbers),
                json.has("disturbed by") ? Optional.of(text(json, "disturbed by")) : Optional.empty());
        return new Finding(
                design,
                Instant.parse(text(json, "at")),
                Budget.of(text(json, "budget")),
                new Machine(texts(need(json, "machine"))),
                evidence,
                new Judgement(Verdict.valueOf(text(json, "verdict")), text(json, "reason")));
    }

    private static void write(ObjectNode json, Sketch sketch) {
        json.put("shape", sketch.shape().name());
        json.put("title", sketch.title()).put("subtitle", sketch.subtitle());
        json.put("x", sketch.x()).put("y", sketch.y()).put("unit", sketch.unit());
        sketch.range()
                .ifPresent(
                        range -> json.putObject("range").put("low", range.low()).put("high", range.high()));
        json.put("series", sketch.series()).put("scale", sketch.scale().name());
        sketch.level()
                .ifPresent(level ->
                        json.putObject("level").put("value", level.value()).put("label", level.label()));
    }

    private static Sketch sketch(JsonNode json) {
        return new Sketch(
                Sketch.Shape.valueOf(text(json, "shape")),
                text(json, "title"),
                text(json, "subtitle"),
                text(json, "x"),
                text(json, "y"),
                text(json, "unit"),
                part(json, "range", range -> new Sketch.Range(text(range, "low"), text(range, "high"))),
                text(json, "series"),
                Sketch.Scale.valueOf(text(json, "scale")),
                part(
                        json,
                        "level",
                        level -> new Sketch.Level(need(level, "value").asDouble(), text(level, "label"))));
    }

    private static <T> Optional<T> part(JsonNode json, String name, Function<JsonNode, T> reader) {
        return json.has(name) ? Optional.of(reader.apply(json.get(name))) : Optional.empty();
    }

    private static void texts(ObjectNode json, Map<String, String> texts) {
        texts.forEach(json::put);
    }

    static SequencedMap<String, String> texts(JsonNode json) {
        return map(json, JsonNode::asText);
    }

    private static <T> SequencedMap<String, T> map(JsonNode json, Function<JsonNode, T> value) {
        var map = new LinkedHashMap<String, T>();
        json.properties().forEach(entry -> map.put(entry.getKey(), value.apply(entry.getValue())));
        return map;
    }

    private static List<Double> numbers(JsonNode json) {
        var numbers = new ArrayList<Double>();
        json.forEach(number -> numbers.add(number.asDouble()));
        return numbers;
    }

    static String text(JsonNode json, String name) {
        var value = need(json, name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("its “%s” is no text".formatted(name));
        }
        return value.textValue();
    }

    static JsonNode need(JsonNode json, String name) {
        var value = json.get(name);
        if (value == null || value.isNull()) {
            throw new IllegalArgumentException("it has no “%s”".formatted(name));
        }
        return value;
    }
}
