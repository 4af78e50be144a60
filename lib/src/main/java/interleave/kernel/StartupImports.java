package interleave.kernel;

import java.util.List;
import java.util.stream.Stream;

/**
 * What every cell may name without importing it.
 *
 * <p>Each import is a snippet of its own that the kernel compiles before the first cell runs, so the list is short: one
 * module import stands for the JDK's base, and a package is here only if chapters use it. An import in a later cell can
 * set variables to {@code null} (a flaw of the kernel), so chapters never import; that is why the list is complete.
 */
final class StartupImports {

    /** In the order in which they are evaluated; every one names something that exists, which a test proves. */
    static final List<String> ALL = List.of(
            "import module java.base;",
            "import static org.dflib.jjava.jupyter.kernel.BaseNotebookStatics.*;",
            "import static org.dflib.jjava.kernel.JavaNotebookStatics.*;",
            "import tech.tablesaw.api.*;",
            "import interleave.lab.*;",
            "import interleave.trial.*;",
            "import static interleave.trial.Parameters.*;",
            "import interleave.channel.*;",
            "import interleave.workload.*;",
            "import interleave.workload.log.*;",
            "import interleave.broken.*;",
            "import interleave.stress.*;",
            "import interleave.claim.*;",
            "import interleave.exercise.*;");

    private StartupImports() {}

    /**
     * Returns the imports of the JDK and of what the library offers to a program that runs in a JVM of its own: without
     * the kernel, without what only shows or runs other programs, and without what such an instrument must run.
     */
    static Stream<String> ofTheLibrary() {
        List<String> instruments = List.of(
                "import interleave.lab.*;",
                "import interleave.trial.*;",
                "import interleave.claim.*;",
                "import interleave.stress.*;",
                "import interleave.exercise.*;");
        return ALL.stream()
                .filter(line -> line.contains(" interleave.") || line.startsWith("import module "))
                .filter(line -> !instruments.contains(line));
    }
}
