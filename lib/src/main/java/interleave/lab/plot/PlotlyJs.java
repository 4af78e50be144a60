package interleave.lab.plot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The script that turns the pictures of a page's charts into live ones: plotly.js, packed, and what draws with it.
 *
 * <p>A page needs it once, wherever; charts that come before it wait, and without it they stay pictures. It asks for
 * nothing outside of the page. It is made on first use and never changes; any thread may ask for it.
 */
public final class PlotlyJs {

    /** The class of the script element, by which an export finds it. */
    public static final String CLASS = "il-plotly";

    private PlotlyJs() {}

    /** Returns the script element, about 640 kB. */
    public static String html() {
        return Element.HTML;
    }

    /** Made when the first chart is shown. */
    private static final class Element {

        // An AMD or CommonJS loader in the page would take plotly for itself, so its marks are hidden from plotly. The
        // code runs as an inline script, since a page may forbid eval. Browsers have the decompressor since 2023.
        static final String HTML = """
            <script class="%s">
            (async () => {
            const start = () => (%s)(%s);
            if (window.Plotly) return start();
            if (window.interleavePlotly || !window.DecompressionStream) return;
            window.interleavePlotly = true;
            const packed = Uint8Array.from(atob("%s"), c => c.charCodeAt(0));
            const code = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
            const script = document.createElement("script");
            script.textContent = "(function (define, module, exports) {" + code + "\\n}).call(window)";
            document.head.append(script);
            script.remove();
            delete window.moduleName;
            if (window.Plotly) start();
            })();</script>""".formatted(
                        CLASS,
                        text("chart.js").strip(),
                        dark(),
                        Base64.getEncoder().encodeToString(packed("plotly-cartesian.min.js")));

        private static String dark() {
            try {
                return new ObjectMapper().writeValueAsString(Theme.dark());
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a map of texts that cannot be written", e);
            }
        }

        private static byte[] packed(String name) {
            var bytes = new ByteArrayOutputStream(512 * 1024);
            try (var gzip = new BestGzip(bytes)) {
                gzip.write(resource(name));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return bytes.toByteArray();
        }

        private static String text(String name) {
            return new String(resource(name), StandardCharsets.UTF_8);
        }

        private static byte[] resource(String name) {
            try (var resource = PlotlyJs.class.getResourceAsStream(name)) {
                if (resource == null) {
                    throw new IllegalStateException("the library's jar lacks " + name + ": build it anew (make setup)");
                }
                return resource.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Packs as small as it can: the page carries the result. */
    private static final class BestGzip extends GZIPOutputStream {

        BestGzip(ByteArrayOutputStream bytes) throws IOException {
            super(bytes, 64 * 1024);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
