package interleave.kernel;

/**
 * A magic that cannot do what its cell asks for. The message is all that the learner sees: what was wrong and what to do,
 * in the cell's own lines.
 */
final class MagicException extends Exception {

    private static final long serialVersionUID = 1L;

    MagicException(String message, Throwable cause) {
        super(message, cause);
    }

    MagicException(String message) {
        super(message);
    }
}
