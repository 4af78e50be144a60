package interleave.workload.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogFormatTest {

    private static Arguments line(
            LogFormat format, int severity, String time, String source, String message, String line) {
        return Arguments.of(line, format, severity, time, source, message);
    }

    static Stream<Arguments> jvm() {
        LogFormat f = LogFormat.JVM;
        return Stream.of(
                line(f, 2, "0.012s", "gc", "Using G1", "[0.012s][info][gc] Using G1"),
                line(f, 1, "0.012s", "gc,heap", "x", "[0.012s][debug][gc,heap      ] x"),
                line(f, 1, "0.012s", "gc", "x", "[0.012s][trace  ][gc] x"),
                line(f, 3, "2ms", "cds", "[x] y", "[2ms][warning][cds] [x] y"),
                line(f, 4, "", "", "only a level", "[error] only a level"),
                line(f, 2, "", "os", "", "[info][os] "),
                line(f, 2, "", "os", "", "[info][os]"),
                line(f, 2, "0.012s", "", "no level", "[0.012s] no level"),
                line(f, 2, "0.012s", "gc,heap", "no level", "[0.012s][gc,heap] no level"),
                line(f, 2, "12ms", "safepoint", "no level", "[12ms][safepoint ] no level"),
                line(
                        f,
                        2,
                        "2024-01-02T10:11:12.345-0700",
                        "gc",
                        "no level",
                        "[2024-01-02T10:11:12.345-0700][77][gc] no level"),
                line(
                        f,
                        2,
                        "2024-01-02T10:11:12.345+0000",
                        "",
                        "no level",
                        "[2024-01-02T10:11:12.345+0000][0.100s] no level"),
                line(
                        f,
                        2,
                        "2024-01-02T10:11:12.345+0000",
                        "gc",
                        "Pause",
                        "[2024-01-02T10:11:12.345+0000][0.100s][12ms][99ns][host1][123][456][info ][gc   ] Pause"));
    }

    static Stream<Arguments> syslog() {
        LogFormat f = LogFormat.SYSLOG;
        return Stream.of(
                line(
                        f,
                        5,
                        "Oct 11 22:14:15",
                        "su",
                        "'su root' failed",
                        "<34>Oct 11 22:14:15 host1 su: 'su root' failed"),
                line(f, 5, "Jan  2 10:11:12", "kernel", "oops", "<0>Jan  2 10:11:12 host1 kernel: oops"),
                line(f, 4, "Jan  2 10:11:12", "sshd", "bad", "<83>Jan  2 10:11:12 host1 sshd[12]: bad"),
                line(f, 3, "Jan 02 10:11:12", "a", "b", "<12>Jan 02 10:11:12 a: b"),
                line(f, 1, "", "", "no header", "<191>no header"),
                line(f, 2, "Jan  2 10:11:12", "sshd", "Accepted", "Jan  2 10:11:12 host1 sshd[12]: Accepted"),
                line(
                        f,
                        2,
                        "Jan  2 10:11:12",
                        "",
                        "last message repeated 2 times",
                        "Jan  2 10:11:12 host1 last message repeated 2 times"),
                line(
                        f,
                        2,
                        "Jan  2 10:11:12",
                        "kernel",
                        "[    0.000000] Linux",
                        "Jan  2 10:11:12 host1 kernel: [    0.000000] Linux"),
                line(
                        f,
                        2,
                        "2024-01-02T10:11:12.345678+00:00",
                        "cron",
                        "job",
                        "2024-01-02T10:11:12.345678+00:00 host1 cron[7]: job"),
                line(f, 2, "2024-01-02T10:11:12Z", "cron", "job", "2024-01-02T10:11:12Z host1 cron[7] job"),
                line(
                        f,
                        5,
                        "2003-10-11T22:14:15.003Z",
                        "su",
                        "failed",
                        "<34>1 2003-10-11T22:14:15.003Z host1 su - ID47 - \uFEFFfailed"),
                line(
                        f,
                        2,
                        "2003-10-11T22:14:15.003Z",
                        "app",
                        "text",
                        "<165>1 2003-10-11T22:14:15.003Z host1 app 12 ID47 [a@1 k=\"]\\\"\" l=\"\"][b@1] text"),
                line(f, 2, "", "", "", "<165>1 - - - - - -"),
                line(
                        f,
                        2,
                        "2003-10-11T22:14:15.003Z",
                        "app",
                        "no pri",
                        "1 2003-10-11T22:14:15.003Z host1 app - - - no pri"));
    }

    static Stream<Arguments> apache() {
        LogFormat access = LogFormat.APACHE_ACCESS;
        LogFormat error = LogFormat.APACHE_ERROR;
        String time = "10/Oct/2000:13:55:36 -0700";
        return Stream.of(
                line(
                        access,
                        2,
                        time,
                        "127.0.0.1",
                        "\"GET /a HTTP/1.0\" 200 2326",
                        "127.0.0.1 - frank [" + time + "] \"GET /a HTTP/1.0\" 200 2326"),
                line(
                        access,
                        2,
                        time,
                        "::1",
                        "\"GET /a HTTP/1.0\" 304 -",
                        "::1 - - [" + time + "] \"GET /a HTTP/1.0\" 304 -"),
                line(access, 3, time, "h.example", "\"-\" 408 -", "h.example - - [" + time + "] \"-\" 408 -"),
                line(
                        access,
                        3,
                        time,
                        "h",
                        "\"GET /\\\"x\\\" HTTP/1.1\" 404 5 \"http://r/\" \"curl\"",
                        "h - - [" + time + "] \"GET /\\\"x\\\" HTTP/1.1\" 404 5 \"http://r/\" \"curl\""),
                line(
                        access,
                        4,
                        time,
                        "h",
                        "\"\\x16\\x03\" 503 0 \"-\" \"-\" 17",
                        "h - john doe [" + time + "] \"\\x16\\x03\" 503 0 \"-\" \"-\" 17"),
                line(
                        access,
                        4,
                        time,
                        "shop.example:443",
                        "\"GET / HTTP/2.0\" 500 1",
                        "shop.example:443 10.0.0.1 - - [" + time + "] \"GET / HTTP/2.0\" 500 1"),
                line(
                        error,
                        4,
                        "Wed Oct 11 14:32:52 2000",
                        "",
                        "[client 127.0.0.1] denied",
                        "[Wed Oct 11 14:32:52 2000] [error] [client 127.0.0.1] denied"),
                line(error, 3, "Wed Oct  1 14:32:52 2000", "", "child", "[Wed Oct  1 14:32:52 2000] [warn] child"),
                line(
                        error,
                        4,
                        "Fri Sep 09 10:42:29.902022 2011",
                        "core",
                        "[client 10.0.0.1:80] no file",
                        "[Fri Sep 09 10:42:29.902022 2011] [core:error] [pid 35708:tid 4328636416] [client 10.0.0.1:80] no file"),
                line(
                        error,
                        4,
                        "Fri Sep 09 10:42:29.902022 2011",
                        "",
                        "[client 10.0.0.1:80] PHP Notice",
                        "[Fri Sep 09 10:42:29.902022 2011] [:error] [pid 35708] [client 10.0.0.1:80] PHP Notice"),
                line(
                        error,
                        1,
                        "Fri Sep 09 10:42:29.902022 2011",
                        "ssl",
                        "x",
                        "[Fri Sep 09 10:42:29.902022 2011] [ssl:trace8] [pid 1] x"),
                line(
                        error,
                        2,
                        "Fri Sep 09 10:42:29.902022 2011",
                        "mpm_event",
                        "x",
                        "[Fri Sep 09 10:42:29.902022 2011] [mpm_event:notice] [pid 1] x"),
                line(error, 5, "Fri Sep 09 10:42:29 2011", "core", "x", "[Fri Sep 09 10:42:29 2011] [core:crit] x"),
                line(error, 5, "Fri Sep 09 10:42:29 2011", "", "x", "[Fri Sep 09 10:42:29 2011] [emerg] x"));
    }

    static Stream<Arguments> patternLayouts() {
        LogFormat f = LogFormat.LOGBACK_LOG4J;
        return Stream.of(
                line(f, 1, "10:11:12.345", "c.e.Foo", "msg - more", "10:11:12.345 [main] DEBUG c.e.Foo - msg - more"),
                line(f, 3, "10:11:12.345", "c.e.Foo", "msg", "10:11:12.345 [main] WARN  c.e.Foo -- msg"),
                line(f, 2, "10:11:12.345", "c.e.Foo", "msg", "10:11:12.345 [] INFO  c.e.Foo -- msg"),
                line(
                        f,
                        2,
                        "2024-01-02 10:11:12,345",
                        "c.e.Foo",
                        "msg",
                        "2024-01-02 10:11:12,345 [pool-1-thread-1] INFO  c.e.Foo - msg"),
                line(
                        f,
                        4,
                        "2024-01-02 10:11:12,345",
                        "c.e.Foo",
                        "msg",
                        "2024-01-02 10:11:12,345 ERROR [a]b] c.e.Foo - msg"),
                line(
                        f,
                        5,
                        "2024-01-02 10:11:12,345",
                        "org.apache.Hadoop",
                        "msg",
                        "2024-01-02 10:11:12,345 FATAL org.apache.Hadoop: msg"),
                line(
                        f,
                        2,
                        "2024-01-02T10:11:12.345Z",
                        "c.e.App",
                        "Started",
                        "2024-01-02T10:11:12.345Z  INFO 123 --- [main] c.e.App       : Started"),
                line(
                        f,
                        3,
                        "2024-01-02T10:11:12.345+01:00",
                        "c.e.App",
                        "x",
                        "2024-01-02T10:11:12.345+01:00  WARN 123 --- [shop] [  main] c.e.App : x"),
                line(
                        f,
                        1,
                        "2024-01-02 10:11:12.345",
                        "c.e.App",
                        "x",
                        "2024-01-02 10:11:12.345 TRACE 123 --- [           main] c.e.App                  : x"),
                line(
                        f,
                        2,
                        "24/01/02 10:11:12",
                        "SparkContext",
                        "Running",
                        "24/01/02 10:11:12 INFO SparkContext: Running"),
                line(
                        f,
                        2,
                        "02 Jan 2024 10:11:12,345",
                        "c.e.Foo",
                        "msg",
                        "02 Jan 2024 10:11:12,345 INFO [main] c.e.Foo - msg"),
                line(
                        f,
                        4,
                        "02-Jan-2024 10:11:12.345",
                        "main",
                        "org.apache.Foo.bar text",
                        "02-Jan-2024 10:11:12.345 SEVERE [main] org.apache.Foo.bar text"),
                line(
                        f,
                        2,
                        "2024-01-02 10:11:12,345",
                        "",
                        "msg (kafka.server.Server)",
                        "[2024-01-02 10:11:12,345] INFO msg (kafka.server.Server)"),
                line(
                        f,
                        2,
                        "2024-01-02T10:11:12,345",
                        "o.e.n.Node",
                        "[n1] started",
                        "[2024-01-02T10:11:12,345][INFO ][o.e.n.Node               ] [n1] started"
                                .replace("] [n1]", "]  [n1]")
                                .replace("]  [n1] ", "] - [n1] ")),
                line(
                        f,
                        2,
                        "10:11:12,345",
                        "org.jboss.as",
                        "(MSC 1-2) text",
                        "10:11:12,345 INFO  [org.jboss.as] (MSC 1-2) text"),
                line(
                        f,
                        4,
                        "2024-01-02 10:11:12,345",
                        "",
                        "| main | text",
                        "2024-01-02 10:11:12,345 | ERROR | main | text"),
                line(
                        f,
                        2,
                        "2024-01-02 10:11:12,345",
                        "main:Q@9",
                        "text",
                        "2024-01-02 10:11:12,345 [myid:1] - INFO  [main:Q@9] - text"),
                line(
                        f,
                        4,
                        "2024-01-02 10:11:12,345",
                        "",
                        "Reconfiguration failed",
                        "2024-01-02 10:11:12,345 main ERROR Reconfiguration failed"),
                line(f, 2, "12", "c.e.Foo", "msg", "12   [main] INFO  c.e.Foo - msg"),
                line(f, 2, "", "c.e.Foo", "msg", "INFO  [main] c.e.Foo - msg"),
                line(f, 3, "", "c.e.Foo", "msg", " WARN [main] c.e.Foo - msg"),
                line(f, 4, "", "", "msg", "ERROR - msg"),
                line(f, 2, "", "c.e.Foo", "msg", "INFO c.e.Foo: msg"),
                line(f, 2, "", "", "Building", "[INFO] Building"),
                line(
                        f,
                        3,
                        "2024-01-02 10:11:12,345",
                        "c.e.Foo",
                        "x",
                        "WARN  2024-01-02 10:11:12,345 [main] c.e.Foo - x"),
                line(f, 3, "10:11:12", "c.e.Foo", "x", " WARN 10:11:12 [main] c.e.Foo - x"),
                line(f, 4, "2024-01-02 10:11:12,345", "", "failed", "2024-01-02 10:11:12,345 ERROR: failed"),
                line(f, 4, "2024-01-02 10:11:12,345", "", "failed", "2024-01-02 10:11:12,345 [main] ERROR: failed"),
                line(f, 4, "02/01/2024 10:11:12", "foo", "x", "02/01/2024 10:11:12 ERROR foo - x"),
                line(
                        f,
                        2,
                        "2024-01-02 10:11:12,345",
                        "File.java:1",
                        "msg",
                        "INFO  [main] 2024-01-02 10:11:12,345 File.java:1 - msg"),
                line(f, 2, "2024-01-02 10:11:12,345", "main", "msg", "INFO  [main] 2024-01-02 10:11:12,345 msg"),
                line(f, 4, "2024-01-02 10:11:12,345", "c", "msg", "ERROR [2024-01-02 10:11:12,345] c: msg"),
                line(f, 4, "2024-01-02 10:11:12,345", "c", "msg", "[ERROR] [2024-01-02 10:11:12,345] c: msg"),
                line(f, 1, "", "main", "Message 1", "DEBUG [main]: Message 1"),
                line(f, 1, "", "pool 1", "Message 1", "DEBUG [pool 1]: Message 1"),
                line(f, 1, "10:11:12", "main", "Message 1", "10:11:12 DEBUG [main]: Message 1"),
                line(f, 4, "", "x", "[::1]:80 refused", "ERROR [x] [::1]:80 refused"));
    }

    /** What stands in brackets here, the JVM might have written; the level tells that it was not. */
    static Stream<Arguments> bracketedTimes() {
        LogFormat f = LogFormat.LOGBACK_LOG4J;
        String utc = "2024-01-02T10:11:12.345Z";
        return Stream.of(
                line(f, 4, utc, "app", "failed", "[2024-01-02T10:11:12.345Z][ERROR][app] failed"),
                line(f, 4, utc, "c.e.App", "failed", "[2024-01-02T10:11:12.345Z] ERROR c.e.App - failed"),
                line(f, 4, "2024-01-02T10:11:12,345+0100", "", "x", "[2024-01-02T10:11:12,345+0100] [main] ERROR x"),
                line(f, 3, "2024-01-02T10:11:12.345+0100", "", "x", "[2024-01-02T10:11:12.345+0100] WARN x"),
                line(f, 4, "2024-01-02T10:11:12.345+0100", "", "x", "[2024-01-02T10:11:12.345+0100][app] ERROR x"),
                line(f, 5, "2024-01-02T10:11:12+00:00", "", "boom", "[2024-01-02T10:11:12+00:00] [FATAL] boom"),
                line(f, 2, utc, "", "Building", "[2024-01-02T10:11:12.345Z] [INFO] Building"),
                line(f, 3, "12ms", "", "x", "[12ms] WARN x"),
                line(f, 4, "0.015s", "app", "x", "[0.015s][ERROR][app] x"));
    }

    static Stream<Arguments> json() {
        LogFormat f = LogFormat.JSON;
        return Stream.of(
                line(
                        f,
                        2,
                        "t",
                        "l",
                        "m",
                        "{\"@timestamp\":\"t\",\"level\":\"INFO\",\"logger\":\"l\",\"message\":\"m\"}"),
                line(
                        f,
                        3,
                        "1700000000.5",
                        "l",
                        "a\n\"b\" \u00e9\\",
                        "{\"ts\": 1700000000.5, \"lvl\": \"warn\", \"logger_name\": \"l\", \"msg\": \"a\\n\\\"b\\\" \\u00e9\\\\\"}"),
                line(f, 5, "", "", "", "{\"severity\":\"CRITICAL\"}"),
                line(f, 4, "", "shop", "x", "{\"name\":\"shop\",\"level\":50,\"msg\":\"x\"}"),
                line(f, 1, "", "", "", "{\"level\":20}"),
                line(f, 5, "", "", "", "{\"level\":60}"),
                line(f, 3, "", "", "", "{\"level\":35.0,\"severity\":\"Warning\"}"),
                line(f, 4, "", "", "", "{\"level\":3}"),
                line(f, 2, "", "", "", "{\"level\":null}"),
                line(f, 2, "", "", "", "{}"),
                line(f, 2, "", "", "m", "{ \"a\" : {\"level\":\"ERROR\",\"b\":[{},\"}]\"]} , \"message\" : \"m\" } "),
                line(f, 4, "", "", "", "{\"log.level\":\"error\",\"n\":-1.5e+10,\"t\":true}"),
                line(
                        f,
                        4,
                        "T",
                        "L",
                        "m",
                        "{\"Timestamp\":\"T\",\"Level\":\"Error\",\"Logger\":\"L\",\"Message\":\"m\"}"),
                line(f, 4, "t", "", "m", "{\"@t\":\"t\",\"@l\":\"Error\",\"@m\":\"m\"}"),
                line(f, 4, "", "", "m", "{\"PRIORITY\":\"3\",\"MESSAGE\":\"m\"}"),
                line(f, 5, "", "", "", "{\"PRIORITY\":0}"),
                line(f, 2, "", "", "", "{\"PRIORITY\":\"30\"}"),
                line(f, 3, "", "", "", "{\"priority\":1,\"level\":\"warn\"}"),
                line(f, 4, "", "", "", "{\"log\":{\"logger\":\"l\",\"level\":\"error\"}}"),
                line(
                        f,
                        4,
                        "",
                        "",
                        "",
                        "{\"log\":{\"file\":{\"level\":\"debug\"},\"Level\":\"error\"},\"a\":{\"level\":\"info\"}}"),
                line(f, 2, "", "", "", "{\"a\":{\"log\":{\"level\":\"error\"}},\"log\":[{\"level\":\"error\"}]}"),
                line(f, 3, "", "", "", "{\"log\":\"level\",\"level\":\"warn\"}"),
                line(f, 3, "", "", "level", "{\"msg\":\"level\",\"level\":\"\\u0057arn\"}"),
                line(f, 1, "", "", "", "{\"level\":300}"),
                line(f, 1, "", "", "", "{\"level\":400}"),
                line(f, 1, "", "", "", "{\"level\":500}"),
                line(f, 2, "", "", "", "{\"level\":700}"),
                line(f, 2, "", "", "", "{\"level\":800}"),
                line(f, 3, "", "", "", "{\"level\":900}"),
                line(f, 4, "", "", "", "{\"level\":1000}"),
                line(f, 2, "", "", "", "{\"level\":20000}"),
                line(f, 2, "", "", "", "{\"level\":101}"),
                line(f, 2, "", "", "", "{\"level\":40.5}"),
                line(f, 4, "", "", "", "{\"level\":400,\"level_name\":\"ERROR\"}"),
                line(f, 4, "", "", "", "{\"severity\":\"ERROR\",\"level\":20,\"lvl\":\"info\"}"));
    }

    @ParameterizedTest
    @MethodSource({"jvm", "syslog", "apache", "patternLayouts", "bracketedTimes", "json"})
    void readsALine(String line, LogFormat format, int severity, String time, String source, String message) {
        LogFormat.Parsed parsed = LogFormat.parse(line, true);
        assertEquals(format, parsed.format());
        Head expected = Head.of(severity, time, source, message);
        assertEquals(Optional.of(expected), parsed.head());
    }

    @ParameterizedTest
    @MethodSource({"jvm", "syslog", "apache", "patternLayouts", "bracketedTimes", "json"})
    void aLineFitsNoOtherFormat(String line, LogFormat format) {
        List<LogFormat> fitting = Arrays.stream(LogFormat.values())
                .filter(other -> other.read(new Cursor(line, true)).isPresent())
                .toList();
        assertEquals(List.of(format), fitting);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "plain words",
                "INFO is a word here",
                "ERROR: no layout writes this",
                "ERROR 2024-01-02 was a Tuesday",
                "INFO [::1]:80 is an address",
                "INFO",
                "10:11:12 no level",
                "2024-01-02 10:11:12 status installed libc6:amd64",
                "2024-01-02 10:11:12.345 UTC [9] ERROR:  relation does not exist",
                "2024-01-02T10:11:12Z some words of a container",
                "12 INFO x - y",
                "[os] only tags",
                "[2024-01-02T10:11:12.345Z] + mvn test",
                "[2024-01-02T10:11:12.345Z][app] a time as no JVM writes it",
                "[2024-01-02T10:11:12.1234567Z][app] a time as no JVM writes it",
                "[2024-01-02T10:11:12.34+01:00][app] a time as no JVM writes it",
                "[2024-01-02T10:11:12,345+0100][app] a time as no JVM writes it",
                "[2024-01-02T10:11:12.345+0100] only a time",
                "[2024-01-02T10:11:12.345+0100][Worker 1] no tags",
                "[12ms] only a duration",
                "[12345] only a process",
                "[info]x",
                "[0.012s",
                "[Fri Sep  9 10:42:29 2011] 127.0.0.1:1234 Accepted",
                "[Fri Sep  9 10:42:29 2011] [nonsense] x",
                "<192>priority too high",
                "<>x",
                "<a href>",
                "127.0.0.1 - - [10/Oct/2000:13:55:36] \"GET / HTTP/1.0\" 200 1",
                "127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0 200 1",
                "127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 20 1",
                "127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 200 x",
                "{",
                "{\"level\":\"INFO\"",
                "{\"level\":\"INFO\"} x",
                "{\"level\":INFO}",
                "{\"level\" \"INFO\"}",
                "{\"a\":[}]}",
                "{\"a\":1,}",
                "{'a':1}",
                "[{\"level\":\"INFO\"}]",
                "Jan 32x",
                "Jan  2 10:11",
                "Foo  2 10:11:12 host1 a: b"
            })
    void anythingElseIsUnknown(String line) {
        assertEquals(new LogFormat.Parsed(LogFormat.UNKNOWN, Optional.empty()), LogFormat.parse(line, true));
    }

    @Test
    void jsonOfWhichOnlyTheHeadWasKeptIsJson() {
        assertEquals(
                LogFormat.JSON,
                LogFormat.parse("{\"level\":\"ERROR\",\"msg\":\"abc", false).format());
        assertEquals(
                4,
                LogFormat.parse("{\"level\":\"ERROR\",\"msg\":\"abc", false)
                        .head()
                        .orElseThrow()
                        .severity());
        assertEquals(LogFormat.JSON, LogFormat.parse("{\"a\":[[[{", false).format());
        assertEquals(LogFormat.UNKNOWN, LogFormat.parse("{ not json", false).format());
    }

    /** The longest line that a format ever sees, made to be searched through again and again. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "[]",
                "[a] ",
                "[info]",
                "[1.000s]",
                "<",
                "\"",
                "{",
                "{\"a\":",
                "{\"a\":[",
                "\\",
                " [",
                "10:11:12 [",
                "a.",
                "1 "
            })
    void aHostileLineIsReadToItsEnd(String pattern) {
        String line = pattern.repeat(LineReader.KEPT / pattern.length());
        LogFormat.Parsed parsed = LogFormat.parse(line, true);
        LogFormat expected = List.of("[info]", "[1.000s]").contains(pattern) ? LogFormat.JVM : LogFormat.UNKNOWN;
        assertEquals(expected, parsed.format());
        assertEquals(pattern.startsWith(" "), Continuation.isContinuation(line));
    }

    @Test
    void labelsAreUniqueAndLowerCase() {
        List<String> labels =
                Arrays.stream(LogFormat.values()).map(LogFormat::label).toList();
        assertEquals(
                List.of("jvm", "apache-error", "json", "logback-log4j", "syslog", "apache-access", "unknown"), labels);
    }
}
