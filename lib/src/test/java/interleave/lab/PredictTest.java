package interleave.lab;

import static interleave.trial.Parameters.elements;
import static interleave.trial.Parameters.repeats;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.broken.KeptAfterHandOver;
import interleave.claim.Question;
import interleave.trial.store.Guesses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictTest {

    private static final String ID = "kept-list";

    @TempDir
    Path folder;

    private KeptAfterHandOver.Sums sums;
    private String right;

    @BeforeEach
    void run() throws Exception {
        sums = KeptAfterHandOver.run(elements(10), repeats(1));
        right = Question.of(ID).judge(sums).orElseThrow().option();
        Cell.entered(Optional.of("kept-run"));
    }

    @AfterEach
    void leave() {
        Cell.entered(Optional.empty());
    }

    private Guesses guesses() {
        // A new one each time, as another kernel has.
        return Guesses.in(folder);
    }

    private void answer(String option) {
        Predict.ask(ID, guesses()).answer(option);
        nextMillisecond();
    }

    /** Guesses are ordered by their time; a learner is never so fast, a test is. */
    private static void nextMillisecond() {
        long now = System.currentTimeMillis();
        while (System.currentTimeMillis() <= now) {
            Thread.onSpinWait();
        }
    }

    private String below() {
        var told = Predict.below(sums, TableView.of(sums.table()), this::guesses);
        nextMillisecond();
        assertTrue(told.html().startsWith("<figure class=\"il-table\">"), told::html);
        return told.text();
    }

    private String wrong() {
        return right.equals("A") ? "B" : "A";
    }

    @Test
    void theQuestionMarkAnswersNothing() throws Exception {
        var asked = Predict.ask(ID, guesses()).answer("?");
        assertTrue(asked.text().contains("Not answered yet"), asked::text);
        assertTrue(asked.html().contains("<li><strong>D</strong> none</li>"), asked::html);
        assertFalse(Files.exists(folder.resolve("guesses")));
        assertTrue(below().contains("You have not guessed yet; here it was " + right + ": "));
    }

    @Test
    void aGuessBeforeTheRunIsToldBelowTheResult() {
        answer(" " + right.toLowerCase(Locale.ROOT));
        assertTrue(below().contains("You answered " + right + ", before you ran it, and so it was here"));
        assertTrue(below().contains("before you ran it"), "however often it is run");
        var guess = guesses().of(ID).first().orElseThrow();
        assertEquals(right, guess.option());
        assertEquals(Optional.of("kept-run"), guess.cell());
    }

    @Test
    void aGuessAfterTheRunIsToldAsSuch() {
        below();
        answer(wrong());
        assertTrue(below().contains("You answered %s, but only after you had run it; here it was ".formatted(wrong())));
    }

    @Test
    void theFirstGuessStays() {
        answer(wrong());
        answer(wrong());
        assertEquals(1, guesses().of(ID).guesses().size(), "to run a cell again is not to guess again");
        answer(right);
        assertTrue(below().contains("You answered %s, before you ran it (later: %s); here".formatted(wrong(), right)));
        var asked = Predict.ask(ID, guesses()).text();
        assertTrue(asked.contains("Your guess: " + wrong()), asked);
        assertTrue(asked.contains("It stays your guess; later you answered " + right), asked);
    }

    @Test
    void anExportHasSeenNothing() {
        Cell.entered(Optional.empty());
        below();
        Cell.entered(Optional.of("ask"));
        answer(right);
        assertTrue(below().contains("before you ran it"));
    }

    @Test
    void aBadAnswerNamesTheOptionsAndKeepsNothing() {
        for (var bad : new String[] {"E", "", "AB", "yes"}) {
            var refused = assertThrows(IllegalArgumentException.class, () -> answer(bad));
            assertTrue(refused.getMessage().endsWith("answer A, B, C, D"), refused.getMessage());
        }
        assertTrue(guesses().of(ID).guesses().isEmpty());
    }

    @Test
    void whatAnswersNoQuestionIsLeftAsItIs() {
        var view = TableView.of(sums.table());
        assertSame(view, Predict.below("a text", view, this::guesses));
    }

    @Test
    void withoutAFolderTheKernelRemembers() {
        var memory = Guesses.inMemory();
        Predict.ask(ID, memory).answer(right);
        nextMillisecond();
        assertTrue(Predict.below(sums, TableView.of(sums.table()), () -> memory)
                .text()
                .contains("before you ran it"));
    }

    @Test
    void aDamagedGuessIsNamedAndTheOthersCount() throws Exception {
        answer(right);
        var file = Files.writeString(folder.resolve("guesses/kept-list/0.json"), "{");
        assertTrue(below().contains("guesses/kept-list/0.json cannot be read and is left as it is"));
        assertTrue(below().contains("You answered " + right));
        assertEquals("{", Files.readString(file));
    }
}
