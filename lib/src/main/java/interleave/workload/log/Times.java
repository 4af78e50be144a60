package interleave.workload.log;

/** The shapes of dates and times in logs. Each method steps over its shape, or over nothing and returns false. */
final class Times {

    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final String WEEKDAYS = "MonTueWedThuFriSatSun";

    private Times() {}

    /** {@code 2024-01-02} and then {@code T} or a space, a clock time and, if there is one, a zone. */
    static boolean isoDateTime(Cursor c) {
        int start = c.at;
        boolean found = date(c, 4, '-') && (c.skip('T') || c.skip(' ')) && clock(c);
        if (!found) {
            c.at = start;
            return false;
        }
        zone(c);
        return true;
    }

    /** {@code 2024-01-02T10:11:12} with a zone, as RFC 3339 wants it. */
    static boolean rfc3339(Cursor c) {
        int start = c.at;
        boolean found = date(c, 4, '-') && c.skip('T') && clock(c) && zone(c);
        c.at = found ? c.at : start;
        return found;
    }

    /** {@code 2024/01/02 10:11:12}, or with two digits for the year, or {@code 02/01/2024 10:11:12}. */
    static boolean slashedDateTime(Cursor c) {
        int start = c.at;
        boolean found = (date(c, 4, '/') || date(c, 2, '/') || yearLast(c)) && c.skip(' ') && clock(c);
        c.at = found ? c.at : start;
        return found;
    }

    private static boolean yearLast(Cursor c) {
        int start = c.at;
        boolean found = c.skipDigits(2) && c.skip('/') && c.skipDigits(2) && c.skip('/') && c.skipDigits(4);
        c.at = found ? c.at : start;
        return found;
    }

    /** {@code 02 Jan 2024 10:11:12} or {@code 02-Jan-2024 10:11:12}. */
    static boolean namedMonthDateTime(Cursor c) {
        int start = c.at;
        boolean found = c.skipDigits(2)
                && (c.skip(' ') || c.skip('-'))
                && name(c, MONTHS)
                && (c.skip(' ') || c.skip('-'))
                && c.skipDigits(4)
                && c.skip(' ')
                && clock(c);
        c.at = found ? c.at : start;
        return found;
    }

    /** {@code Jan  2 10:11:12}: no year, the day padded by a space or a zero. */
    static boolean rfc3164(Cursor c) {
        int start = c.at;
        boolean found = name(c, MONTHS) && c.skip(' ') && day(c) && c.skip(' ') && clock(c);
        c.at = found ? c.at : start;
        return found;
    }

    /** {@code Tue Jan 02 10:11:12.345678 2024}, as C's ctime writes it, with or without the fraction. */
    static boolean ctime(Cursor c) {
        int start = c.at;
        boolean found = name(c, WEEKDAYS) && c.skip(' ') && rfc3164(c) && c.skip(' ') && c.skipDigits(4);
        c.at = found ? c.at : start;
        return found;
    }

    /** {@code 02/Jan/2024:10:11:12 +0000}. */
    static boolean accessLog(Cursor c) {
        int start = c.at;
        boolean found = c.skipDigits(2)
                && c.skip('/')
                && name(c, MONTHS)
                && c.skip('/')
                && c.skipDigits(4)
                && c.skip(':')
                && clock(c)
                && c.skip(' ')
                && zone(c);
        c.at = found ? c.at : start;
        return found;
    }

    /** {@code 0.012s}, {@code 12ms} or {@code 12345678ns}: how long a program has been running. */
    static boolean uptime(Cursor c) {
        int start = c.at;
        boolean found =
                c.skipDigits() > 0 && (c.skip('.') ? c.skipDigits(3) && c.skip('s') : c.skip("ms") || c.skip("ns"));
        c.at = found ? c.at : start;
        return found;
    }

    /** {@code 10:11:12}, and a fraction of up to nine digits behind a point or a comma if there is one. */
    static boolean clock(Cursor c) {
        int start = c.at;
        boolean found = c.skipDigits(2) && c.skip(':') && c.skipDigits(2) && c.skip(':') && c.skipDigits(2);
        if (!found) {
            c.at = start;
            return false;
        }
        int fraction = c.at;
        if (c.skip('.') || c.skip(',')) {
            int digits = c.skipDigits();
            if (digits < 1 || digits > 9) {
                c.at = fraction;
            }
        }
        return true;
    }

    /** {@code Z}, {@code +01:00} or {@code +0100}. */
    static boolean zone(Cursor c) {
        if (c.skip('Z')) {
            return true;
        }
        int start = c.at;
        boolean found = c.skip('+') || c.skip('-');
        if (found) {
            // Four digits in a row, or two, a colon and two.
            found = c.skipDigits(4) || (c.skipDigits(2) && c.skip(':') && c.skipDigits(2));
        }
        c.at = found ? c.at : start;
        return found;
    }

    private static boolean date(Cursor c, int yearDigits, char separator) {
        int start = c.at;
        boolean found = c.skipDigits(yearDigits)
                && c.skip(separator)
                && c.skipDigits(2)
                && c.skip(separator)
                && c.skipDigits(2);
        c.at = found ? c.at : start;
        return found;
    }

    private static boolean day(Cursor c) {
        return c.skip(' ') ? c.skipDigits(1) : c.skipDigits(2);
    }

    private static boolean name(Cursor c, String names) {
        int i = c.at;
        if (i + 3 > c.line.length() || names.indexOf(c.line.substring(i, i + 3)) % 3 != 0) {
            return false;
        }
        c.at += 3;
        return true;
    }
}
