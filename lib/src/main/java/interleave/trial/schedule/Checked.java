package interleave.trial.schedule;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Objects;

/**
 * What the model checker says of a program. It never says that a program is right: it has tried some schedules, on a
 * memory in which every thread sees every write at once (sequential consistency).
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "answer")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Checked.NoneFailed.class, name = "none failed"),
    @JsonSubTypes.Type(value = Checked.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = Checked.CannotCheck.class, name = "cannot check")
})
public sealed interface Checked {

    /**
     * No schedule that was tried failed.
     *
     * @param invocations how many times the program ran, each time under another schedule
     */
    record NoneFailed(int invocations) implements Checked {}

    /**
     * A schedule was found.
     *
     * @param kind what is wrong under it
     * @param schedule what the threads did
     * @param outcome the result of the program, or what it ended with instead
     * @param meaning what that means, in a sentence; may be empty
     */
    record Failed(Kind kind, Schedule schedule, String outcome, String meaning) implements Checked {}

    /**
     * The model checker cannot judge the program.
     *
     * @param reason why, in a sentence that says what it would need
     */
    record CannotCheck(String reason) implements Checked {

        /** Refuses to give no reason. */
        public CannotCheck {
            if (Objects.requireNonNull(reason).isBlank()) {
                throw new IllegalArgumentException("who cannot check says why");
            }
        }
    }

    /** What is wrong, or what was looked for. */
    enum Kind {
        /** The program's result is one that it forbids. */
        FORBIDDEN,
        /** The program's result is the one that was looked for. */
        SOUGHT,
        /** Threads wait for each other for ever. */
        DEADLOCK,
        /** A thread ended with an exception. */
        EXCEPTION
    }
}
