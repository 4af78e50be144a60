package interleave.lab;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EndElementTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.InheritDocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.RawTextTree;
import com.sun.source.doctree.ReferenceTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.SeeTree;
import com.sun.source.doctree.SnippetTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.doctree.ValueTree;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Renders a documentation comment as HTML of its own making: paragraphs, lists, code, links as code, and the tags for
 * parameters, results and exceptions as one list.
 *
 * <p>Elements of the comment pass only by name and without attributes, and are closed here whatever the comment does,
 * so that no comment can break or restyle the page around it. Headings become paragraphs: they would tear the order
 * of headings in the chapter.
 */
final class Doc {

    private static final Set<String> BLOCKS = Set.of("ul", "ol", "li", "dl", "dt", "dd", "pre", "blockquote");
    private static final Set<String> INLINES = Set.of("code", "em", "strong", "i", "b", "sub", "sup");
    private static final Set<String> HEADINGS = Set.of("h1", "h2", "h3", "h4", "h5", "h6");

    private final StringBuilder html = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    private Doc() {}

    /** Returns the comment as HTML: whole blocks, every text escaped. */
    static String html(DocCommentTree comment) {
        var doc = new Doc();
        doc.description(comment.getFullBody());
        doc.tags(comment.getBlockTags());
        return doc.html.toString();
    }

    private void description(List<? extends DocTree> trees) {
        trees.forEach(this::write);
        closeAll();
    }

    private void tags(List<? extends DocTree> tags) {
        int start = html.length();
        for (var tag : tags) {
            switch (tag) {
                case ParamTree p when p.isTypeParameter() -> entry("<" + p.getName() + ">", p.getDescription());
                case ParamTree p -> entry(p.getName().toString(), p.getDescription());
                case ReturnTree r -> entry("returns", r.getDescription());
                case ThrowsTree t -> entry("throws " + t.getExceptionName(), t.getDescription());
                case SeeTree s -> entry("see", s.getReference());
                default -> {
                    // Version, author and the like: of no use beside the code.
                }
            }
        }
        if (html.length() > start) {
            html.insert(start, "<dl>").append("</dl>");
        }
    }

    private void entry(String name, List<? extends DocTree> description) {
        html.append("<dt><code>").append(Html.escape(name)).append("</code></dt><dd>");
        open.push("dd");
        description.forEach(this::write);
        closeAll();
    }

    private void write(DocTree tree) {
        switch (tree) {
            // Erroneous trees are texts too: they are shown as they were written.
            case TextTree text -> text(text.getBody());
            case RawTextTree markdown -> text(markdown.getContent());
            case EntityTree entity -> {
                paragraph();
                html.append('&').append(Html.escape(entity.getName())).append(';');
            }
            case LiteralTree literal
            when literal.getKind() == DocTree.Kind.CODE ->
                code(literal.getBody().getBody());
            case LiteralTree literal -> text(literal.getBody().getBody());
            case LinkTree link -> link(link);
            case ValueTree value -> code(name(value.getReference()));
            case ReturnTree result -> {
                text("Returns ");
                result.getDescription().forEach(this::write);
                text(".");
            }
            case SnippetTree snippet
            when snippet.getBody() != null -> block("pre", snippet.getBody().getBody());
            case InheritDocTree _ -> text("As the overridden method says.");
            case ReferenceTree reference -> code(name(reference));
            case StartElementTree start -> start(start.getName().toString().toLowerCase(Locale.ROOT));
            case EndElementTree end -> end(end.getName().toString().toLowerCase(Locale.ROOT));
            default -> text(tree.toString());
        }
    }

    private void link(LinkTree link) {
        if (link.getLabel().isEmpty()) {
            code(name(link.getReference()));
        } else {
            link.getLabel().forEach(this::write);
        }
    }

    private static String name(ReferenceTree reference) {
        if (reference == null) {
            return "this value";
        }
        var signature = reference.getSignature();
        return signature.startsWith("#") ? signature.substring(1) : signature.replace('#', '.');
    }

    private void text(String text) {
        if (!text.isBlank() || !open.isEmpty()) {
            paragraph();
            html.append(Html.escape(text));
        }
    }

    private void code(String text) {
        paragraph();
        html.append("<code>").append(Html.escape(text)).append("</code>");
    }

    private void block(String name, String text) {
        closeParagraph();
        html.append('<').append(name).append('>').append(Html.escape(text));
        html.append("</").append(name).append('>');
    }

    /** Opens a paragraph where text would otherwise stand outside every element. */
    private void paragraph() {
        if (open.isEmpty()) {
            push("p");
        }
    }

    private void start(String name) {
        if (name.equals("p") || HEADINGS.contains(name)) {
            closeParagraph();
            if (open.isEmpty()) {
                push("p");
            }
        } else if (BLOCKS.contains(name)) {
            closeParagraph();
            if (name.equals("li") && "li".equals(open.peek())) {
                pop();
            }
            push(name);
        } else if (INLINES.contains(name)) {
            paragraph();
            push(name);
        } else if (name.equals("br")) {
            html.append("<br>");
        }
    }

    private void end(String name) {
        if (HEADINGS.contains(name)) {
            closeParagraph();
        } else if (open.contains(name)) {
            while (!open.peek().equals(name)) {
                pop();
            }
            pop();
        }
    }

    private void closeParagraph() {
        if (open.contains("p")) {
            end("p");
        }
    }

    private void closeAll() {
        while (!open.isEmpty()) {
            pop();
        }
    }

    private void push(String name) {
        open.push(name);
        html.append('<').append(name).append('>');
    }

    private void pop() {
        html.append("</").append(open.pop()).append('>');
    }
}
