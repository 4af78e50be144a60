package interleave.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every name that a cell may use without importing it means what it says. */
class StartupImportsTest {

    /** This one lies in the wheel, out of this build's sight; the notebooks' tests prove it in the real kernel. */
    private static final String ONLY_IN_THE_KERNEL = "org.dflib.jjava.kernel.";

    private static JShell shell;

    @BeforeAll
    static void start() {
        List<String> options = CompilerOptions.forCells(System.getProperty("java.class.path"));
        shell = JShell.builder()
                .executionEngine("local")
                .compilerOptions(options.toArray(String[]::new))
                .build();
    }

    @AfterAll
    static void stop() {
        shell.close();
    }

    private static List<String> errors(String snippet) {
        List<String> errors = new ArrayList<>();
        for (SnippetEvent event : shell.eval(snippet)) {
            if (event.status() != Snippet.Status.VALID) {
                shell.diagnostics(event.snippet()).forEach(diagnostic -> errors.add(diagnostic.getMessage(null)));
                errors.add(event.status().toString());
            }
        }
        return errors;
    }

    @Test
    void everyImportIsValidAndNoNameOfOursClashes() {
        for (String line : StartupImports.ALL) {
            if (!line.contains(ONLY_IN_THE_KERNEL)) {
                assertEquals(List.of(), errors(line), line);
            }
        }
        List<JavaClass> types = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("interleave").stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(type -> type.isTopLevelClass())
                        .filter(type -> !type.getSimpleName().equals("package-info"))
                        .filter(type -> StartupImports.ALL.contains("import " + type.getPackageName() + ".*;"))
                        .toList();
        assertTrue(types.size() >= 3, "found only " + types);
        for (JavaClass type : types) {
            String simple = type.getSimpleName();
            assertEquals(List.of(), errors("Class<?> the" + simple + " = " + simple + ".class;"), simple);
            assertEquals(
                    "\"" + type.getName() + "\"",
                    shell.eval("the" + simple + ".getName()").getFirst().value());
        }
    }
}
