package interleave.trial.store;

import static interleave.trial.store.FindingJson.need;
import static interleave.trial.store.FindingJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A table of texts, numbers and truth values as JSON, column by column, and back. A missing value is {@code null}. */
final class TableJson {

    private TableJson() {}

    static void write(ObjectNode json, Table table) {
        json.put("name", table.name());
        var columns = json.putArray("columns");
        for (Column<?> column : table.columns()) {
            var each = columns.addObject().put("name", column.name()).put("type", type(column));
            write(each.putArray("values"), column);
        }
    }

    private static String type(Column<?> column) {
        return switch (column) {
            case StringColumn _ -> "text";
            case IntColumn _ -> "int";
            case LongColumn _ -> "long";
            case DoubleColumn _ -> "double";
            case BooleanColumn _ -> "boolean";
            default ->
                throw new IllegalArgumentException("the column “%s” is of type %s, which is not kept"
                        .formatted(column.name(), column.type().name()));
        };
    }

    private static void write(ArrayNode values, Column<?> column) {
        for (int row = 0; row < column.size(); row++) {
            if (column.isMissing(row)) {
                values.addNull();
            } else {
                write(values, column, row);
            }
        }
    }

    private static void write(ArrayNode values, Column<?> column, int row) {
        switch (column) {
            case IntColumn ints -> values.add(ints.getInt(row));
            case LongColumn longs -> values.add(longs.getLong(row));
            case BooleanColumn booleans -> values.add((boolean) booleans.get(row));
            case DoubleColumn doubles -> {
                double number = doubles.getDouble(row);
                if (Double.isFinite(number)) {
                    values.add(number);
                } else {
                    // JSON has no infinities; as a text they come back.
                    values.add(String.valueOf(number));
                }
            }
            default -> values.add(column.getString(row));
        }
    }

    static Table read(JsonNode json) {
        var table = Table.create(text(json, "name"));
        for (var column : need(json, "columns")) {
            table.addColumns(column(text(column, "name"), text(column, "type"), need(column, "values")));
        }
        return table;
    }

    private static Column<?> column(String name, String type, JsonNode values) {
        Column<?> column = switch (type) {
            case "text" -> StringColumn.create(name);
            case "int" -> IntColumn.create(name);
            case "long" -> LongColumn.create(name);
            case "double" -> DoubleColumn.create(name);
            case "boolean" -> BooleanColumn.create(name);
            default ->
                throw new IllegalArgumentException("its column “%s” has the unknown type “%s”".formatted(name, type));
        };
        for (var value : values) {
            if (value.isNull()) {
                column.appendMissing();
            } else {
                append(column, value);
            }
        }
        return column;
    }

    private static void append(Column<?> column, JsonNode value) {
        switch (column) {
            case IntColumn ints when value.canConvertToInt() -> ints.append(value.intValue());
            case LongColumn longs when value.canConvertToLong() -> longs.append(value.longValue());
            case DoubleColumn doubles when value.isNumber() -> doubles.append(value.doubleValue());
            case DoubleColumn doubles when value.isTextual() -> doubles.append(Double.parseDouble(value.textValue()));
            case BooleanColumn booleans when value.isBoolean() -> booleans.append(value.booleanValue());
            case StringColumn texts when value.isTextual() -> texts.append(value.textValue());
            default -> throw new IllegalArgumentException("its column “%s” holds %s".formatted(column.name(), value));
        }
    }
}
