package interleave.trial.child;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.lang.model.element.Modifier;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Java source text compiled in memory against the class path of this JVM. No file is written.
 *
 * <p>The text is one compilation unit: types with at most one public among them, or a compact source file such as
 * {@code void main() { … }}. Warnings are not told. Immutable.
 */
public final class Compilation {

    /** The name of the class that a compact source file becomes. */
    private static final String COMPACT = "Main";

    /** One compiles at a time; guards the class path. */
    private static final ReentrantLock COMPILING = new ReentrantLock();

    /** Opened once and never closed: to open every jar of the class path takes most of the time of a small compilation. */
    private static StandardJavaFileManager classPath;

    private final String mainType;
    private final Map<String, byte[]> classes;
    private final Map<String, byte[]> resources;

    private Compilation(String mainType, MemoryFiles files) {
        this.mainType = mainType;
        this.classes = files.classes();
        this.resources = files.resources();
    }

    /**
     * Compiles a text with the compiler's defaults.
     *
     * @throws CompilationException if it is not a Java program
     */
    public static Compilation of(String source) throws CompilationException {
        return of(source, 0, List.of());
    }

    /**
     * Compiles a text. Blocks until the compiler has ended, which takes no notice of an interrupt.
     *
     * @param source one compilation unit
     * @param linesBefore how many lines stand before those that the learner wrote; messages count from there
     * @param processors the annotation processors that run, and no others
     * @param options further options of the compiler
     * @throws CompilationException if it is not a Java program, or has two public types, or none at all
     */
    public static Compilation of(
            String source, int linesBefore, List<? extends Processor> processors, String... options)
            throws CompilationException {
        return of(source, linesBefore, Optional.empty(), processors, options);
    }

    /**
     * Compiles a text together with another one that uses it. What the compiler says of the other one has line 0: it
     * concerns no line of the learner's.
     *
     * @param source one compilation unit
     * @param user the other one, of the same package
     * @param options further options of the compiler
     * @throws CompilationException if the two are not a Java program
     */
    public static Compilation with(String source, String user, String... options) throws CompilationException {
        return of(source, 0, Optional.of(user), List.of(), options);
    }

    private static Compilation of(
            String source,
            int linesBefore,
            Optional<String> user,
            List<? extends Processor> processors,
            String... options)
            throws CompilationException {
        Objects.requireNonNull(source, "the source text is null");
        var report = new Report(source, linesBefore);
        if (source.isBlank()) {
            throw report.failure("the source text is empty: write a class, or a method void main()");
        }
        var compiler = compiler();
        var parsed = parse(compiler, source, report);
        var type = mainType(parsed, report);
        // A file is named as the type in it, and stack traces name the file.
        var texts = new ArrayList<>(List.of(new MemoryFiles.Text(type, source)));
        if (user.isPresent()) {
            texts.add(new MemoryFiles.Text(mainType(parse(compiler, user.get(), report), report), user.get()));
        }
        COMPILING.lock();
        try {
            var files = new MemoryFiles(classPath(compiler));
            var flags = new ArrayList<>(List.of("-g", "-classpath", ChildJvm.classPath()));
            if (processors.isEmpty()) {
                flags.add("-proc:none");
            }
            flags.addAll(List.of(options));
            var task = compiler.getTask(report.crash(), files, report.found(), flags, null, texts);
            task.setLocale(Locale.ROOT);
            if (!processors.isEmpty()) {
                task.setProcessors(processors);
            }
            if (!task.call()) {
                throw report.failure("the compiler failed and did not say why");
            }
            var package_ = Optional.ofNullable(parsed.getPackageName());
            return new Compilation(package_.map(name -> name + ".").orElse("") + type, files);
        } finally {
            COMPILING.unlock();
        }
    }

    /**
     * What a text says to the compiler, without its comments and its layout.
     *
     * @param types the names of the types that it declares, without those nested in others
     * @param form the same for two texts that differ only in blanks and comments
     */
    public record Parsed(List<String> types, String form) {}

    /**
     * Reads a text without compiling it.
     *
     * @throws CompilationException if it is not of Java's grammar
     */
    public static Parsed parse(String source) throws CompilationException {
        var unit = parse(compiler(), source, new Report(source, 0));
        var types = unit.getTypeDecls().stream()
                .filter(ClassTree.class::isInstance)
                .map(type -> ((ClassTree) type).getSimpleName().toString())
                .toList();
        try {
            var form = Stream.concat(unit.getImports().stream(), unit.getTypeDecls().stream())
                    .map(Object::toString)
                    .collect(Collectors.joining());
            return new Parsed(types, form);
        } catch (StackOverflowError deep) {
            throw Report.failed(Report.TOO_DEEP);
        }
    }

    private static JavaCompiler compiler() {
        return Optional.ofNullable(ToolProvider.getSystemJavaCompiler())
                .orElseThrow(() -> new IllegalStateException(
                        "this Java has no compiler: run on a JDK, not on a runtime without the module jdk.compiler"));
    }

    private static StandardJavaFileManager classPath(JavaCompiler compiler) {
        if (classPath == null) {
            classPath = compiler.getStandardFileManager(null, Locale.ROOT, null);
        }
        return classPath;
    }

    private static CompilationUnitTree parse(JavaCompiler compiler, String source, Report report)
            throws CompilationException {
        var file = new MemoryFiles.Text(COMPACT, source);
        COMPILING.lock();
        try {
            var files = classPath(compiler);
            var task =
                    (JavacTask) compiler.getTask(report.crash(), files, report.found(), List.of(), null, List.of(file));
            task.setLocale(Locale.ROOT);
            var unit = task.parse().iterator().next();
            report.throwIfErrors();
            return unit;
        } catch (IllegalStateException crashed) {
            if (crashed.getCause() instanceof StackOverflowError) {
                throw Report.failed(Report.TOO_DEEP);
            }
            throw crashed;
        } catch (IOException e) {
            throw new UncheckedIOException("The compiler cannot read a text in memory: " + e.getMessage(), e);
        } finally {
            COMPILING.unlock();
        }
    }

    /** Returns the simple name of the public type, or of the first. */
    private static String mainType(CompilationUnitTree unit, Report report) throws CompilationException {
        var types = unit.getTypeDecls().stream()
                .filter(ClassTree.class::isInstance)
                .map(ClassTree.class::cast)
                .toList();
        if (types.isEmpty()) {
            throw report.failure("the source text declares no type: write a class, or a method void main()");
        }
        var publics = types.stream()
                .filter(type -> type.getModifiers().getFlags().contains(Modifier.PUBLIC))
                .map(type -> type.getSimpleName().toString())
                .toList();
        if (publics.size() > 1) {
            throw report.failure("the source text declares %d public types: %s. A file of Java has at most one"
                    .formatted(publics.size(), String.join(", ", publics)));
        }
        return publics.isEmpty() ? types.getFirst().getSimpleName().toString() : publics.getFirst();
    }

    /** Returns the binary name of the public type, or of the first. */
    public String mainType() {
        return mainType;
    }

    /** Returns the compiled classes by binary name, those included that processors had made. */
    public Map<String, byte[]> classes() {
        return classes;
    }

    /** Returns what processors wrote beside classes, by path: {@code META-INF/BenchmarkList}. */
    public Map<String, byte[]> resources() {
        return resources;
    }

    /**
     * Writes classes and resources into a folder, as a class path needs them.
     *
     * @throws IOException if a file cannot be written
     */
    public void writeTo(Path folder) throws IOException {
        for (var each : classes.entrySet()) {
            write(folder.resolve(each.getKey().replace('.', '/') + ".class"), each.getValue());
        }
        for (var each : resources.entrySet()) {
            write(folder.resolve(each.getKey()), each.getValue());
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    /** What the compiler says, told in the lines that the learner wrote. */
    private record Report(
            String source, int linesBefore, DiagnosticCollector<JavaFileObject> found, StringWriter crash) {

        /** The compiler follows the nesting of a text by calls of its own, and does not say where its stack has ended. */
        static final String TOO_DEEP = "the source text is nested too deeply for the compiler: brackets in brackets, or"
                + " an expression of thousands of operators or calls. Split it up";

        Report(String source, int linesBefore) {
            this(source, linesBefore, new DiagnosticCollector<>(), new StringWriter());
        }

        void throwIfErrors() throws CompilationException {
            if (!errors().isEmpty()) {
                throw new CompilationException(errors());
            }
        }

        CompilationException failure(String otherwise) {
            if (!errors().isEmpty()) {
                return new CompilationException(errors());
            }
            // The compiler catches what it breaks on, and writes a report for its authors.
            return failed(crash.toString().contains(StackOverflowError.class.getName()) ? TOO_DEEP : otherwise);
        }

        static CompilationException failed(String why) {
            return new CompilationException(List.of(new CompilationException.Message(0, 0, "", why)));
        }

        private List<CompilationException.Message> errors() {
            return found.getDiagnostics().stream()
                    .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                    .map(this::message)
                    .collect(Collectors.toList());
        }

        private CompilationException.Message message(Diagnostic<? extends JavaFileObject> error) {
            long line = error.getLineNumber() - linesBefore;
            var words =
                    error.getMessage(Locale.ROOT).lines().collect(Collectors.joining(System.lineSeparator() + "    "));
            if (!(error.getSource() instanceof MemoryFiles.Text text && text.holds(source)) || line < 1) {
                return new CompilationException.Message(0, 0, "", words);
            }
            // The compiler's own column counts a tab as up to eight.
            int at = Math.clamp(error.getPosition(), 0, source.length());
            int start = at;
            while (start > 0 && !isLineEnd(start - 1)) {
                start--;
            }
            int end = at;
            while (end < source.length() && !isLineEnd(end)) {
                end++;
            }
            return new CompilationException.Message(line, at - start + 1L, source.substring(start, end), words);
        }

        private boolean isLineEnd(int at) {
            return source.charAt(at) == '\n' || source.charAt(at) == '\r';
        }
    }
}
