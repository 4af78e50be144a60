package interleave.kernel;

import java.io.File;
import java.util.stream.Collectors;

/**
 * Loads what a first cell needs while the kernel is still being built.
 *
 * <p>Tablesaw's first table scans the class path for readers and writers, all of which lie in its own jar. The scan
 * takes its class path from a system property; shown only that jar it takes a quarter of the time. The property is put
 * back at once, and nothing else may read it meanwhile: the launcher reads it before and lets cells wait until after.
 */
final class WarmUp {

    private static final String CLASS_PATH = "java.class.path";

    private WarmUp() {}

    /** Makes Tablesaw ready. Without Tablesaw it does nothing: the cell that asks for a table gets the JDK's message. */
    static void tables(String classPath) {
        String tablesaw = CompilerOptions.classPath(classPath)
                .map(Object::toString)
                .filter(entry -> entry.contains("tablesaw-"))
                .collect(Collectors.joining(File.pathSeparator));
        if (tablesaw.isEmpty()) {
            return;
        }
        System.setProperty(CLASS_PATH, tablesaw);
        try {
            Class.forName("tech.tablesaw.api.Table");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("a jar named tablesaw without its Table: " + tablesaw, e);
        } finally {
            System.setProperty(CLASS_PATH, classPath);
        }
    }
}
