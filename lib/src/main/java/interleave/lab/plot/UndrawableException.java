package interleave.lab.plot;

/** A figure that is valid, and that the plotly in our pages cannot draw: the message names the kind and what to use. */
public final class UndrawableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String kind;

    UndrawableException(String kind, String instead) {
        super("The charts of these pages do not include the kind \"%s\": %s.".formatted(kind, instead));
        this.kind = kind;
    }

    /** Returns the trace type, as plotly names it. */
    public String kind() {
        return kind;
    }
}
