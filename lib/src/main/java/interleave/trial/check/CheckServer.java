package interleave.trial.check;

import interleave.trial.child.GivenClasses;
import interleave.trial.child.ParentLine;
import interleave.trial.child.Uninterrupted;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;

/**
 * The main class of the child JVM of a {@link CheckJvm}: runs the checks that the parent sends, one at a time.
 *
 * <p>The main thread owns all state. It waits for a request, starts a thread for the check and waits for that thread's
 * end; no interrupt by a check ends it. A daemon thread counts the platform threads and ends this JVM when there are too
 * many. What a check may have changed in the JVM itself is set back: the standard streams, the properties, the locale
 * and the time zone, the handler of uncaught exceptions. It ends with the parent.
 */
final class CheckServer {

    /** A machine bears more, but its other users should not notice. */
    static final int MOST_THREADS = 4_000;

    /** How long what ends by itself may take after the check has returned: a pool that was shut down, for instance. */
    private static final Duration GRACE = Duration.ofMillis(200);

    private static final int MOST_TOLD = 8;

    /** More than anybody reads of what was thrown, or of its stack. */
    private static final int MOST_CHARS = 20_000;

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final Locale locale = Locale.getDefault();
    private final TimeZone timeZone = TimeZone.getDefault();
    private final Properties properties = (Properties) System.getProperties().clone();

    private CheckServer() {}

    /** Serves until the parent is gone. */
    public static void main(String[] arguments) throws IOException {
        Thread.ofPlatform().daemon().name("check-guard").start(CheckServer::guard);
        new CheckServer().serve();
    }

    private static void guard() {
        var threads = ManagementFactory.getThreadMXBean();
        while (true) {
            int count = threads.getThreadCount();
            if (count > MOST_THREADS) {
                try {
                    ParentLine.send(new CheckMessage.Crowded(count).bytes());
                } catch (IOException gone) {
                    // The end of this JVM is told by its exit.
                } finally {
                    Runtime.getRuntime().halt(1);
                }
            }
            try {
                Thread.sleep(10);
            } catch (InterruptedException byTheCheck) {
                // It may do what it likes; this goes on.
            }
        }
    }

    private void serve() throws IOException {
        ParentLine.send(new CheckMessage.Ready().bytes());
        while (true) {
            try {
                var message = CheckMessage.read(ParentLine.receive());
                if (message instanceof CheckMessage.Request request) {
                    ParentLine.send(answer(request).bytes());
                }
            } catch (InterruptedException byTheCheckBefore) {
                // The request is still there.
            }
        }
    }

    private CheckMessage answer(CheckMessage.Request request) {
        var before = identities(ParentLine.threads());
        var check = new Check(request);
        var thread = new Thread(new ThreadGroup("check"), check, "check");
        thread.start();
        Uninterrupted.join(thread);
        restore();
        return switch (check.outcome) {
            case CheckMessage.Returned returned ->
                new CheckMessage.Returned(returned.number(), returned.text(), left(before));
            case CheckMessage other -> other;
        };
    }

    private void restore() {
        System.setOut(out);
        System.setErr(err);
        System.setIn(InputStream.nullInputStream());
        System.setProperties((Properties) properties.clone());
        Locale.setDefault(locale);
        TimeZone.setDefault(timeZone);
        Thread.setDefaultUncaughtExceptionHandler(null);
    }

    private static Set<Thread> identities(List<Thread> threads) {
        Set<Thread> set = Collections.newSetFromMap(new IdentityHashMap<>());
        set.addAll(threads);
        return set;
    }

    /** Returns what still runs when its time to end has passed. */
    private static List<String> left(Set<Thread> before) {
        long start = System.nanoTime();
        var left = running(before);
        while (!left.isEmpty() && System.nanoTime() - start < GRACE.toNanos()) {
            try {
                Thread.sleep(1);
            } catch (InterruptedException byTheCheck) {
                // It may interrupt whom it likes.
            }
            left = running(before);
        }
        return left;
    }

    private static List<String> running(Set<Thread> before) {
        var left = new ArrayList<String>();
        var threads = ParentLine.threads().stream()
                .filter(thread -> thread.isAlive() && !before.contains(thread) && !isOfThePool(thread))
                .toList();
        threads.stream().limit(MOST_TOLD).map(CheckServer::told).forEach(left::add);
        if (threads.size() > MOST_TOLD) {
            left.add("%,d threads more".formatted(threads.size() - MOST_TOLD));
        }
        for (var process : ParentLine.processes()) {
            left.add("process " + process.info().command().orElse(Long.toString(process.pid())));
        }
        return left;
    }

    /**
     * The common pool keeps its workers for a while, and the JDK starts a thread for delays when a virtual thread first
     * sleeps; neither is a fault of who used them.
     */
    private static boolean isOfThePool(Thread thread) {
        // By its class: any thread may take the name.
        if (thread.getClass().getName().equals("java.util.concurrent.DelayScheduler")) {
            return true;
        }
        return thread instanceof ForkJoinWorkerThread worker
                && worker.getPool().equals(ForkJoinPool.commonPool())
                && ForkJoinPool.commonPool().isQuiescent();
    }

    private static String told(Thread thread) {
        var name = thread.getName().isEmpty() ? "#" + thread.threadId() : thread.getName();
        for (var frame : thread.getStackTrace()) {
            if (frame.getModuleName() == null) {
                return "thread `%s` in %s.%s (%s:%d)"
                        .formatted(
                                name,
                                frame.getClassName(),
                                frame.getMethodName(),
                                frame.getFileName(),
                                frame.getLineNumber());
            }
        }
        return "thread `%s`".formatted(name);
    }

    /** One check; its thread writes the outcome, and who has seen that thread end reads it. */
    private static final class Check implements Runnable {

        private final CheckMessage.Request request;

        /** For a thread that ended without telling how: an error that even the handler below could not tell. */
        private CheckMessage outcome;

        Check(CheckMessage.Request request) {
            this.request = request;
            this.outcome = new CheckMessage.Threw(request.number(), "the check ended without a word", "");
        }

        @Override
        public void run() {
            try {
                var given = new GivenClasses(request.classes(), CheckServer.class.getClassLoader());
                Thread.currentThread().setContextClassLoader(given);
                var constructor = Class.forName(request.task(), true, CheckServer.class.getClassLoader())
                        .asSubclass(CheckTask.class)
                        .getDeclaredConstructor();
                constructor.setAccessible(true);
                var text = constructor.newInstance().run(given, request.argument(), this::progress);
                outcome = new CheckMessage.Returned(request.number(), String.valueOf(text), List.of());
            } catch (Throwable thrown) {
                outcome = threw(thrown);
            }
        }

        private void progress(String doing) {
            try {
                ParentLine.send(new CheckMessage.Progress(request.number(), doing).bytes());
            } catch (IOException gone) {
                // Then this JVM ends.
            }
        }

        /** Nothing that the learner's exception does when it is asked for its message may hide that it was thrown. */
        private CheckMessage threw(Throwable wrapped) {
            var thrown = wrapped instanceof InvocationTargetException && wrapped.getCause() != null
                    ? wrapped.getCause()
                    : wrapped;
            try {
                var stack = new StringWriter();
                thrown.printStackTrace(new PrintWriter(stack));
                var text = stack.toString();
                return new CheckMessage.Threw(request.number(), clipped(String.valueOf(thrown)), clipped(text));
            } catch (Throwable again) {
                return new CheckMessage.Threw(
                        request.number(), thrown.getClass().getName(), "");
            }
        }

        private static String clipped(String words) {
            return words.substring(0, Math.min(words.length(), MOST_CHARS));
        }
    }
}
