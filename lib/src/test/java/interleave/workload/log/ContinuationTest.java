package interleave.workload.log;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContinuationTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "\t",
                "  text",
                "\tat c.e.Foo.bar(Foo.java:1)",
                "\t... 12 more",
                "  2024-01-02 10:11:12,345 [main] INFO c.e.Foo - quoted",
                " INFO is a word here",
                "  INFO [main] c.e.Foo - quoted",
                " ERROR [main] c.e.Foo - not padded to five characters",
                "[        ] second line of a JVM message",
                "[ ]",
                "at c.e.Foo.bar(Foo.java:1)",
                "Caused by: c.e.FooException",
                "Caused by:",
                "Suppressed: x",
                "java.lang.NullPointerException",
                "java.lang.OutOfMemoryError: Java heap space",
                "c.e.Foo$BarException: x",
                "c.e.Überlauf.Straßen_Error: x",
                "akka.Throwable:",
                "a.Exception: x"
            })
    void continues(String line) {
        assertTrue(Continuation.isContinuation(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "at",
                "attention",
                "At home",
                "Caused by",
                "\u00a0text",
                " INFO [main] c.e.Foo - padded",
                " WARN [main] c.e.Foo - padded",
                " WARN 2024-01-02 10:11:12,345 [main] c.e.Foo - padded",
                "Exception in thread \"main\" java.lang.RuntimeException",
                "IllegalStateException: not qualified",
                ".Error: x",
                "java.lang.Errors: x",
                "java.lang.ErrorHandler",
                "java.lang.Error - x",
                "java.lang.Error:x",
                "shop.Error:443 10.0.0.1 - -",
                "[]",
                "[   ]x",
                "[  info ] x"
            })
    void beginsAnEntry(String line) {
        assertFalse(Continuation.isContinuation(line));
    }
}
