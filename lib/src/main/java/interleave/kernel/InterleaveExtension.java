package interleave.kernel;

import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/**
 * Brings the library into a JJava kernel that was not started by {@link KernelLauncher}: JJava finds it through the
 * service loader when the library is on the class path.
 *
 * <p>It registers the renderers, makes the imports, and ends the process soon after a shutdown: the kernel's own pool
 * would keep it alive for a minute, until Jupyter kills it.
 */
public final class InterleaveExtension implements Extension {

    /** Long enough for the shutdown reply to leave, short enough that Jupyter never has to kill the process. */
    private static final long GRACE_MILLIS = 300;

    /** Made by the service loader. */
    public InterleaveExtension() {}

    @Override
    public void install(BaseKernel kernel) {
        Renderers.register(kernel.getRenderer());
        kernel.evalRaw(String.join("\n", StartupImports.ALL));
    }

    @Override
    public void uninstall(BaseKernel kernel) {
        Thread.ofPlatform().daemon().name("interleave-exit").start(() -> {
            try {
                Thread.sleep(GRACE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().exit(0);
        });
    }
}
