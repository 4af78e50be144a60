package interleave.trial.litmus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.I_Result;

class LitmusTestTest {

    /** Not for jcstress: it lacks that annotation. */
    @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "both")
    @Outcome(
            id = {"1\\d*", "7"},
            expect = Expect.ACCEPTABLE_INTERESTING,
            desc = "one")
    @Outcome(expect = Expect.FORBIDDEN, desc = "none")
    public static class Two {
        private int count;

        @Actor
        public void zulu() {
            count++;
        }

        @Actor
        public void alpha() {
            count++;
        }

        @Arbiter
        public void end(I_Result result) {
            result.r1 = count;
        }
    }

    /** Holds tests, and is none. */
    public static class Several {
        public static class Second {
            @Actor
            public void a(I_Result result) {
                result.r1 = 1;
            }
        }

        public static class First {
            @Actor
            public void a() {}
        }

        public static class NoTest {}
    }

    public static class TakesAnything {
        @Actor
        public void a(String text) {}
    }

    @Test
    void readsWhatTheAnnotationsSay() {
        var test = LitmusTest.of(Two.class);
        assertEquals("LitmusTestTest.Two", test.name());
        assertEquals(
                "zulu,alpha",
                String.join(",", test.actors().stream().map(m -> m.getName()).toList()));
        assertEquals(Optional.of("end"), test.arbiter().map(method -> method.getName()));
        assertEquals(Optional.of(I_Result.class), test.resultType());
        assertEquals(2, test.threads());
        assertFalse(test.isForJcstress());
        assertFalse(test.isAboutTermination());
    }

    @Test
    void anOutcomeMeansWhatNamesItThenWhatMatchesItThenTheRest() {
        var test = LitmusTest.of(Two.class);
        assertEquals("both", test.meaning("2").why());
        assertEquals(Meaning.Kind.INTERESTING, test.meaning("12").kind());
        assertEquals("one", test.meaning("7").why());
        assertEquals(Meaning.Kind.FORBIDDEN, test.meaning("0").kind());
        assertEquals(
                Meaning.Kind.UNKNOWN,
                LitmusTest.of(Several.First.class).meaning("0").kind());
    }

    @Test
    void findsTheTestsNestedInAClassInTheOrderOfTheSource() {
        var names = LitmusTest.in(Several.class).stream().map(LitmusTest::name).toList();
        assertEquals("[LitmusTestTest.Several.Second, LitmusTestTest.Several.First]", names.toString());
        assertEquals(1, LitmusTest.in(Two.class).size());
    }

    @Test
    void saysWhatIsMissing() {
        var none = assertThrows(IllegalArgumentException.class, () -> LitmusTest.in(String.class));
        assertTrue(none.getMessage().contains("@Actor"), none.getMessage());
        var other = assertThrows(IllegalArgumentException.class, () -> LitmusTest.of(TakesAnything.class));
        assertTrue(other.getMessage().contains("result object"), other.getMessage());
    }
}
