package interleave.trial.child;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.stream.Stream;

/**
 * Lists in a child JVM what its threads do, and reads that list in the parent.
 *
 * <p>The public thread dumps tell of virtual threads either nothing (the management beans) or not who holds the lock
 * they wait for (the JSON dump), so this asks what those ask: the JVM's own snapshot of a thread, which knows its
 * monitors, and the owner that a lock records. Both lie behind {@link #FLAGS}, which the child is given.
 */
final class ThreadReport {

    /** Opens to the child what it asks. */
    static final List<String> FLAGS = List.of(
            "--add-opens=java.base/jdk.internal.vm=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED");

    /** Where the library's own waits are, as the JDK's are in its modules. */
    private static final List<String> PRIMITIVES = List.of("interleave.event.", "interleave.channel.");

    private static final int MOST_THREADS = 10_000;
    private static final int MOST_CHARS = 200;

    private final Method snapshotOf;
    private final Method ownerOf;
    private final List<Snapshot> snapshots = new ArrayList<>();
    private final IdentityHashMap<Object, Thread> monitors = new IdentityHashMap<>();

    private ThreadReport() throws ReflectiveOperationException {
        snapshotOf = accessible("jdk.internal.vm.ThreadSnapshot", "of", Thread.class);
        ownerOf = accessible(AbstractOwnableSynchronizer.class.getName(), "getExclusiveOwnerThread");
    }

    /** A thread with what the JVM tells of it. */
    private record Snapshot(
            Thread thread, String name, Thread.State state, List<StackTraceElement> stack, Object waitsOn) {}

    /** Writes what the threads of this JVM do. */
    static void write(DataOutputStream out) throws IOException, ReflectiveOperationException {
        var report = new ThreadReport();
        var threads = threads();
        for (var thread : threads.subList(0, Math.min(threads.size(), MOST_THREADS))) {
            report.add(thread);
        }
        out.writeInt(report.snapshots.size());
        for (var snapshot : report.snapshots) {
            report.write(snapshot, out);
        }
        out.writeInt(Math.max(0, threads.size() - MOST_THREADS));
    }

    /** Returns the program's threads that are alive now, platform and virtual. */
    static List<Thread> running() {
        try {
            return threads();
        } catch (ReflectiveOperationException notAsked) {
            throw new IllegalStateException(Control.reason(notAsked), notAsked);
        }
    }

    private static Method accessible(String type, String name, Class<?>... parameters)
            throws ReflectiveOperationException {
        var method = Class.forName(type).getDeclaredMethod(name, parameters);
        method.setAccessible(true);
        return method;
    }

    /** Returns the program's threads, platform and virtual, of all containers: executors and scopes have their own. */
    private static List<Thread> threads() throws ReflectiveOperationException {
        var root = accessible("jdk.internal.vm.ThreadContainers", "root").invoke(null);
        var threads = new ArrayList<Thread>();
        var containers = new ArrayList<>(List.of(root));
        for (int i = 0; i < containers.size(); i++) {
            var container = containers.get(i);
            ((Stream<?>) accessible("jdk.internal.vm.ThreadContainer", "threads")
                            .invoke(container))
                    .map(Thread.class::cast)
                    .filter(ThreadReport::isOfTheProgram)
                    .forEach(threads::add);
            ((Stream<?>) accessible("jdk.internal.vm.ThreadContainer", "children")
                            .invoke(container))
                    .forEach(containers::add);
        }
        return threads;
    }

    /** The JVM's own threads are in the system's group or of a class of the JDK; one waits for the end of the rest. */
    private static boolean isOfTheProgram(Thread thread) {
        if (thread.isVirtual()) {
            return true;
        }
        var group = thread.getThreadGroup();
        return group != null
                && group.getParent() != null
                && !thread.getClass().getName().startsWith("jdk.internal.")
                && !thread.getName().equals("DestroyJavaVM");
    }

    private void add(Thread thread) throws ReflectiveOperationException {
        var found = snapshotOf.invoke(null, thread);
        if (found == null) {
            return;
        }
        var state = (Thread.State) ask(found, "threadState");
        var stack = List.of((StackTraceElement[]) ask(found, "stackTrace"));
        var waitsOn = switch (state) {
            case BLOCKED -> ask(found, "blockedOn");
            case WAITING, TIMED_WAITING ->
                Optional.ofNullable(ask(found, "waitingOn")).orElse(ask(found, "parkBlocker"));
            case NEW, RUNNABLE, TERMINATED -> null;
        };
        snapshots.add(new Snapshot(thread, (String) ask(found, "threadName"), state, stack, waitsOn));
        var own = Collections.newSetFromMap(new IdentityHashMap<>());
        int depths = (boolean) ask(found, "ownsMonitors") ? stack.size() : 0;
        for (int depth = 0; depth < depths; depth++) {
            var owned = accessible("jdk.internal.vm.ThreadSnapshot", "ownedMonitorsAt", int.class);
            ((Stream<?>) owned.invoke(found, depth)).filter(Objects::nonNull).forEach(own::add);
        }
        // A monitor that it waits on, or waits to have again, is on its stack and not its own.
        own.remove(waitsOn);
        own.forEach(monitor -> monitors.put(monitor, thread));
    }

    private static Object ask(Object snapshot, String what) throws ReflectiveOperationException {
        return accessible("jdk.internal.vm.ThreadSnapshot", what).invoke(snapshot);
    }

    private void write(Snapshot snapshot, DataOutputStream out) throws IOException, ReflectiveOperationException {
        var thread = snapshot.thread();
        out.writeLong(thread.threadId());
        out.writeUTF(name(thread, snapshot.name()));
        out.writeBoolean(thread.isVirtual());
        out.writeUTF(snapshot.state().name());
        var frames = frames(snapshot.stack());
        out.writeInt(frames.size());
        for (var frame : frames) {
            out.writeBoolean(frame.getModuleName() == null);
            out.writeUTF(clipped(frame.getClassName()));
            out.writeUTF(clipped(frame.getMethodName()));
            out.writeUTF(clipped(Optional.ofNullable(frame.getFileName()).orElse("")));
            out.writeInt(frame.getLineNumber());
        }
        out.writeUTF(waitsFor(snapshot));
        out.writeLong(holder(snapshot.waitsOn()).map(Thread::threadId).orElse(0L));
    }

    private static String name(Thread thread, String name) {
        var kind = thread.isVirtual() ? "virtual thread #" : "thread #";
        return name == null || name.isEmpty() ? kind + thread.threadId() : clipped(name);
    }

    private static String clipped(String text) {
        return text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS) + "…";
    }

    /**
     * The program's own code is in no named module. What this package has below it is left out, and what the library's
     * channels and their like have above it: where the program calls them is its place.
     */
    private static List<StackTraceElement> frames(List<StackTraceElement> stack) {
        var own = stack.stream()
                .filter(frame -> frame.getModuleName() == null)
                .filter(frame -> !frame.getClassName().startsWith(ThreadReport.class.getPackageName() + ".ChildMain"))
                .filter(frame -> PRIMITIVES.stream().noneMatch(frame.getClassName()::startsWith))
                .limit(ThreadState.MOST_FRAMES)
                .toList();
        return own.isEmpty() ? stack.stream().limit(ThreadState.MOST_FRAMES).toList() : own;
    }

    private static String waitsFor(Snapshot snapshot) {
        for (var frame : snapshot.stack()) {
            boolean joins = frame.getMethodName().startsWith("join")
                    && List.of("java.lang.Thread", "java.lang.VirtualThread").contains(frame.getClassName());
            if (joins) {
                return ThreadState.END_OF_THREAD;
            }
        }
        var what = snapshot.waitsOn();
        if (what == null) {
            return "";
        }
        var type = simpleName(what.getClass());
        if (snapshot.state() == Thread.State.BLOCKED) {
            return "a lock (monitor of %s)".formatted(type);
        }
        if (what instanceof AbstractOwnableSynchronizer && type.endsWith("Lock")) {
            return "a lock (%s)".formatted(type);
        }
        return type.equals("AbstractQueuedSynchronizer") ? "a signal (Condition)" : "a signal (%s)".formatted(type);
    }

    /** Returns the name that a person knows: the JDK's locks and queues wait on a nested class of theirs. */
    private static String simpleName(Class<?> type) {
        var name = type.getName().substring(type.getName().lastIndexOf('.') + 1);
        boolean isNestedInJdk = type.getName().startsWith("java.") && name.indexOf('$') > 0;
        return clipped(isNestedInJdk ? name.substring(0, name.indexOf('$')) : name);
    }

    private Optional<Thread> holder(Object waitsOn) throws ReflectiveOperationException {
        if (waitsOn instanceof Thread awaited) {
            return Optional.of(awaited);
        }
        return waitsOn instanceof AbstractOwnableSynchronizer
                ? Optional.ofNullable((Thread) ownerOf.invoke(waitsOn))
                : Optional.ofNullable(waitsOn).map(monitors::get);
    }

    /** Reads what {@link #write} has written. */
    static ThreadDump read(DataInputStream in) throws IOException {
        var threads = new ArrayList<ThreadState>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            threads.add(readState(in));
        }
        int lost = in.readInt();
        return ThreadDump.of(threads, lost == 0 ? "" : "%,d threads were not looked at".formatted(lost));
    }

    private static ThreadState readState(DataInputStream in) throws IOException {
        long id = in.readLong();
        var name = in.readUTF();
        boolean virtual = in.readBoolean();
        var state = Thread.State.valueOf(in.readUTF());
        var frames = new ArrayList<StackTraceElement>();
        int depth = in.readInt();
        for (int i = 0; i < depth; i++) {
            var module = in.readBoolean() ? null : "java.base";
            var type = in.readUTF();
            var method = in.readUTF();
            var file = in.readUTF();
            frames.add(new StackTraceElement(
                    null, module, null, type, method, file.isEmpty() ? null : file, in.readInt()));
        }
        var waitsFor = Optional.of(in.readUTF()).filter(text -> !text.isEmpty());
        var holder = Optional.of(in.readLong()).filter(number -> number != 0);
        return new ThreadState(id, name, virtual, state, frames, waitsFor, holder);
    }
}
