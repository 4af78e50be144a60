package interleave.trial.child;

import java.util.List;
import java.util.stream.Collectors;

/** Source text that is not a Java program; the message holds what the compiler said, with lines of the given text. */
public final class CompilationException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * One thing that the compiler found wrong.
     *
     * @param line the line in the given text, counted from 1; 0 if it concerns no line of it
     * @param column the place in that line, counted from 1; 0 if it is not known
     * @param lineText that line as it stands in the text; empty if there is none
     * @param text what is wrong, in one or several lines
     */
    public record Message(long line, long column, String lineText, String text) {

        /** Returns the message, below it the line, and below that a mark at the place. */
        @Override
        public String toString() {
            if (line == 0) {
                return text;
            }
            var place = new StringBuilder();
            for (int i = 0; i < column - 1 && i < lineText.length(); i++) {
                place.append(lineText.charAt(i) == '\t' ? '\t' : ' ');
            }
            return "line %d: %s%n    %s%s"
                    .formatted(line, text, lineText, column == 0 ? "" : "%n    %s^".formatted(place));
        }
    }

    private final transient List<Message> messages;

    /** Makes an exception of at least one message. */
    public CompilationException(List<Message> messages) {
        super(messages.stream().map(Message::toString).collect(Collectors.joining(System.lineSeparator())));
        this.messages = List.copyOf(messages);
    }

    /** Returns the messages in the order of the compiler. */
    public List<Message> messages() {
        return messages;
    }
}
