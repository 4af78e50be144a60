package interleave.trial.child;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What one thread of a child JVM was doing at the moment of its thread dump.
 *
 * @param id its number in that JVM, from 1
 * @param name its name, or its kind and number if it has none
 * @param virtual whether it is a virtual thread
 * @param state its state
 * @param frames the innermost calls of the program's own code, or of the JDK's if the thread runs none of it; at most
 *     {@value #MOST_FRAMES}
 * @param waitsFor what it waits for, in words: {@code a lock (ReentrantLock)}
 * @param holder the number of the thread that holds this, or for whose end it waits, if that is known
 */
public record ThreadState(
        long id,
        String name,
        boolean virtual,
        Thread.State state,
        List<StackTraceElement> frames,
        Optional<String> waitsFor,
        Optional<Long> holder) {

    /** The most calls that are kept of a thread. */
    public static final int MOST_FRAMES = 16;

    /** What a thread waits for that joins another one. */
    static final String END_OF_THREAD = "the end of a thread";

    /** Keeps a copy of the calls. */
    public ThreadState {
        Objects.requireNonNull(state);
        frames = List.copyOf(frames);
    }

    /** Returns the innermost of its calls as file and line, {@code FlagNeverSeen.java:21}, or else as a method. */
    public String place() {
        if (frames.isEmpty()) {
            return "an unknown place";
        }
        var top = frames.getFirst();
        var simpleName = top.getClassName().substring(top.getClassName().lastIndexOf('.') + 1);
        return top.getModuleName() == null && top.getFileName() != null && top.getLineNumber() > 0
                ? top.getFileName() + ":" + top.getLineNumber()
                : simpleName + "." + top.getMethodName();
    }

    /** Returns in words what it does and where: {@code thread `worker` is RUNNABLE at FlagNeverSeen.java:21}. */
    @Override
    public String toString() {
        return "thread `%s` is %s at %s".formatted(name, state, place());
    }

    /** Whether it waits, without a limit of its own, for another thread that is known. */
    boolean waitsForThread() {
        return holder.isPresent() && (state == Thread.State.BLOCKED || state == Thread.State.WAITING);
    }
}
