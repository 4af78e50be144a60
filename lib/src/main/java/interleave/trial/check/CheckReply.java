package interleave.trial.check;

import interleave.trial.child.ThreadDump;
import java.util.List;

/** What became of a check in a child JVM. Immutable. */
public sealed interface CheckReply {

    /**
     * The check ended by itself.
     *
     * @param text what it returned
     * @param left what it left running, in words: {@code thread `worker` at HitCounter.java:4}; ended by now
     * @param output the last lines that it had printed
     */
    record Answered(String text, List<String> left, List<String> output) implements CheckReply {

        /** Keeps copies. */
        public Answered {
            left = List.copyOf(left);
            output = List.copyOf(output);
        }
    }

    /**
     * The check threw something.
     *
     * @param error the exception's class and message
     * @param stack its stack trace and those of its causes, as Java prints them
     */
    record Threw(String error, String stack) implements CheckReply {}

    /**
     * The check did not end before its deadline.
     *
     * @param threads what its threads did then
     * @param progress what it had told last, or empty
     */
    record TimedOut(ThreadDump threads, String progress) implements CheckReply {}

    /**
     * The check ended its JVM.
     *
     * @param code the exit code
     * @param output the last lines that it had printed
     */
    record Exited(int code, List<String> output) implements CheckReply {

        /** Keeps a copy. */
        public Exited {
            output = List.copyOf(output);
        }
    }

    /**
     * The check had more on the heap than the child has.
     *
     * @param megabytes the size of that heap
     */
    record OutOfMemory(int megabytes) implements CheckReply {}

    /**
     * The check printed more than any reader reads, and was stopped.
     *
     * @param output the first lines of it
     */
    record Flooded(List<String> output) implements CheckReply {

        /** Keeps a copy. */
        public Flooded {
            output = List.copyOf(output);
        }
    }

    /**
     * The check had more threads at once than the machine should bear, and was stopped.
     *
     * @param threads how many platform threads lived
     */
    record TooManyThreads(int threads) implements CheckReply {}
}
