package interleave.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.trial.child.CompilationException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An answer is compiled as the learner wrote it, and what the compiler says comes in the learner's terms. */
class AnswerTest {

    private static final Exercise HIT_COUNTER = Exercise.of("02-1");

    /** The kernel keeps its list to itself, on a floor above. */
    @Test
    void anAnswerSeesWhatACellDoesWithoutTheInstruments() throws Exception {
        var ofTheLibrary = Class.forName("interleave.kernel.StartupImports").getDeclaredMethod("ofTheLibrary");
        ofTheLibrary.setAccessible(true);
        assertEquals(((Stream<?>) ofTheLibrary.invoke(null)).toList(), Answer.IMPORTS);
    }

    private static List<CompilationException.Message> refused(String source) {
        return assertThrows(CompilationException.class, () -> Answer.compile(HIT_COUNTER, source))
                .messages();
    }

    @Test
    void theFirstLineIsTheSecondOfTheCell() {
        assertEquals(
                2, refused("class HitCounter { void hit() { int } }").getFirst().line());
    }

    @Test
    void aPackageNameIsTakenAway() throws Exception {
        assertTrue(Answer.compile(HIT_COUNTER, "/* mine */ package mine;\n" + HIT_COUNTER.solution())
                .checks()
                .getName()
                .startsWith("exercise"));
    }

    @Test
    void aMissingClassOrMethodIsNamed() {
        assertTrue(refused("class Counter {}").getFirst().text().contains("HitCounter"));
        assertTrue(
                refused("class HitCounter { void hit() {} }").getFirst().text().contains("total"));
    }

    @Test
    void aClassThatTakesANameOfTheChecksIsRefused() {
        var said = refused(HIT_COUNTER.solution() + "class Actor {}").getFirst().text();
        assertTrue(said.contains("`Actor`") && said.contains("rename yours"), said);
    }

    @Test
    void theStarterIsUntouchedWhateverItsBlanksAndComments() {
        assertTrue(Answer.isUntouched(HIT_COUNTER, HIT_COUNTER.starter()));
        assertTrue(Answer.isUntouched(
                HIT_COUNTER, "// mine\n\n" + HIT_COUNTER.starter().replace("    ", "\t")));
        assertTrue(Answer.isUntouched(HIT_COUNTER, " \n"));
        assertFalse(Answer.isUntouched(HIT_COUNTER, HIT_COUNTER.solution()));
    }
}
