package interleave.exercise;

import interleave.trial.child.Compilation;
import interleave.trial.child.CompilationException;
import interleave.trial.child.GivenClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An answer that compiles, together with the class that checks it. Loading it runs nothing of it. Immutable.
 *
 * @param classes the classes of both, by binary name
 * @param checks the class that checks, loaded and not initialised
 */
record Answer(Map<String, byte[]> classes, Class<?> checks) {

    /**
     * How the package begins. The checks see what the learner does not make public, so both lie in one package; each
     * answer has another one, since the model checker knows classes by name and never forgets one.
     */
    private static final String PACKAGE = "exercise";

    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final Pattern PREFIX = Pattern.compile("\\b" + PACKAGE + "\\d+\\.");

    /** What an answer may name without importing it: the same as a cell, without what only shows or runs programs. */
    static final List<String> IMPORTS = List.of(
            "import module java.base;",
            "import static interleave.trial.Parameters.*;",
            "import interleave.channel.*;",
            "import interleave.workload.*;",
            "import interleave.workload.log.*;",
            "import interleave.broken.*;");

    private static final String JCSTRESS = "import org.openjdk.jcstress.";

    /** One by one: no type of the learner's hides them. */
    private static final List<String> IMPORTS_OF_CHECKS = List.of(
            JCSTRESS + "annotations.Actor;",
            JCSTRESS + "annotations.Arbiter;",
            JCSTRESS + "annotations.Description;",
            JCSTRESS + "annotations.Outcome;",
            JCSTRESS + "infra.results.*;",
            "import static org.openjdk.jcstress.annotations.Expect.*;",
            "import interleave.exercise.checks.Behaviour;",
            "import interleave.exercise.checks.CheckedBy;",
            "import interleave.exercise.checks.Stress;",
            "import static interleave.trial.litmus.Tool.*;",
            "import static interleave.exercise.checks.Assertions.*;",
            "import static interleave.exercise.checks.Waiting.*;");

    private static final Pattern MAGIC = Pattern.compile("\\A%%exercise[^\n]*(\n|\\z)");

    /** A package's name at the beginning, after blanks and comments. */
    private static final Pattern PACKAGE_NAME =
            Pattern.compile("\\A(?<before>(\\s|//[^\n]*\n|/\\*.*?\\*/)*)(?<name>package\\s[^;{}]*;)", Pattern.DOTALL);

    private static final Pattern TEXT = Pattern.compile("\"\"\".*?\"\"\"|\"([^\"\\\\\n]|\\\\.)*\"", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("\\b[A-Z]\\w*");

    /** Returns the answer without the cell's first line, with line ends as ours. */
    static String withoutMagic(String source) {
        return MAGIC.matcher(source.replace("\r\n", "\n")).replaceFirst("");
    }

    /** Says whether an answer is the starter but for blanks and comments, or nothing at all. */
    static boolean isUntouched(Exercise exercise, String source) {
        if (source.isBlank()) {
            return true;
        }
        try {
            return Compilation.parse(source)
                    .form()
                    .equals(Compilation.parse(exercise.starter()).form());
        } catch (CompilationException touched) {
            return false;
        }
    }

    /**
     * Compiles an answer with the exercise's checks. Its first line counts as line 2: in a cell the magic's stands before
     * it.
     *
     * @throws CompilationException if it is not a Java program, or lacks what the checks use; told in the learner's terms
     */
    static Answer compile(Exercise exercise, String source) throws CompilationException {
        var text = withoutPackageName(source);
        // A syntax error is found here, and counts its line as the compiler below does.
        refuseTakenNames(exercise, Compilation.parse("\n" + text).types());
        var package_ = PACKAGE + NUMBERS.incrementAndGet();
        Compilation compiled;
        try {
            compiled = Compilation.with(header(package_, IMPORTS.stream()) + text, checks(exercise, package_));
        } catch (CompilationException e) {
            throw explained(exercise, text, e);
        }
        var name = package_ + "." + Compilation.parse(exercise.checks()).types().getFirst();
        try {
            var loader = new GivenClasses(compiled.classes(), Answer.class.getClassLoader());
            return new Answer(compiled.classes(), loader.loadClass(name));
        } catch (ClassNotFoundException impossible) {
            throw new AssertionError("what was compiled is there", impossible);
        }
    }

    /** Takes the name of a package away, and leaves every other character in its place. */
    private static String withoutPackageName(String source) {
        var found = PACKAGE_NAME.matcher(source);
        return found.find()
                ? source.substring(0, found.start("name"))
                        + found.group("name").replaceAll("[^\n]", " ")
                        + source.substring(found.end("name"))
                : source;
    }

    private static String header(String package_, Stream<String> imports) {
        return Stream.concat(Stream.of("package " + package_ + ";"), imports)
                .collect(Collectors.joining(" ", "", "\n"));
    }

    private static String checks(Exercise exercise, String package_) {
        return header(package_, Stream.concat(IMPORTS.stream(), IMPORTS_OF_CHECKS.stream())) + exercise.checks();
    }

    /** A type of the learner's that has the name of one which the checks use would take its place there. */
    private static void refuseTakenNames(Exercise exercise, List<String> types) throws CompilationException {
        var taken = new TreeSet<String>();
        NAME.matcher(TEXT.matcher(exercise.checks()).replaceAll("\"\""))
                .results()
                .map(name -> name.group())
                .forEach(taken::add);
        taken.removeAll(Compilation.parse(exercise.starter()).types());
        taken.removeAll(Compilation.parse(exercise.solution()).types());
        taken.retainAll(types);
        if (!taken.isEmpty()) {
            throw failure(taken.stream()
                    .map(name -> "the checks of this exercise use another type of the name `%s`: rename yours"
                            .formatted(name))
                    .toList());
        }
    }

    /** Returns a text in which the names of types stand without the package that the learner has not written. */
    static String names(String text) {
        return PREFIX.matcher(text).replaceAll("");
    }

    /** Says whether a class lies in a package of an answer. */
    static boolean isIn(String className) {
        return PREFIX.matcher(className).lookingAt();
    }

    private static CompilationException explained(Exercise exercise, String text, CompilationException e) {
        var own = e.messages().stream().filter(message -> message.line() > 1).toList();
        if (!own.isEmpty()) {
            return new CompilationException(own.stream()
                    .map(message -> new CompilationException.Message(
                            message.line(), message.column(), message.lineText(), names(message.text())))
                    .toList());
        }
        if (e.messages().stream().anyMatch(message -> message.line() == 1)) {
            return failure(List.of("your answer holds something else than %s: write what the starter has"
                    .formatted(classes(exercise))));
        }
        try {
            var missing = Contract.missing(
                    Compilation.of(header(PACKAGE, IMPORTS.stream()) + exercise.starter())
                            .classes(),
                    Compilation.of(header(PACKAGE, IMPORTS.stream()) + text).classes());
            return failure(missing.isEmpty() ? unexplained(e) : missing);
        } catch (CompilationException alone) {
            return alone;
        }
    }

    private static List<String> unexplained(CompilationException e) {
        return List.of("the checks use your class as the starter declares it, and with yours the compiler says: "
                + names(e.messages().getFirst().text().strip()));
    }

    private static String classes(Exercise exercise) {
        try {
            return Compilation.parse(exercise.starter()).types().stream()
                    .map(name -> "the class `" + name + "`")
                    .collect(Collectors.joining(", "));
        } catch (CompilationException impossible) {
            throw new AssertionError("a starter is a Java program", impossible);
        }
    }

    private static CompilationException failure(List<String> sentences) {
        var messages = new ArrayList<CompilationException.Message>();
        sentences.forEach(sentence -> messages.add(new CompilationException.Message(0, 0, "", sentence)));
        return new CompilationException(messages);
    }
}
