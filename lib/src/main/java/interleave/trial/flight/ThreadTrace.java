package interleave.trial.flight;

import jdk.jfr.consumer.RecordedThread;

/** What the events of a recording say of one thread, in the recording's time. Belongs to the thread that reads. */
final class ThreadTrace {

    /** Groups of threads that the JVM runs for itself: those that carry virtual threads are among them. */
    private static final String CARRIERS = "CarrierThreads";

    private static final String OF_THE_JVM = "system";
    private static final String INNOCUOUS = "InnocuousThreadGroup";
    private static final String COMMON_POOL = "ForkJoinPool.commonPool-worker-";

    private final long id;
    private final String name;
    private final boolean virtual;
    private final String group;
    private final Waits waits = new Waits();
    private Long start;
    private Long end;
    private ThreadTrace parent;

    ThreadTrace(long id, String name, boolean virtual, String group) {
        this.id = id;
        this.name = name;
        this.virtual = virtual;
        this.group = group;
    }

    static ThreadTrace of(RecordedThread thread) {
        return new ThreadTrace(
                thread.getJavaThreadId(),
                thread.getJavaName() == null ? "" : thread.getJavaName(),
                thread.isVirtual(),
                thread.getThreadGroup() == null ? "" : thread.getThreadGroup().getName());
    }

    void starts(long time, ThreadTrace by) {
        start = time;
        parent = by;
    }

    void ends(long time) {
        end = time;
    }

    long id() {
        return id;
    }

    /** Returns its name as given, which may be empty and may be another's too. */
    String name() {
        return name;
    }

    boolean isVirtual() {
        return virtual;
    }

    Waits waits() {
        return waits;
    }

    /** Returns when it began, or {@code null} if it was there before the recording. */
    Long start() {
        return start;
    }

    /** Returns when it ended, or {@code null} if it did not while it was recorded. */
    Long end() {
        return end;
    }

    /** Returns the thread that started it; {@code null} if that is not known, as of virtual threads. */
    ThreadTrace parent() {
        return parent;
    }

    /** Whether it serves the JVM, or a recording, rather than the program. */
    boolean isHidden() {
        return name.equals(Flight.THREAD) || isOfTheJvm();
    }

    private boolean isOfTheJvm() {
        return !virtual && (group.equals(OF_THE_JVM) || group.equals(INNOCUOUS) || isCarrier());
    }

    boolean isCarrier() {
        return group.equals(CARRIERS);
    }

    boolean isOfTheCommonPool() {
        return name.startsWith(COMMON_POOL);
    }
}
