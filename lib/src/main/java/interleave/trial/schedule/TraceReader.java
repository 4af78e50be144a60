package interleave.trial.schedule;

import interleave.trial.schedule.Step.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jetbrains.kotlinx.lincheck.trace.CodeLocationTracePoint;
import org.jetbrains.kotlinx.lincheck.trace.MethodCallTracePoint;
import org.jetbrains.kotlinx.lincheck.trace.MethodReturnTracePoint;
import org.jetbrains.kotlinx.lincheck.trace.MonitorEnterTracePoint;
import org.jetbrains.kotlinx.lincheck.trace.MonitorExitTracePoint;
import org.jetbrains.kotlinx.lincheck.trace.ReadTracePoint;
import org.jetbrains.kotlinx.lincheck.trace.ReturnedValueResult;
import org.jetbrains.kotlinx.lincheck.trace.SwitchEventTracePoint;
import org.jetbrains.kotlinx.lincheck.trace.SwitchReason;
import org.jetbrains.kotlinx.lincheck.trace.Trace;
import org.jetbrains.kotlinx.lincheck.trace.WaitTracePoint;
import org.jetbrains.kotlinx.lincheck.trace.WriteTracePoint;

/**
 * Makes a schedule of the model checker's trace: the steps of the actors' own code, and the calls they make to
 * libraries; what happens inside a library is left out, and so is what runs the test. Used once, by one thread.
 */
final class TraceReader {

    /** What the model checker's classes begin with. */
    static final String MODEL_CHECKER = "org.jetbrains.";

    private static final List<String> LIBRARIES = List.of("java.", "javax.", "jdk.", "sun.", "kotlin.", MODEL_CHECKER);

    /** Nobody would ask what these do between two threads. */
    private static final Pattern TRIVIAL =
            Pattern.compile("java\\.lang\\.(Object|Record|Enum|Integer|Long|Short|Byte|Character|Boolean|Float|Double"
                    + "|String|StringBuilder|Math|Thread|Throwable|\\w*Exception|\\w*Error)|java\\.util\\.Objects");

    private static final Pattern LABEL = Pattern.compile("([\\w<>]+)#(\\d+)");

    /** Where a thread is. */
    private static final class Line {
        private final Deque<Frame> frames = new ArrayDeque<>();
        private final List<String> held = new ArrayList<>();
        /** The monitor that was asked for by the newest step. */
        private Optional<String> asked = Optional.empty();

        /** Whether the newest step says that it waits. */
        private boolean waits;

        private StackTraceElement last = new StackTraceElement("", "", "", 0);
    }

    /**
     * A call.
     *
     * @param depth how deep the steps inside it are
     * @param step which of the schedule's steps shows it, or -1
     * @param steps how many steps the schedule had when it began
     */
    private record Frame(MethodCallTracePoint call, boolean library, int depth, int step, int steps) {}

    private final List<Step> steps = new ArrayList<>();
    private final Map<Integer, Line> lines = new TreeMap<>();
    private final Class<?> test;
    private final LockNames lockNames;
    private final List<String> threads;

    /** Reads a trace of a test whose actors have these names. */
    TraceReader(Class<?> test, List<String> actors) {
        this.test = test;
        this.lockNames = new LockNames(test.getClassLoader());
        this.threads = new ArrayList<>(actors);
    }

    /** Reads the trace. */
    TraceReader read(Trace trace) {
        for (int i = threads.size() + 1; i < trace.getThreadNames().size(); i++) {
            threads.add("a thread they start");
        }
        for (var point : trace.getTrace()) {
            // Thread 0 is the one that starts the actors.
            if (point.getIThread() > 0) {
                var line = lines.computeIfAbsent(point.getIThread() - 1, i -> new Line());
                read(point.getIThread() - 1, line, point);
            }
        }
        return this;
    }

    Schedule schedule() {
        return new Schedule(threads, steps);
    }

    private void read(int thread, Line line, Object point) {
        if (point instanceof MethodReturnTracePoint leaving && isAborted(leaving.getMethodTracePoint$lincheck())) {
            // The run was given up with the thread in this call.
            return;
        }
        if (!(point instanceof SwitchEventTracePoint) && line.asked.isPresent()) {
            line.held.add(line.asked.get());
            line.asked = Optional.empty();
        }
        if (point instanceof CodeLocationTracePoint at) {
            line.last = at.getStackTraceElement();
        }
        switch (point) {
            case MethodCallTracePoint call -> enter(thread, line, call);
            case MethodReturnTracePoint ignored -> leave(thread, line);
            case ReadTracePoint read
            when isShown(read) && !read.isLocal() -> add(thread, line, Kind.READ, text(read), read);
            case WriteTracePoint write
            when isShown(write) && !write.isLocal() -> add(thread, line, Kind.WRITE, text(write), write);
            case MonitorEnterTracePoint monitor
            when isShown(monitor) -> {
                var name = monitor(line, monitor.getStackTraceElement());
                line.asked = Optional.of(name);
                add(thread, line, Kind.LOCK, "lock(" + name + ")", monitor);
            }
            case MonitorExitTracePoint monitor
            when isShown(monitor) -> {
                var name = line.held.isEmpty() ? "an object" : line.held.removeLast();
                add(thread, line, Kind.UNLOCK, "unlock(" + name + ")", monitor);
            }
            case WaitTracePoint wait when isShown(wait) -> add(thread, line, Kind.WAIT, "wait()", wait);
            case SwitchEventTracePoint change when isWait(change.getReason()) -> waits(thread, line);
            default -> {}
        }
    }

    private static boolean isAborted(MethodCallTracePoint call) {
        return call.getThrownException() != null
                && call.getThrownException().getClass().getName().startsWith(MODEL_CHECKER);
    }

    private void enter(int thread, Line line, MethodCallTracePoint call) {
        boolean library = isLibrary(call.getClassName());
        int depth = depth(line);
        boolean shown = isShown(call) && !isTrivial(call);
        int step = -1;
        if (shown) {
            step = steps.size();
            add(thread, line, library ? Kind.CALL : Kind.ENTER, text(call), call);
        }
        line.frames.push(new Frame(call, library, shown && !library ? depth + 1 : depth, step, steps.size()));
    }

    private void leave(int thread, Line line) {
        if (line.frames.isEmpty()) {
            return;
        }
        var frame = line.frames.pop();
        if (frame.step() < 0 || !frame.library()) {
            return;
        }
        var call = frame.call();
        var value = call.getReturnedValue() instanceof ReturnedValueResult.ValueResult result
                ? Optional.of(named(result.getValueRepresentation()))
                : Optional.<String>empty();
        if (Locking.takes(call.getClassName(), call.getMethodName(), value)) {
            line.held.add(owner(call));
        } else if (Locking.gives(call.getClassName(), call.getMethodName())) {
            line.held.remove(owner(call));
        }
        if (steps.size() > frame.steps()) {
            add(
                    thread,
                    line,
                    Kind.RETURN,
                    text(call) + value.map(v -> " → " + v).orElse(" ends"),
                    call);
        } else if (value.isPresent()) {
            var told = steps.get(frame.step());
            steps.set(
                    frame.step(),
                    new Step(thread, told.kind(), told.depth(), told.text() + " → " + value.get(), told.place()));
        }
    }

    /** Adds that a thread cannot go on, once until it does. */
    private void waits(int thread, Line line) {
        if (line.waits) {
            return;
        }
        var place = libraryCall(line)
                .map(frame -> frame.call().getStackTraceElement())
                .orElse(line.last);
        waitsFor(line).ifPresent(what -> {
            line.waits = true;
            steps.add(new Step(thread, Kind.WAIT, depth(line), "waits for " + what, place(place)));
        });
    }

    /** Returns what a thread waits for: the lock that it has just asked for, or the call to a library that it is in. */
    private Optional<String> waitsFor(Line line) {
        return line.asked.or(() -> libraryCall(line)
                .map(frame ->
                        Locking.takes(frame.call().getClassName(), frame.call().getMethodName(), Optional.of("true"))
                                ? owner(frame.call())
                                : text(frame.call())));
    }

    private static Optional<Frame> libraryCall(Line line) {
        // The outermost of those that the program's own code has called last.
        Frame outermost = null;
        for (var frame : line.frames) {
            if (!frame.library()) {
                break;
            }
            outermost = frame;
        }
        return Optional.ofNullable(outermost).filter(frame -> frame.step() >= 0);
    }

    private static boolean isWait(SwitchReason reason) {
        return !(reason instanceof SwitchReason.StrategySwitch);
    }

    // The end of a run that never ends.

    /** Returns the threads that have not ended. */
    private List<Integer> unfinished() {
        return lines.keySet().stream()
                .filter(thread -> !lines.get(thread).frames.isEmpty())
                .toList();
    }

    /** Says whether a thread that has not ended neither waits for a lock nor inside a library: it goes round in a loop. */
    Optional<String> loop() {
        return unfinished().stream()
                .map(lines::get)
                .filter(line -> waitsFor(line).isEmpty())
                .map(line -> place(line.last))
                .findFirst();
    }

    /** Adds that the threads that have not ended wait for ever, and says who waits for what, and who holds it. */
    String deadlock() {
        return unfinished().stream()
                .flatMap(thread -> {
                    var line = lines.get(thread);
                    waits(thread, line);
                    return waitsFor(line)
                            .map(what ->
                                    "`%s` waits for `%s`%s".formatted(threads.get(thread), what, holder(thread, what)))
                            .stream();
                })
                .collect(Collectors.joining("; ", "", "."));
    }

    private String holder(int waiting, String lock) {
        return lines.entrySet().stream()
                .filter(each -> each.getKey() != waiting && each.getValue().held.contains(lock))
                .map(each -> ", which `%s` holds".formatted(threads.get(each.getKey())))
                .findFirst()
                .orElse("");
    }

    /** Adds that a thread ended with an exception. */
    void threw(Throwable thrown) {
        var place = Arrays.stream(thrown.getStackTrace())
                .filter(frame -> !isLibrary(frame.getClassName()))
                .findFirst();
        int thread = steps.isEmpty() ? 0 : steps.getLast().thread();
        steps.add(new Step(
                thread,
                Kind.THROW,
                0,
                "throws " + thrown.getClass().getSimpleName(),
                place.map(TraceReader::place)
                        .orElseGet(() -> steps.isEmpty() ? "" : steps.getLast().place())));
    }

    // Words.

    private void add(int thread, Line line, Kind kind, String text, CodeLocationTracePoint at) {
        line.waits = false;
        steps.add(new Step(thread, kind, depth(line), text, place(at.getStackTraceElement())));
    }

    private static int depth(Line line) {
        return line.frames.isEmpty() ? 0 : line.frames.peek().depth();
    }

    private static String place(StackTraceElement at) {
        return at.getFileName() == null || at.getFileName().isEmpty()
                ? ""
                : at.getFileName() + ":" + at.getLineNumber();
    }

    private String text(ReadTracePoint read) {
        return named(read.toString$lincheck(false, true).replace(" ➜ ", " → "));
    }

    private String text(WriteTracePoint write) {
        return named(write.toString$lincheck(false, true));
    }

    private String text(MethodCallTracePoint call) {
        var parameters = Optional.ofNullable(call.getParameters()).stream()
                .flatMap(List::stream)
                .map(this::named)
                .collect(Collectors.joining(", ", "(", ")"));
        if (call.getMethodName().equals("<init>")) {
            return "new " + simple(call.getClassName()) + parameters;
        }
        var owner = owner(call);
        return (owner.isEmpty() ? "" : owner + ".") + call.getMethodName() + parameters;
    }

    private String owner(MethodCallTracePoint call) {
        return Optional.ofNullable(call.getOwnerName()).map(this::named).orElse("");
    }

    private String monitor(Line line, StackTraceElement at) {
        var lock = lockNames.at(at);
        var call = line.frames.isEmpty() ? null : line.frames.peek().call();
        if (call == null) {
            return lock.text();
        }
        if (lock.parameter() >= 0
                && call.getParameters() != null
                && lock.parameter() < call.getParameters().size()) {
            return named(call.getParameters().get(lock.parameter()));
        }
        var owner = owner(call);
        if (lock.ofThis()
                && !owner.isEmpty()
                && !at.getClassName().replace('/', '.').equals(test.getName())) {
            return lock.text().equals("this") ? owner : owner + "." + lock.text();
        }
        return lock.text();
    }

    /** Replaces {@code AtomicInteger#1} by the name of the field that holds it, where the test has only one of that type. */
    private String named(String text) {
        return LABEL.matcher(text).replaceAll(match -> {
            var type = match.group(1);
            var fields = Stream.of(test.getDeclaredFields())
                    .filter(field -> label(field.getType()).equals(type))
                    .toList();
            return match.group(2).equals("1") && fields.size() == 1
                    ? fields.getFirst().getName()
                    : match.group();
        });
    }

    private static String label(Class<?> type) {
        if (type.isArray()) {
            var name = type.getComponentType().getSimpleName();
            return type.getComponentType().isPrimitive()
                    ? Character.toUpperCase(name.charAt(0)) + name.substring(1) + "Array"
                    : "Array<" + name + ">";
        }
        return type.getSimpleName();
    }

    private static String simple(String type) {
        return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
    }

    private static boolean isShown(CodeLocationTracePoint point) {
        var type = point.getStackTraceElement().getClassName().replace('/', '.');
        return !type.isEmpty() && !isLibrary(type) && !isPlayer(type);
    }

    private static boolean isPlayer(String type) {
        return type.startsWith(LitmusRun.class.getName()) || type.startsWith(PlayClass.NAME);
    }

    private static boolean isTrivial(MethodCallTracePoint call) {
        return TRIVIAL.matcher(call.getClassName()).matches()
                && !(call.getClassName().equals("java.lang.Object")
                        && call.getMethodName().equals("wait"))
                && !(call.getClassName().equals("java.lang.Thread")
                        && !call.getMethodName().equals("currentThread"));
    }

    static boolean isLibrary(String type) {
        return LIBRARIES.stream().anyMatch(type.replace('/', '.')::startsWith);
    }
}
