package interleave.trial.schedule;

import static interleave.trial.schedule.OwnCode.isLibrary;
import static interleave.trial.schedule.OwnCode.isShown;

import interleave.trial.schedule.Step.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jetbrains.kotlinx.lincheck.trace.CodeLocationTracePoint;
import org.jetbrains.kotlinx.lincheck.trace.MethodCallTracePoint;
import org.jetbrains.kotlinx.lincheck.trace.MethodReturnTracePoint;
import org.jetbrains.kotlinx.lincheck.trace.MonitorEnterTracePoint;
import org.jetbrains.kotlinx.lincheck.trace.MonitorExitTracePoint;
import org.jetbrains.kotlinx.lincheck.trace.ReadTracePoint;
import org.jetbrains.kotlinx.lincheck.trace.ReturnedValueResult;
import org.jetbrains.kotlinx.lincheck.trace.SwitchEventTracePoint;
import org.jetbrains.kotlinx.lincheck.trace.SwitchReason;
import org.jetbrains.kotlinx.lincheck.trace.TracePoint;
import org.jetbrains.kotlinx.lincheck.trace.WaitTracePoint;
import org.jetbrains.kotlinx.lincheck.trace.WriteTracePoint;

/**
 * A thread of a trace, as far as it has been read: where it is, what it holds and what it waits for. It adds its steps to
 * those of the schedule. For the one thread that reads.
 */
final class TracedThread {

    /**
     * A call.
     *
     * @param depth how deep the steps inside it are
     * @param step which of the schedule's steps shows it, or -1
     * @param steps how many steps the schedule had when it began
     */
    private record Frame(MethodCallTracePoint call, boolean library, int depth, int step, int steps) {}

    private final int number;
    private final TraceWords words;
    private final List<Step> steps;
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final List<String> held = new ArrayList<>();

    /** The monitor that was asked for by the newest step. */
    private Optional<String> asked = Optional.empty();

    /** Whether the newest step says that it waits. */
    private boolean waits;

    /** Whether its last step is none that waits for a notification. */
    private boolean notified = true;

    private StackTraceElement last = new StackTraceElement("", "", "", 0);

    /**
     * Begins a thread that has done nothing.
     *
     * @param number its number in the schedule
     * @param steps where its steps go
     */
    TracedThread(int number, TraceWords words, List<Step> steps) {
        this.number = number;
        this.words = words;
        this.steps = steps;
    }

    int number() {
        return number;
    }

    /** Says whether it holds a lock. Who waits for a notification has given the monitor back that it entered last. */
    boolean holds(String lock) {
        return held.subList(0, held.size() - (notified || held.isEmpty() ? 0 : 1))
                .contains(lock);
    }

    boolean isUnfinished() {
        return !frames.isEmpty();
    }

    /** Returns where it was last. */
    String place() {
        return TraceWords.place(last);
    }

    /** Reads the next point of the trace, which is one of this thread. */
    void read(TracePoint point) {
        if (point instanceof MethodReturnTracePoint leaving && isAborted(leaving.getMethodTracePoint$lincheck())) {
            // The run was given up with the thread in this call.
            return;
        }
        if (!(point instanceof SwitchEventTracePoint)) {
            asked.ifPresent(held::add);
            asked = Optional.empty();
            notified = true;
        }
        if (point instanceof CodeLocationTracePoint at) {
            last = place(at);
        }
        switch (point) {
            case MethodCallTracePoint call -> enter(call);
            case MethodReturnTracePoint ignored -> leave();
            case ReadTracePoint read when isShown(read) && !read.isLocal() -> add(Kind.READ, words.text(read), read);
            case WriteTracePoint write
            when isShown(write) && !write.isLocal() -> add(Kind.WRITE, words.text(write), write);
            case MonitorEnterTracePoint monitor
            when isShown(monitor) -> {
                var name = words.monitor(call(), monitor.getStackTraceElement());
                asked = Optional.of(name);
                add(Kind.LOCK, "lock(" + name + ")", monitor);
            }
            case MonitorExitTracePoint monitor
            when isShown(monitor) -> {
                var name = held.isEmpty() ? "an object" : held.removeLast();
                add(Kind.UNLOCK, "unlock(" + name + ")", monitor);
            }
            case WaitTracePoint wait
            when isShown(wait) -> {
                add(Kind.WAIT, "wait()", wait);
                notified = false;
                waits = true;
            }
            case SwitchEventTracePoint change
            when !(change.getReason() instanceof SwitchReason.StrategySwitch) -> stuck();
            default -> {}
        }
    }

    private static boolean isAborted(MethodCallTracePoint call) {
        return call.getThrownException() != null && LitmusRun.isOfTheModelChecker(call.getThrownException());
    }

    private void enter(MethodCallTracePoint call) {
        boolean library = isLibrary(call.getClassName());
        int depth = depth();
        boolean shown = isShown(call) && !OwnCode.isTrivial(call);
        int step = -1;
        if (shown) {
            step = steps.size();
            add(library ? Kind.CALL : Kind.ENTER, words.text(call), call);
        }
        frames.push(new Frame(call, library, shown && !library ? depth + 1 : depth, step, steps.size()));
    }

    private void leave() {
        if (frames.isEmpty()) {
            return;
        }
        var frame = frames.pop();
        if (frame.step() < 0 || !frame.library()) {
            return;
        }
        var call = frame.call();
        var value = call.getReturnedValue() instanceof ReturnedValueResult.ValueResult result
                ? Optional.of(words.named(result.getValueRepresentation()))
                : Optional.<String>empty();
        if (Locking.takes(call.getClassName(), call.getMethodName(), value)) {
            held.add(words.owner(call));
        } else if (Locking.gives(call.getClassName(), call.getMethodName())) {
            held.remove(words.owner(call));
        }
        if (steps.size() > frame.steps()) {
            add(Kind.RETURN, words.text(call) + value.map(v -> " → " + v).orElse(" ends"), call);
        } else if (value.isPresent()) {
            var told = steps.get(frame.step());
            steps.set(
                    frame.step(),
                    new Step(number, told.kind(), told.depth(), told.text() + " → " + value.get(), told.place()));
        }
    }

    /** Adds that it cannot go on, once until it does. */
    void stuck() {
        if (waits) {
            return;
        }
        var place =
                libraryCall().map(frame -> frame.call().getStackTraceElement()).orElse(last);
        waitsFor().ifPresent(what -> {
            waits = true;
            steps.add(new Step(number, Kind.WAIT, depth(), "waits for " + what, TraceWords.place(place)));
        });
    }

    /**
     * Returns what it waits for: the lock that it has just asked for, a notification, or the end of the call to a library
     * that it is in.
     */
    Optional<String> waitsFor() {
        return asked.or(() -> notified ? Optional.empty() : Optional.of("wait()"))
                .or(() -> libraryCall()
                        .map(frame -> Locking.takes(
                                        frame.call().getClassName(),
                                        frame.call().getMethodName(),
                                        Optional.of("true"))
                                ? words.owner(frame.call())
                                : words.text(frame.call())));
    }

    private Optional<Frame> libraryCall() {
        // The outermost of those that the program's own code has called last.
        Frame outermost = null;
        for (var frame : frames) {
            if (!frame.library()) {
                break;
            }
            outermost = frame;
        }
        return Optional.ofNullable(outermost).filter(frame -> frame.step() >= 0);
    }

    private Optional<MethodCallTracePoint> call() {
        return Optional.ofNullable(frames.peek()).map(Frame::call);
    }

    private void add(Kind kind, String text, CodeLocationTracePoint at) {
        waits = false;
        steps.add(new Step(number, kind, depth(), text, TraceWords.place(place(at))));
    }

    /** A synchronized method takes its lock on no line of its own: then where it was called. */
    private StackTraceElement place(CodeLocationTracePoint at) {
        var place = at.getStackTraceElement();
        return place.getLineNumber() > 0
                ? place
                : call().map(CodeLocationTracePoint::getStackTraceElement).orElse(place);
    }

    private int depth() {
        return frames.isEmpty() ? 0 : frames.peek().depth();
    }
}
