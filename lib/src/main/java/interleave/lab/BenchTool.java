package interleave.lab;

import interleave.trial.Bench;
import interleave.trial.BenchException;
import interleave.trial.BenchResult;
import interleave.trial.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code make bench}: runs the library's benchmarks from a shell, prints their table, and keeps the result as JSON with the
 * machine's card and as a page with the chart.
 *
 * <p>The exit code is 0 when all was measured, 1 when a benchmark failed or the results could not be written, 2 when what
 * was asked for does not exist. An interrupt of the shell ends this JVM, and with it every process that measures.
 */
public final class BenchTool {

    private static final String USAGE = "Usage: BenchTool FOLDER NAME [REGEX]. Run `make bench FILTER=regex`.";

    private BenchTool() {}

    /**
     * Runs benchmarks.
     *
     * @param arguments the folder for the results, the name of their files without its ending, and what a benchmark's full
     *     name must match; without it all run
     * @throws InterruptedException if the main thread is interrupted
     */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length < 2 || arguments.length > 3) {
            System.err.println(USAGE);
            System.exit(2);
        }
        Progress.install(title -> ProgressLine.on(System.err, System.console()));
        System.exit(run(Path.of(arguments[0]), arguments[1], arguments.length == 3 ? arguments[2] : ""));
    }

    private static int run(Path folder, String name, String regex) throws InterruptedException {
        Bench bench;
        try {
            bench = Bench.of(regex);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return 2;
        }
        try {
            var result = bench.run();
            System.out.println(BenchView.of(result).text());
            write(result, folder, name);
            return 0;
        } catch (BenchException e) {
            System.err.println(e.getMessage());
            e.output().forEach(System.err::println);
            return 1;
        } catch (IOException e) {
            System.err.println("The results cannot be written to " + folder + ": " + e.getMessage());
            return 1;
        }
    }

    private static void write(BenchResult result, Path folder, String name) throws IOException {
        Files.createDirectories(folder);
        var page = folder.resolve(name + ".html");
        var json = folder.resolve(name + ".json");
        Files.writeString(page, page(result), StandardCharsets.UTF_8);
        Files.writeString(json, result.toJson(), StandardCharsets.UTF_8);
    }

    /** Returns a page that stands alone: the chart as a picture, the table, the conditions, the machine. */
    private static String page(BenchResult result) {
        return """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>%s</title>
                <style>body { font-family: system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
                th, td { padding: 0.2rem 0.8rem 0.2rem 0 } .il-scroll { overflow-x: auto }</style></head>
                <body><main><h1>%s</h1>%s%s<p>Measured at %s.</p></main></body></html>
                """.formatted(
                        Html.escape(result.title()),
                        Html.escape(result.title()),
                        BenchView.of(result).html(),
                        TableView.of(result.machine().table()).html(),
                        result.at());
    }
}
