package interleave.workload.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogToolTest {

    private static final String LOG = """
            [0.001s][info][gc] Using G1
            [0.002s][warning][gc] slow
              indented
            words
            127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.0" 500 1
            """;

    private static final String JSON = """
            {"lines": 5, "entries": 4, "continuations": 1, "unknown": 1, \
            "severity": {"1": 0, "2": 1, "3": 1, "4": 1, "5": 0}, "format": {"jvm": 2, "apache-access": 1}}
            """;

    @TempDir
    Path directory;

    private record Ran(int code, String out, String err) {}

    private static Ran run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = LogTool.run(
                List.of(arguments),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private String log() throws IOException {
        return Files.writeString(directory.resolve("a.log"), LOG).toString();
    }

    @Test
    void printsOneJsonObject() throws IOException {
        assertEquals(new Ran(0, JSON, ""), run("--json", log()));
    }

    @Test
    void printsTables() throws IOException {
        Ran ran = run(log());
        assertEquals(0, ran.code());
        assertEquals(
                List.of(
                        "lines 5",
                        "entries 4",
                        "continuations 1",
                        "",
                        "severity meaning entries",
                        "1 trace, debug 0",
                        "2 info, notice 1",
                        "3 warning 1",
                        "4 error 1",
                        "5 fatal and above 0",
                        "none unknown format 1",
                        "",
                        "format entries",
                        "jvm 2",
                        "apache-access 1",
                        "unknown 1"),
                ran.out().lines().map(line -> line.replaceAll(" +", " ")).toList());
    }

    @Test
    void aWrongCallIsOneLineAndCodeTwo() {
        String usage = "usage: LogTool [--json] FILE" + System.lineSeparator();
        assertEquals(new Ran(2, "", usage), run());
        assertEquals(new Ran(2, "", usage), run("--json"));
        assertEquals(new Ran(2, "", usage), run("a", "b"));
        Ran missing = run("--json", directory.resolve("no\nsuch.log").toString());
        assertEquals(2, missing.code());
        assertEquals("", missing.out());
        assertEquals(1, missing.err().lines().count());
        assertTrue(missing.err().contains("there is no such file"));
        assertEquals(2, run("\0").code());
    }

    @Test
    void outputThatCannotBeWrittenIsAFailure() throws IOException {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space left");
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = LogTool.run(
                List.of(log()),
                new PrintStream(full, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        assertEquals(2, code);
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("could not be written"));
    }

    /** Without Tablesaw on the class path, and with less memory than the line it reads would take. */
    @Test
    void needsTheJdkAloneAndLittleMemory() throws Exception {
        Path huge = directory.resolve("huge.log");
        try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.writeBytes("[0.001s][error][gc] ");
            file.seek(200_000_000);
            file.writeBytes("\n[0.002s][info][gc] end\n");
        }
        Path classes = Path.of(LogTool.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path err = directory.resolve("err.txt");
        Process tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx16m",
                        "-cp",
                        classes.toString(),
                        LogTool.class.getName(),
                        "--json",
                        huge.toString())
                .redirectError(err.toFile())
                .start();
        String out = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, tool.waitFor(), Files.readString(err));
        assertEquals("""
                {"lines": 2, "entries": 2, "continuations": 0, "unknown": 0, \
                "severity": {"1": 0, "2": 1, "3": 0, "4": 1, "5": 0}, "format": {"jvm": 2}}
                """, out);
    }
}
