package interleave.trial.child;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ControlTest {

    @Test
    void anotherVersionOfJavaIsNamedIfItHasNoThreadDump() {
        assertEquals(
                "it asks what Java %d does not tell: java.lang.NoSuchMethodException: ThreadSnapshot.of"
                        .formatted(Runtime.version().feature()),
                Control.reason(new NoSuchMethodException("ThreadSnapshot.of")));
    }

    @Test
    void anErrorIsToldByItsOwnName() {
        assertEquals("java.lang.StackOverflowError", Control.reason(new StackOverflowError()));
    }
}
