package interleave.trial.schedule;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import org.jetbrains.lincheck.jvm.agent.InstrumentationMode;
import org.jetbrains.lincheck.jvm.agent.LincheckClassFileTransformer;
import org.jetbrains.lincheck.jvm.agent.LincheckInstrumentation;
import org.jetbrains.lincheck.util.ClassCache;

/**
 * The model checker's rewriting of classes, in this JVM from the first use on and for good.
 *
 * <p>The model checker would rewrite the classes that it meets before each run and put them back after it, and that takes
 * most of its time. An agent that has come with the JVM it leaves in place, and so this one says that it has. Guarded by
 * the class's monitor; nothing waits for it but another check.
 */
final class LincheckAgent {

    private LincheckAgent() {}

    /** Lets the model checker rewrite classes from now on. Only the first call does anything. */
    static synchronized void install() {
        var agent = LincheckInstrumentation.INSTANCE;
        if (!agent.isInitialized()) {
            agent.attachJavaAgentStatically(instrumentation());
            agent.install(InstrumentationMode.MODEL_CHECKING);
        }
    }

    /** The compiler cannot be shown the class that attaches: its file names annotations that are nowhere. */
    private static Instrumentation instrumentation() {
        try {
            return (Instrumentation) Class.forName("net.bytebuddy.agent.ByteBuddyAgent")
                    .getMethod("install")
                    .invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no agent can be attached to this JVM: " + e, e);
        }
    }

    /** Shows the model checker classes that it could not find: it looks for a class by its name alone, where its own lie. */
    static synchronized void show(Map<String, Class<?>> classes) {
        known().putAll(classes);
    }

    /**
     * Lets the model checker forget what it has made of classes that only a check has loaded. It keeps that by name, and
     * would make another class of the same name into it, as soon as that is loaded.
     */
    static synchronized void forget(Map<String, Class<?>> classes) {
        var known = known();
        classes.forEach((name, type) -> {
            if (!LincheckAgent.class.getClassLoader().equals(type.getClassLoader())) {
                known.remove(name);
                LincheckClassFileTransformer.INSTANCE
                        .getTransformedClassesCache()
                        .remove(name);
                LincheckInstrumentation.INSTANCE.getInstrumentedClasses().remove(name);
            }
        });
    }

    /** Begins or ends to follow the threads. What does it is not there before the agent is. */
    static void follow(boolean begin) {
        var name = begin ? "enableThreadLocalEventTracking" : "disableThreadLocalEventTracking";
        try {
            Class.forName("sun.nio.ch.lincheck.Injections", true, null)
                    .getMethod(name)
                    .invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the model checker begins otherwise than in version 3.7", e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Class<?>> known() {
        try {
            var known = ClassCache.class.getDeclaredField("cache");
            known.setAccessible(true);
            return (Map<String, Class<?>>) known.get(ClassCache.INSTANCE);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the model checker keeps its classes elsewhere than in version 3.7", e);
        }
    }
}
