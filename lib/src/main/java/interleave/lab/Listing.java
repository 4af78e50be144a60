package interleave.lab;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A declaration cut out of its source file: the JDK's compiler parses the file and says where it begins and ends.
 *
 * @param code whole lines of the declaration without its documentation comment, its indentation taken off
 * @param comment the documentation comment as it stands in the file, or nothing
 * @param doc the documentation comment as HTML, or nothing
 * @param firstLine the line of the file on which the code begins, counted from one
 */
record Listing(String code, String comment, String doc, int firstLine) {

    /**
     * Returns the declarations of a file that are asked for, in the order of the file.
     *
     * @param file the text of a source file that compiles
     * @param typeNames the simple names from the outermost type to the one that is meant
     * @param method the name of its methods that are meant, the simple name of the type for its constructors; or
     *     nothing for the type itself
     * @throws IllegalArgumentException if there is no such type or method; the message says which methods there are
     */
    static List<Listing> of(String file, List<String> typeNames, Optional<String> method) {
        var parsed = Parsed.of(file);
        var type = parsed.type(typeNames);
        if (method.isEmpty()) {
            return List.of(parsed.listing(type));
        }
        var listings = parsed.methods(type, name -> name.equals(method.get()))
                .map(parsed::listing)
                .toList();
        if (listings.isEmpty()) {
            var there = parsed.methods(type, _ -> true)
                    .map(path -> parsed.name(path))
                    .distinct()
                    .collect(Collectors.joining(", "));
            throw new IllegalArgumentException("%s declares no method %s. %s"
                    .formatted(
                            String.join(".", typeNames),
                            method.get(),
                            there.isEmpty() ? "It declares none." : "It declares: " + there + "."));
        }
        return listings;
    }

    /** A parsed file. Positions are characters of its text. */
    private record Parsed(String file, CompilationUnitTree unit, DocTrees trees) {

        static Parsed of(String file) {
            var compiler = ToolProvider.getSystemJavaCompiler();
            if (compiler == null) {
                throw new IllegalStateException("Source needs a JDK: this Java has no compiler (module jdk.compiler)");
            }
            var unit = new SimpleJavaFileObject(URI.create("mem:///Source.java"), JavaFileObject.Kind.SOURCE) {
                @Override
                public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                    return file;
                }
            };
            // What the compiler would remark on was remarked on when the library was built.
            var task = (JavacTask)
                    compiler.getTask(null, null, Parsed::ignore, List.of("-proc:none"), null, List.of(unit));
            try {
                return new Parsed(file, task.parse().iterator().next(), DocTrees.instance(task));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void ignore(Diagnostic<? extends JavaFileObject> remark) {}

        TreePath type(List<String> names) {
            var path = new TreePath(unit);
            List<? extends Tree> members = unit.getTypeDecls();
            for (var name : names) {
                var type = members.stream()
                        .filter(tree ->
                                tree instanceof ClassTree t && t.getSimpleName().contentEquals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "The source file does not declare " + String.join(".", names)));
                path = new TreePath(path, type);
                members = ((ClassTree) type).getMembers();
            }
            return path;
        }

        Stream<TreePath> methods(TreePath type, Predicate<String> names) {
            return ((ClassTree) type.getLeaf())
                    .getMembers().stream()
                            .filter(MethodTree.class::isInstance)
                            .map(tree -> new TreePath(type, tree))
                            .filter(path -> names.test(name(path)));
        }

        String name(TreePath method) {
            var name = ((MethodTree) method.getLeaf()).getName();
            var type = (ClassTree) method.getParentPath().getLeaf();
            return name.contentEquals("<init>") ? type.getSimpleName().toString() : name.toString();
        }

        private int start(TreePath path) {
            return (int) trees.getSourcePositions().getStartPosition(unit, path.getLeaf());
        }

        private int end(TreePath path) {
            return (int) trees.getSourcePositions().getEndPosition(unit, path.getLeaf());
        }

        Listing listing(TreePath path) {
            var doc = trees.getDocCommentTree(path);
            int start = start(path);
            return new Listing(
                    lines(start, end(path)),
                    doc == null ? "" : comment(doc, start),
                    doc == null ? "" : Doc.html(doc),
                    (int) unit.getLineMap().getLineNumber(start));
        }

        private String comment(DocCommentTree doc, int codeStart) {
            int text = (int) trees.getSourcePositions().getStartPosition(unit, doc, doc);
            int from = file.lastIndexOf("/**", text < 0 ? codeStart : text);
            return from < 0 ? "" : lines(from, codeStart).strip();
        }

        /** Returns the text from the start of the line, without the indentation that all its lines share. */
        private String lines(int start, int end) {
            int from = file.lastIndexOf('\n', start - 1) + 1;
            boolean alone = file.substring(from, start).isBlank();
            return file.substring(alone ? from : start, end).stripIndent();
        }
    }
}
