package interleave.exercise;

import interleave.trial.check.CheckTask;
import interleave.trial.litmus.LitmusTest;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Consumer;

/**
 * Runs in the child: a litmus test on real threads, many times. Its argument is the class; it answers a
 * {@linkplain Tally#written() tally}.
 *
 * <p>Each actor has a thread, which walks over the same row of fresh states as the others, so that now and then two meet
 * at one state. The barrier hands the row over: what is in it belongs to the actors between the first and the second
 * meeting, and to the checking thread otherwise.
 */
final class StressTask implements CheckTask {

    private static final Duration TIME = Duration.ofMillis(300);
    private static final int ROW = 2_000;

    private static final MethodType WITHOUT_RESULT = MethodType.methodType(void.class, Object.class);
    private static final MethodType WITH_RESULT = MethodType.methodType(void.class, Object.class, Object.class);

    /** An outcome of an actor that threw. */
    static final String THREW = "an exception: ";

    private final Object[] states = new Object[ROW];
    private final Object[] results = new Object[ROW];
    private final Throwable[] thrown = new Throwable[ROW];
    private volatile boolean ended;

    @Override
    public String run(ClassLoader given, String argument, Consumer<String> progress) throws Exception {
        var test = LitmusTest.of(Class.forName(argument, false, given));
        var counts = new TreeMap<String, Long>();
        var barrier = new CyclicBarrier(test.actors().size() + 1);
        var threads = new ArrayList<Thread>();
        for (var actor : test.actors()) {
            var call = call(actor);
            boolean withResult = actor.getParameterCount() == 1;
            threads.add(Thread.ofPlatform().name(actor.getName()).daemon().start(() -> act(call, withResult, barrier)));
        }
        var state = constructor(test.type());
        long start = System.nanoTime();
        while (System.nanoTime() - start < TIME.toNanos()) {
            fill(test, state);
            barrier.await();
            barrier.await();
            count(test, counts);
        }
        ended = true;
        barrier.await();
        for (var thread : threads) {
            thread.join();
        }
        return new Tally(counts).written();
    }

    private static Constructor<?> constructor(Class<?> type) throws ReflectiveOperationException {
        var constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor;
    }

    private static MethodHandle call(Method method) throws IllegalAccessException {
        method.setAccessible(true);
        return MethodHandles.lookup()
                .unreflect(method)
                .asType(method.getParameterCount() == 1 ? WITH_RESULT : WITHOUT_RESULT);
    }

    private void act(MethodHandle call, boolean withResult, CyclicBarrier barrier) {
        try {
            barrier.await();
            while (!ended) {
                for (int i = 0; i < ROW; i++) {
                    try {
                        if (withResult) {
                            call.invokeExact(states[i], results[i]);
                        } else {
                            call.invokeExact(states[i]);
                        }
                    } catch (Throwable byTheAnswer) {
                        thrown[i] = byTheAnswer;
                    }
                }
                barrier.await();
                barrier.await();
            }
        } catch (Exception broken) {
            // Another thread of this check was interrupted or has died; the check's deadline ends the rest.
        }
    }

    private void fill(LitmusTest test, Constructor<?> state) throws ReflectiveOperationException {
        for (int i = 0; i < ROW; i++) {
            thrown[i] = null;
            states[i] = state.newInstance();
            if (test.resultType().isPresent()) {
                results[i] = test.resultType().get().getDeclaredConstructor().newInstance();
            }
        }
    }

    private void count(LitmusTest test, Map<String, Long> counts) throws ReflectiveOperationException {
        var arbiter = test.arbiter().map(method -> {
            method.setAccessible(true);
            return method;
        });
        for (int i = 0; i < ROW; i++) {
            if (thrown[i] == null && arbiter.isPresent()) {
                arbitrate(arbiter.get(), i);
            }
            counts.merge(thrown[i] == null ? outcome(results[i]) : threw(thrown[i]), 1L, Long::sum);
        }
    }

    /** A result may hold an object of the answer's, and that may write itself in any way, or throw. */
    private static String outcome(Object result) {
        try {
            return MethodTask.clipped(String.valueOf(result));
        } catch (Throwable byTheAnswer) {
            return threw(byTheAnswer);
        }
    }

    private static String threw(Throwable thrown) {
        return THREW + thrown.getClass().getSimpleName();
    }

    private void arbitrate(Method arbiter, int i) throws ReflectiveOperationException {
        try {
            List<Object> arguments = arbiter.getParameterCount() == 1 ? List.of(results[i]) : List.of();
            arbiter.invoke(states[i], arguments.toArray());
        } catch (InvocationTargetException e) {
            thrown[i] = e.getCause();
        }
    }
}
