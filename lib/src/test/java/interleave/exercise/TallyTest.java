package interleave.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.trial.litmus.LitmusTest;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.L_Result;

/** The outcomes are the answer's: an object of its own may write itself in any way. */
class TallyTest {

    /** Ends with an object that writes itself in two lines, or throws. */
    @Outcome(id = "one\ntwo", expect = Expect.ACCEPTABLE)
    public static class Lines {

        /** Says nothing. */
        @Actor
        public void none() {}

        /** Tells the object. */
        @Actor
        public void tells(L_Result result) {
            result.r1 = new Object() {
                @Override
                public String toString() {
                    return "one\ntwo";
                }
            };
        }
    }

    /** Ends with an object that cannot be written. */
    @Outcome(id = "never", expect = Expect.ACCEPTABLE)
    public static class Throws {

        /** Tells the object. */
        @Actor
        public void tells(L_Result result) {
            result.r1 = new Object() {
                @Override
                public String toString() {
                    throw new IllegalStateException("mine");
                }
            };
        }
    }

    private static Tally run(Class<?> test) throws Exception {
        var text = new StressTask().run(test.getClassLoader(), test.getName(), progress -> {});
        return Tally.read(text);
    }

    @Test
    void anOutcomeOfTwoLinesIsOne() throws Exception {
        assertEquals(Set.of("one\ntwo"), run(Lines.class).counts().keySet());
    }

    @Test
    void anOutcomeThatCannotBeWrittenIsAFailure() throws Exception {
        var step = ExerciseResult.Step.of(ExerciseResult.Kind.STRESS, "it tells");
        var judged = run(Throws.class).judge(LitmusTest.of(Throws.class), step);
        assertEquals(ExerciseResult.Outcome.FAILED, judged.outcome());
        assertTrue(judged.words().contains("an exception: IllegalStateException"), judged.words());
    }

    @Test
    void anOutcomeThatIsNotNamedIsAFailure() {
        var step = ExerciseResult.Step.of(ExerciseResult.Kind.STRESS, "it tells");
        var judged = new Tally(Map.of("one\ntwo", 9L, "three", 1L)).judge(LitmusTest.of(Lines.class), step);
        assertEquals("The test does not name this outcome: 1 of 10 runs ended with three", judged.words());
    }

    @Test
    void comesBackAsItWas() {
        var tally = new Tally(Map.of("1, 0", 3L, "a\r\n\"b\" ", 4L, "", 1L));
        assertEquals(tally, Tally.read(tally.written()));
    }
}
