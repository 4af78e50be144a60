package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import interleave.testing.ThreadKind;
import interleave.testing.Times;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code null} says "nothing" in Java's queues, so it cannot be a value; it is refused and changes nothing. */
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("interleave.channel.Subject#all")
record NullTest(Subject subject, ThreadKind on) {

    @Test
    void isRefusedByEveryFormOfSend() throws Exception {
        var conduit = subject.make();
        assertEquals(
                0,
                on.start(() -> {
                            assertThrows(NullPointerException.class, () -> conduit.send(null));
                            assertThrows(NullPointerException.class, () -> conduit.trySend(null));
                            assertThrows(NullPointerException.class, () -> conduit.trySend(null, Times.LONG));
                            return conduit.size();
                        })
                        .get());
    }
}
