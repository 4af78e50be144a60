package interleave.workload.log;

import java.util.Optional;

/**
 * The formats that are told apart, by the first line of an entry alone. Where a line fits several, the first of this
 * order counts.
 */
public enum LogFormat {
    /** Unified logging of the JVM: {@code [0.012s][info][gc] Using G1}. */
    JVM("jvm"),
    /** Error log of the Apache server, 2.2 and 2.4: {@code [Tue Jan 02 10:11:12 2024] [core:error] [pid 7] …}. */
    APACHE_ERROR("apache-error"),
    /** One JSON object a line, as Logback, Log4j, pino, bunyan, zap and others write it. */
    JSON("json"),
    /** The common pattern layouts of Logback and Log4j: time, thread, level and logger in one of the usual orders. */
    LOGBACK_LOG4J("logback-log4j"),
    /** RFC 3164 and RFC 5424, with or without {@code <PRI>}, and the files that rsyslog and journalctl make of them. */
    SYSLOG("syslog"),
    /** Access log in the common and the combined format, as Apache, nginx and many others write it. */
    APACHE_ACCESS("apache-access"),
    /** None of these. */
    UNKNOWN("unknown");

    private static final LogFormat[] ALL = values();

    private final String label;

    LogFormat(String label) {
        this.label = label;
    }

    /** Returns the name used in tables and JSON: lower case, and it never changes. */
    public String label() {
        return label;
    }

    /** Returns the first format that fits the line, and {@link #UNKNOWN} if none does. */
    static Parsed parse(String line, boolean whole) {
        for (LogFormat format : ALL) {
            Optional<Head> head = format.read(new Cursor(line, whole));
            if (head.isPresent()) {
                return new Parsed(format, head);
            }
        }
        return new Parsed(UNKNOWN, Optional.empty());
    }

    /** Reads the line as one of this format; empty if it is none. */
    Optional<Head> read(Cursor line) {
        return switch (this) {
            case JVM -> JvmFormat.parse(line);
            case APACHE_ERROR -> ApacheError.parse(line);
            case JSON -> JsonLine.parse(line);
            case LOGBACK_LOG4J -> PatternLayout.parse(line);
            case SYSLOG -> Syslog.parse(line);
            case APACHE_ACCESS -> AccessLog.parse(line);
            case UNKNOWN -> Optional.empty();
        };
    }

    /** A line's format and what it says by it: nothing if the format is unknown. */
    record Parsed(LogFormat format, Optional<Head> head) {}
}
