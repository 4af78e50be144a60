package interleave.kernel;

import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.BaseKernelBuilder;
import org.dflib.jjava.jupyter.kernel.magic.CellMagic;
import org.dflib.jjava.jupyter.kernel.magic.LineMagic;

/**
 * The Java kernel and its JShell.
 *
 * <p>JJava's protocol library is published, its Java kernel comes only inside the wheel. So this class, and only this
 * one, reaches the kernel by reflection: its builder, its compiler options, its JShell and its magics, all public.
 */
record JavaKernelHandle(BaseKernel base, JShell shell) {

    private static final String KERNEL = "org.dflib.jjava.kernel.JavaKernel";
    private static final String MAGICS = "org.dflib.jjava.kernel.magics.";

    /** Builds the kernel and makes it the notebook's; imports are not made yet. */
    static JavaKernelHandle build(String classPath) throws ReflectiveOperationException {
        Class<?> type = Class.forName(KERNEL);
        BaseKernelBuilder<?, ?> builder =
                (BaseKernelBuilder<?, ?>) type.getMethod("builder").invoke(null);
        builder.name("JJava").version("Interleave").extensionsEnabled(false);
        builder.getClass()
                .getMethod("compilerOpts", Iterable.class)
                .invoke(builder, CompilerOptions.forCells(classPath));
        addMagics(builder);
        BaseKernel kernel = builder.build();
        kernel.onStartup();
        return new JavaKernelHandle(kernel, (JShell) type.getMethod("getJShell").invoke(kernel));
    }

    private static void addMagics(BaseKernelBuilder<?, ?> builder) {
        builder.lineMagic("load", lineMagic("LoadMagic"));
        builder.lineMagic("classpath", lineMagic("ClasspathMagic"));
        builder.lineMagic("time", lineMagic("TimeMagic"));
        builder.cellMagic("time", cellMagic("TimeMagic"));
        builder.cellMagic("benchmark", (kernel, arguments, body) -> new BenchmarkMagic().eval(kernel, arguments, body));
        builder.cellMagic("exercise", (kernel, arguments, body) -> new ExerciseMagic().eval(kernel, arguments, body));
    }

    // A magic's class loads when it is first used: none of them belongs on the way to the first result.

    @SuppressWarnings("unchecked") // each of these magics takes the Java kernel, which is what runs here
    private static LineMagic<Object, BaseKernel> lineMagic(String name) {
        return (kernel, arguments) -> ((LineMagic<Object, BaseKernel>) make(name)).eval(kernel, arguments);
    }

    @SuppressWarnings("unchecked") // as above
    private static CellMagic<Object, BaseKernel> cellMagic(String name) {
        return (kernel, arguments, body) -> ((CellMagic<Object, BaseKernel>) make(name)).eval(kernel, arguments, body);
    }

    private static Object make(String magic) throws ReflectiveOperationException {
        return Class.forName(MAGICS + magic).getConstructor().newInstance();
    }

    /**
     * Evaluates snippets one by one.
     *
     * @throws IllegalStateException if one is not valid; the message names it and the compiler's reason
     */
    void evaluateAll(List<String> snippets) {
        for (String snippet : snippets) {
            for (SnippetEvent event : shell.eval(snippet)) {
                if (event.status() != Snippet.Status.VALID) {
                    List<String> reasons = shell.diagnostics(event.snippet())
                            .map(diagnostic -> diagnostic.getMessage(null))
                            .toList();
                    throw new IllegalStateException("start-up snippet `" + snippet + "`: " + reasons);
                }
            }
        }
    }
}
