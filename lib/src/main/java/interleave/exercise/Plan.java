package interleave.exercise;

import interleave.exercise.ExerciseResult.Kind;
import interleave.exercise.checks.Behaviour;
import interleave.exercise.checks.CheckedBy;
import interleave.exercise.checks.Stress;
import interleave.trial.check.CheckTask;
import interleave.trial.litmus.LitmusTest;
import interleave.trial.litmus.Tool;
import java.lang.classfile.ClassFile;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the checks of an answer look at, in the order in which they do. Immutable. */
final class Plan {

    /** Far more than the model checker needs, which ends what hangs by itself. */
    private static final Duration SCHEDULES = Duration.ofSeconds(30);

    /** Real threads that come back do so in a fraction of a second. */
    private static final Duration RUNS = Duration.ofSeconds(4);

    /**
     * One thing to look at.
     *
     * @param kind by what
     * @param title what must hold
     * @param within how long it may take
     * @param task what looks at it in the child
     * @param argument what the task is told
     * @param litmus the litmus test, if it is one
     */
    record Item(
            Kind kind,
            String title,
            Duration within,
            Class<? extends CheckTask> task,
            String argument,
            Optional<LitmusTest> litmus) {

        /** Says whether no other item looks at the same litmus test, with another tool. */
        boolean isTheOnlyOne() {
            return litmus.filter(test -> test.type().isAnnotationPresent(CheckedBy.class))
                    .isPresent();
        }
    }

    private Plan() {}

    /** Returns what an answer's checks look at: behaviour, interleavings, stress; each in the order of the source. */
    static List<Item> of(Answer answer) {
        var items = new ArrayList<Item>();
        var tests = litmusTests(answer.checks());
        for (var method : methods(answer)) {
            var behaviour = method.getAnnotation(Behaviour.class);
            if (behaviour != null) {
                items.add(item(Kind.BEHAVIOUR, behaviour.value(), behaviour.seconds(), method));
            }
        }
        tests.stream()
                .filter(test -> isFor(test, Tool.INTERLEAVINGS))
                .map(test -> item(Kind.INTERLEAVINGS, test))
                .forEach(items::add);
        for (var method : methods(answer)) {
            var stress = method.getAnnotation(Stress.class);
            if (stress != null) {
                items.add(item(Kind.STRESS, stress.value(), stress.seconds(), method));
            }
        }
        tests.stream()
                .filter(test -> isFor(test, Tool.OUTCOMES))
                .map(test -> item(Kind.STRESS, test))
                .forEach(items::add);
        return items;
    }

    private static Item item(Kind kind, String title, double seconds, Method method) {
        return new Item(
                kind,
                title,
                Duration.ofMillis(Math.round(seconds * 1_000)),
                MethodTask.class,
                MethodTask.argument(method),
                Optional.empty());
    }

    private static Item item(Kind kind, LitmusTest test) {
        boolean stress = kind == Kind.STRESS;
        return new Item(
                kind,
                test.description(),
                stress ? RUNS : SCHEDULES,
                stress ? StressTask.class : InterleavingsTask.class,
                test.type().getName(),
                Optional.of(test));
    }

    private static List<LitmusTest> litmusTests(Class<?> checks) {
        boolean any = Arrays.stream(checks.getDeclaredClasses()).anyMatch(LitmusTest::isOne);
        return any ? LitmusTest.in(checks) : List.of();
    }

    private static boolean isFor(LitmusTest test, Tool tool) {
        var only = test.type().getAnnotation(CheckedBy.class);
        return only == null || only.value() == tool;
    }

    /** Reflection promises no order; the class file has that of the source. */
    private static List<Method> methods(Answer answer) {
        var bytes = answer.classes().get(answer.checks().getName());
        var order = ClassFile.of().parse(bytes).methods().stream()
                .map(method -> method.methodName().stringValue())
                .toList();
        return Arrays.stream(answer.checks().getDeclaredMethods())
                .sorted(Comparator.comparingInt(method -> order.indexOf(method.getName())))
                .toList();
    }
}
