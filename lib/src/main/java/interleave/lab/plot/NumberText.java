package interleave.lab.plot;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as plotly writes them at an axis: by itself, or in one of the formats of d3 that charts ask for. */
final class NumberText {

    private static final Pattern FORMAT = Pattern.compile("([+$]?)0?\\d*(,?)(?:\\.(\\d+))?(~?)([a-zA-Z%]?)");
    private static final String[] PREFIXES = {"f", "p", "n", "μ", "m", "", "k", "M", "G", "T", "P"};

    private NumberText() {}

    /**
     * Returns a number beside others on an axis.
     *
     * @param step the distance of two ticks, which says how many decimals matter
     * @param largest the largest magnitude on the axis, which says whether thousands are shortened
     * @param exponents plotly's {@code exponentformat}: none, e, E, power, SI or B
     * @param leastExponent from which magnitude on an exponent is written
     * @param separated whether thousands have a comma, also below ten thousand
     */
    static String plain(
            double value, double step, double largest, String exponents, int leastExponent, boolean separated) {
        int magnitude = largest > 0 ? (int) Math.floor(Math.log10(largest) + 1e-9) : 0;
        int decimals = 2 - (int) Math.floor(Math.log10(Math.abs(step)) + 0.01);
        int exponent = 0;
        if (Math.abs(magnitude) > leastExponent && !exponents.equals("none")) {
            exponent = isSi(exponents) && Math.abs(magnitude) < 15
                    ? 3 * (int) Math.round((magnitude - 1) / 3.0)
                    : magnitude;
        }
        if (Math.abs(value) < Math.pow(10, -decimals) / 2) {
            return "0";
        }
        var digits = strip(Words.fixed(Math.abs(value) / Math.pow(10, exponent), Math.max(0, decimals + exponent)));
        digits = group(digits, separated || Math.abs(value) / Math.pow(10, exponent) >= 10_000);
        return (value < 0 ? "−" : "") + digits + suffix(exponent, exponents);
    }

    private static boolean isSi(String exponents) {
        return exponents.equals("SI") || exponents.equals("B");
    }

    private static String suffix(int exponent, String exponents) {
        if (exponent == 0) {
            return "";
        }
        return switch (exponents) {
            case "e", "E" -> exponents + (exponent > 0 ? "+" : "−") + Math.abs(exponent);
            case "power" -> "×10<sup>" + exponent + "</sup>";
            default ->
                exponents.equals("B") && exponent == 9
                        ? "B"
                        : exponent % 3 == 0 && Math.abs(exponent) <= 15 ? PREFIXES[exponent / 3 + 5] : "e" + exponent;
        };
    }

    /** Returns a number in a format of d3, as far as charts use them; an unknown format gives the plain number. */
    static String formatted(double value, String format) {
        Matcher parts = FORMAT.matcher(format);
        if (!parts.matches()) {
            return plain(value, Math.abs(value) / 100, Math.abs(value), "none", 3, false);
        }
        int digits = parts.group(3) == null ? -1 : Integer.parseInt(parts.group(3));
        double size = Math.abs(value);
        var text = switch (parts.group(5)) {
            case "f" -> Words.fixed(size, digits < 0 ? 6 : digits);
            case "d" -> Words.fixed(size, 0);
            case "%" -> Words.fixed(size * 100, digits < 0 ? 6 : digits) + "%";
            case "p" -> significant(size * 100, digits < 0 ? 6 : digits) + "%";
            case "e" -> String.format(Locale.ROOT, "%." + (digits < 0 ? 6 : digits) + "e", size);
            case "s" -> si(size, digits < 0 ? 6 : digits);
            default -> significant(size, digits < 0 ? 12 : digits);
        };
        if (!parts.group(4).isEmpty() || parts.group(5).isEmpty()) {
            text = text.replaceAll("(\\.\\d*?)0+(?=\\D*$)", "$1").replaceAll("\\.(?=\\D*$)", "");
        }
        text = group(text, !parts.group(2).isEmpty());
        var sign = value < 0 ? "−" : parts.group(1).equals("+") ? "+" : "";
        return sign + (parts.group(1).equals("$") ? "$" : "") + text;
    }

    private static String si(double value, int digits) {
        if (value == 0) {
            return significant(0, digits);
        }
        int third = Math.clamp((int) Math.floor(Math.log10(value) / 3 + 1e-12), -5, 5);
        return significant(value / Math.pow(1000, third), digits) + PREFIXES[third + 5];
    }

    private static String significant(double value, int digits) {
        int magnitude = value == 0 ? 0 : (int) Math.floor(Math.log10(value) + 1e-12);
        return Words.fixed(value, Math.max(0, digits - 1 - magnitude));
    }

    private static String strip(String digits) {
        return digits.contains(".") ? digits.replaceAll("\\.?0+$", "") : digits;
    }

    private static String group(String digits, boolean wanted) {
        int point = digits.indexOf('.');
        int end = point < 0 ? digits.length() : point;
        while (end > 0 && !Character.isDigit(digits.charAt(end - 1))) {
            end--;
        }
        return wanted ? digits.substring(0, end).replaceAll("\\B(?=(\\d{3})+$)", ",") + digits.substring(end) : digits;
    }
}
