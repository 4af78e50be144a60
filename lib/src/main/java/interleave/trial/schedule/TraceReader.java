package interleave.trial.schedule;

import interleave.trial.litmus.LitmusTest;
import interleave.trial.schedule.Step.Kind;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jetbrains.kotlinx.lincheck.trace.MethodCallTracePoint;
import org.jetbrains.kotlinx.lincheck.trace.Trace;
import org.jetbrains.kotlinx.lincheck.trace.TracePoint;

/**
 * Makes a schedule of the model checker's trace: the steps of the actors' own code, and the calls they make to
 * libraries; what happens inside a library is left out, and so is what runs the test. Says then how the run ended. Used
 * once, by one thread.
 */
final class TraceReader {

    private final List<Step> steps = new ArrayList<>();
    private final Map<Integer, TracedThread> traced = new TreeMap<>();
    private final TraceWords words;
    private final List<String> threads;
    private final int actors;

    private TraceReader(TraceWords words, List<String> actors) {
        this.actors = actors.size();
        this.words = words;
        this.threads = new ArrayList<>(actors);
    }

    /** Reads a trace of a test. */
    static TraceReader of(LitmusTest test, Trace trace) {
        var actors = test.actors().stream().map(Method::getName).toList();
        var reader = new TraceReader(new TraceWords(test.type()), actors);
        reader.read(trace.getTrace());
        return reader;
    }

    private void read(List<? extends TracePoint> points) {
        var numbers = numbers(points);
        for (var point : points) {
            // Thread 0 is the one that starts the actors.
            if (point.getIThread() > 0) {
                traced.computeIfAbsent(
                                numbers.computeIfAbsent(point.getIThread(), _ -> another()),
                                number -> new TracedThread(number, words, steps))
                        .read(point);
            }
        }
    }

    /**
     * Returns which thread of the trace is which actor. The model checker counts threads as they start, and an actor may
     * start one before the next actor does.
     */
    private Map<Integer, Integer> numbers(List<? extends TracePoint> points) {
        var numbers = new HashMap<Integer, Integer>();
        for (var point : points) {
            if (point instanceof MethodCallTracePoint call && OwnCode.isByThePlayer(call) && call.getIThread() > 0) {
                // Two may have one name, and differ in what they take.
                IntStream.range(0, actors)
                        .filter(actor -> threads.get(actor).equals(call.getMethodName()))
                        .filter(actor -> !numbers.containsValue(actor))
                        .findFirst()
                        .ifPresent(actor -> numbers.putIfAbsent(call.getIThread(), actor));
            }
        }
        return numbers;
    }

    private int another() {
        int started = threads.size() - actors + 1;
        threads.add("a thread they start" + (started == 1 ? "" : " (" + started + ")"));
        return threads.size() - 1;
    }

    Schedule schedule() {
        return new Schedule(threads, steps);
    }

    /** Says whether a thread that has not ended neither waits for a lock nor inside a library: it goes round in a loop. */
    Optional<String> loop() {
        return unfinished()
                .filter(thread -> thread.waitsFor().isEmpty())
                .map(TracedThread::place)
                .findFirst();
    }

    /** Adds that the threads that have not ended wait for ever, and says who waits for what, and who holds it. */
    String deadlock() {
        return unfinished()
                .flatMap(thread -> {
                    thread.stuck();
                    return thread
                            .waitsFor()
                            .map(what -> "`%s` waits for `%s`%s".formatted(name(thread), what, holder(thread, what)))
                            .stream();
                })
                .collect(Collectors.joining("; ", "", "."));
    }

    private Stream<TracedThread> unfinished() {
        return traced.values().stream().filter(TracedThread::isUnfinished);
    }

    private String holder(TracedThread waiting, String lock) {
        return traced.values().stream()
                .filter(thread -> thread.number() != waiting.number() && thread.holds(lock))
                .map(thread -> ", which `%s` holds".formatted(name(thread)))
                .findFirst()
                .orElse("");
    }

    private String name(TracedThread thread) {
        return threads.get(thread.number());
    }

    /**
     * Adds that a thread ended with an exception, after its last step.
     *
     * @param actor which actor it was; what comes after the actors is the arbiter
     */
    void threw(Throwable thrown, int actor) {
        if (actor == actors) {
            threads.add("the arbiter");
        }
        int thread = actor == actors ? threads.size() - 1 : actor;
        int at = steps.size();
        while (actor < actors && at > 0 && steps.get(at - 1).thread() != thread) {
            at--;
        }
        var own = Arrays.stream(thrown.getStackTrace())
                .filter(frame -> OwnCode.isOwn(frame.getClassName()))
                .findFirst();
        var before = at == 0 ? "" : steps.get(at - 1).place();
        var type = thrown.getClass();
        var name = type.getName().substring(type.getPackageName().length()).replaceFirst("^\\.", "");
        steps.add(
                at == 0 ? steps.size() : at,
                new Step(
                        thread,
                        Kind.THROW,
                        0,
                        "throws " + name,
                        own.map(TraceWords::place).orElse(before)));
    }
}
