package interleave.lab.plot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plotly's templates: {@code %{z:.2f} ms} with the values of a point put in. */
final class Template {

    private static final Pattern FIELD = Pattern.compile("%\\{([^}:|]+)(?::([^}|]*))?[^}]*}");

    private Template() {}

    static String fill(String template, Function<String, JsonNode> values) {
        return FIELD.matcher(template).replaceAll(field -> {
            var value = values.apply(field.group(1));
            var format = field.group(2);
            var text = value.isNumber()
                    ? format == null
                            ? NumberText.plain(
                                    value.asDouble(),
                                    Math.abs(value.asDouble()) / 100,
                                    Math.abs(value.asDouble()),
                                    "none",
                                    3,
                                    false)
                            : NumberText.formatted(value.asDouble(), format)
                    : value.asText("");
            return Matcher.quoteReplacement(text);
        });
    }
}
