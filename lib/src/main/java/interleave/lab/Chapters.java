package interleave.lab;

import interleave.claim.Question;
import interleave.exercise.Exercise;
import interleave.trial.Tabular;
import interleave.trial.store.Attempt;
import interleave.trial.store.Attempts;
import interleave.trial.store.Guesses;
import interleave.trial.store.MyFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The chapters, and how far a learner is in them: what the learner's folder tells. */
public final class Chapters {

    private Chapters() {}

    /**
     * How far a learner is.
     *
     * @param chapters a row for each chapter that asks something
     * @param note where this comes from, or why there is nothing
     */
    public record Standing(List<Row> chapters, String note) implements Tabular {

        /** Keeps a copy. */
        public Standing {
            chapters = List.copyOf(chapters);
        }

        @Override
        public Table table() {
            return Table.create(
                    "Your progress. " + note,
                    StringColumn.create("chapter", chapters.stream().map(Row::chapter)),
                    column(
                            "exercises solved",
                            chapters.stream().mapToInt(Row::solved).toArray()),
                    column("tried", chapters.stream().mapToInt(Row::tried).toArray()),
                    column(
                            "exercises",
                            chapters.stream().mapToInt(Row::exercises).toArray()),
                    column(
                            "predictions made",
                            chapters.stream().mapToInt(Row::answered).toArray()),
                    column(
                            "questions",
                            chapters.stream().mapToInt(Row::questions).toArray()));
        }

        private static IntColumn column(String name, int... values) {
            return IntColumn.create(name, values);
        }
    }

    /**
     * How far a learner is in one chapter.
     *
     * @param chapter its number
     * @param solved how many exercises are solved
     * @param tried how many were tried and are not solved yet
     * @param exercises how many there are
     * @param answered how many questions have a guess
     * @param questions how many there are
     */
    public record Row(String chapter, int solved, int tried, int exercises, int answered, int questions) {}

    /** Returns how far the learner is whose folder is named; without a folder, what this kernel remembers. */
    public static Standing progress() {
        return progress(MyFolder.path(), Attempts.mine(), Guesses.mine());
    }

    static Standing progress(Optional<Path> folder, Attempts attempts, Guesses guesses) {
        var numbers = new TreeSet<String>();
        Exercise.all().forEach(exercise -> numbers.add(exercise.chapter()));
        Question.all().forEach(question -> numbers.add(question.chapter()));
        var rows =
                numbers.stream().map(chapter -> row(chapter, attempts, guesses)).toList();
        return new Standing(rows, note(folder));
    }

    /** Names no path: a page that shows this may go to anybody. */
    private static String note(Optional<Path> folder) {
        if (folder.isEmpty()) {
            return "No folder keeps it: it lasts until this kernel ends. `make lab` names one.";
        }
        return Files.isDirectory(folder.get())
                ? "From the folder of your own work."
                : "The folder of your own work is not there yet: `make lab` makes it.";
    }

    private static Row row(String chapter, Attempts attempts, Guesses guesses) {
        var exercises = Exercise.all().stream()
                .filter(exercise -> exercise.chapter().equals(chapter))
                .map(exercise -> attempts.of(exercise.id()).values())
                .toList();
        long solved = exercises.stream()
                .filter(tries -> tries.stream().anyMatch(Attempt::solved))
                .count();
        long tried = exercises.stream().filter(tries -> !tries.isEmpty()).count() - solved;
        Stream<Question<?>> questions =
                Question.all().stream().filter(question -> question.chapter().equals(chapter));
        var answers = questions
                .map(question -> guesses.of(question.id()).first().isPresent())
                .toList();
        return new Row(
                chapter,
                (int) solved,
                (int) tried,
                exercises.size(),
                (int) answers.stream().filter(answered -> answered).count(),
                answers.size());
    }
}
