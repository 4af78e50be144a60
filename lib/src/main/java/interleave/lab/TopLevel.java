package interleave.lab;

import interleave.trial.Tabular;
import java.lang.classfile.ClassFile;
import java.lang.classfile.FieldModel;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;
import jdk.jshell.execution.LocalExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What becomes of a declaration that stands at the top level of a cell.
 *
 * <p>A cell is compiled by JShell, which turns a variable into a field of its own making and drops some modifiers
 * without a word. The declaration is given to a JShell of its own, so nothing in the notebook changes, and the fields
 * are read from the class file that it makes.
 *
 * @param written the declaration
 * @param fields the fields that came of it, as the JVM gets them
 */
public record TopLevel(String written, List<String> fields) implements Tabular {

    /** Keeps a copy of the fields. */
    public TopLevel {
        fields = List.copyOf(fields);
    }

    /**
     * Returns what JShell makes of one declaration of a variable or a class.
     *
     * @throws IllegalArgumentException if the text is anything else, or does not compile
     */
    public static TopLevel of(String declaration) {
        var loaded = new Loaded();
        try (var shell = JShell.builder().executionEngine(loaded, Map.of()).build()) {
            var parts = shell.sourceCodeAnalysis().analyzeCompletion(declaration);
            var events = parts.remaining().isBlank() ? shell.eval(declaration) : List.<SnippetEvent>of();
            if (events.size() == 1 && events.getFirst().status() == Snippet.Status.VALID) {
                var snippet = events.getFirst().snippet();
                // The value of an expression is put into a variable too, but nobody declared that.
                boolean declared = snippet.subKind() != Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
                if (declared && (snippet instanceof VarSnippet || snippet instanceof TypeDeclSnippet)) {
                    return new TopLevel(declaration, loaded.fields());
                }
            }
            throw new IllegalArgumentException(
                    "TopLevel.of takes one declaration of a variable or a class that compiles, not: " + declaration);
        }
    }

    /** Returns the declaration beside the fields. */
    @Override
    public Table table() {
        var wrote = StringColumn.create("you write");
        var gets = StringColumn.create("the JVM gets");
        for (var field : fields) {
            wrote.append(written);
            gets.append(field);
        }
        return Table.create("A declaration at the top level of a cell", wrote, gets);
    }

    /** Runs snippets in this JVM and keeps the class files that it is given. */
    private static final class Loaded extends LocalExecutionControl implements ExecutionControlProvider {

        private final List<ClassBytecodes> classes = new ArrayList<>();

        @Override
        public void load(ClassBytecodes[] added)
                throws ClassInstallException, NotImplementedException, EngineTerminationException {
            classes.addAll(List.of(added));
            super.load(added);
        }

        @Override
        public String name() {
            return "keeps class files";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
            return this;
        }

        List<String> fields() {
            return classes.stream()
                    .flatMap(each -> ClassFile.of().parse(each.bytecodes()).fields().stream())
                    .map(Loaded::declaration)
                    .toList();
        }

        private static String declaration(FieldModel field) {
            var modifiers = field.flags().flags().stream()
                    .map(AccessFlag::name)
                    .map(name -> name.toLowerCase(Locale.ROOT) + " ")
                    .collect(Collectors.joining());
            return modifiers + field.fieldTypeSymbol().displayName() + " "
                    + field.fieldName().stringValue();
        }
    }
}
