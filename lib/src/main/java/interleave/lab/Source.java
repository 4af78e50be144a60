package interleave.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The code of a library type or method as it was compiled, with its documentation: what a cell shows before it runs it.
 *
 * <p>The text comes from the library's sources jar, which was packed from the very files that were compiled and lies
 * on the class path beside the classes. The value is immutable.
 */
public final class Source implements Shown {

    private final String title;
    private final String file;
    private final List<Listing> listings;

    private Source(String title, String file, List<Listing> listings) {
        this.title = title;
        this.file = file;
        this.listings = listings;
    }

    /**
     * Returns the code of a type.
     *
     * @throws IllegalArgumentException if the class path holds no source of it
     */
    public static Source of(Class<?> type) {
        return of(type, Optional.empty(), Source::onClassPath);
    }

    /**
     * Returns the code of a method, all its overloads in the order of the file.
     *
     * @param method its name; the simple name of the type stands for the constructors
     * @throws IllegalArgumentException if the class path holds no source of the type, or the type declares no such
     *     method: the message lists those that it declares
     */
    public static Source of(Class<?> type, String method) {
        Objects.requireNonNull(
                method,
                "Source.of(type, null): name a method, for instance \"card\", or leave it out for the whole type");
        return of(type, Optional.of(method), Source::onClassPath);
    }

    /** Returns the code of a type or method, its file looked up by the given function. */
    static Source of(Class<?> type, Optional<String> method, Function<String, Optional<String>> files) {
        Objects.requireNonNull(type, "Source.of(null): name a type, for instance Source.of(Machine.class)");
        refuseWithoutFile(type);
        var names = new ArrayDeque<String>();
        Class<?> outermost = type;
        for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
            names.addFirst(each.getSimpleName());
            outermost = each;
        }
        var file = outermost.getName().replace('.', '/') + ".java";
        var text = files.apply(file)
                .orElseThrow(() -> new IllegalArgumentException(
                        "The class path holds no source of %s: Source shows the types of Interleave"
                                .formatted(type.getName())));
        var title = String.join(".", names) + method.map(name -> "." + name).orElse("");
        return new Source(title, file, Listing.of(text, List.copyOf(names), method));
    }

    private static void refuseWithoutFile(Class<?> type) {
        var name = type.getSimpleName();
        if (type.getPackageName().equals("REPL")) {
            throw new IllegalArgumentException(
                    name + " is declared in a cell: its code stands there. Source shows the types of Interleave");
        }
        if (type.isPrimitive() || type.isArray() || type.getCanonicalName() == null) {
            throw new IllegalArgumentException(
                    "%s has no source file of its own: Source shows declared types".formatted(type.getTypeName()));
        }
        if (type.getModule().isNamed()) {
            throw new IllegalArgumentException("%s belongs to the JDK (module %s): Source shows the types of Interleave"
                    .formatted(name, type.getModule().getName()));
        }
    }

    private static Optional<String> onClassPath(String file) {
        try (var stream = Source.class.getResourceAsStream("/" + file)) {
            return stream == null
                    ? Optional.empty()
                    : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the source " + file, e);
        }
    }

    /** Returns a figure: name, file and line as its caption, then documentation and highlighted code of each part. */
    @Override
    public String html() {
        var html =
                new StringBuilder("<figure class=\"il-source\"><figcaption><code>%s</code> in %s, line %d</figcaption>"
                        .formatted(
                                Html.escape(title),
                                Html.escape(file),
                                listings.getFirst().firstLine()));
        for (int i = 0; i < listings.size(); i++) {
            var listing = listings.get(i);
            if (!listing.doc().isEmpty()) {
                html.append("<div class=\"il-doc\">").append(listing.doc()).append("</div>");
            }
            // Focusable, since a long line scrolls sideways and a keyboard must reach it.
            var part = listings.size() == 1 ? "" : ", %d of %d".formatted(i + 1, listings.size());
            html.append("<pre class=\"il-code\" tabindex=\"0\" role=\"group\" aria-label=\"Code of %s%s\"><code>"
                    .formatted(Html.escape(title), part));
            html.append(Highlighter.html(listing.code())).append("</code></pre>");
        }
        return html.append("</figure>").toString();
    }

    /** Returns the code itself, documentation comments included. */
    @Override
    public String text() {
        return listings.stream()
                .map(listing ->
                        listing.comment().isEmpty() ? listing.code() : listing.comment() + "\n" + listing.code())
                .collect(Collectors.joining("\n\n"));
    }

    /** Returns the same as {@link #text()}. */
    @Override
    public String toString() {
        return text();
    }
}
