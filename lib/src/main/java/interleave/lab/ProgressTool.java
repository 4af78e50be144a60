package interleave.lab;

/** Prints how far the learner is, for {@code make progress}. */
final class ProgressTool {

    private ProgressTool() {}

    /** Prints the table. */
    public static void main(String[] arguments) {
        System.out.print(TableView.of(Chapters.progress().table()).text());
    }
}
