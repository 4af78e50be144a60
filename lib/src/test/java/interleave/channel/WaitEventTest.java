package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.event.Parking;
import interleave.testing.ThreadKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A recording hears who waited to do what, and at which channel; also of virtual threads, of which the JDK tells nothing. */
@ParameterizedClass
@EnumSource
record WaitEventTest(ThreadKind on) {

    private interface Step {
        void run() throws Exception;
    }

    /** Lets a thread wait, ends the wait, and returns the number of the thread. */
    private long waited(Callable<?> waiting, Step end) throws Exception {
        var call = on.start(waiting).waiting();
        end.run();
        call.get();
        return call.thread().threadId();
    }

    private static List<String> told(RecordedEvent wait) {
        assertTrue(wait.getDuration().isPositive());
        return List.of(wait.getString("operation"), wait.getClass("on").getName());
    }

    @Test
    void eachWaitIsToldOnceWithItsOperationAndItsChannel(@TempDir Path folder) throws Exception {
        var expected = new HashMap<Long, List<List<String>>>();
        try (var recording = new Recording()) {
            recording.enable(Parking.EVENT).withThreshold(Duration.ZERO);
            recording.start();
            for (var flavor : Maker.values()) {
                expected.putAll(waits(flavor));
            }
            recording.stop();
            var file = folder.resolve("waits.jfr");
            recording.dump(file);
            var heard = RecordingFile.readAllEvents(file).stream()
                    .filter(wait -> expected.containsKey(wait.getThread().getJavaThreadId()))
                    .collect(Collectors.groupingBy(
                            wait -> wait.getThread().getJavaThreadId(),
                            Collectors.mapping(WaitEventTest::told, Collectors.toList())));
            assertEquals(expected, heard);
        }
    }

    /** Makes a thread wait for each operation of a flavor that can wait, and returns what is to be told of each thread. */
    private Map<Long, List<List<String>>> waits(Maker flavor) throws Exception {
        var expected = new HashMap<Long, List<List<String>>>();
        var received = flavor.<Integer>make();
        var at = received.sender().channel().getClass().getName();
        expected.put(
                waited(received.receiver()::receive, () -> received.sender().send(1)), List.of(List.of("receive", at)));
        var selected = flavor.<Integer>make();
        var select = Select.<Integer>fair().receive(selected.receiver(), i -> i);
        expected.put(
                waited(select::await, () -> selected.sender().send(1)),
                List.of(List.of("select", Select.class.getName())));
        if (flavor.canBeFull()) {
            var full = flavor.full();
            expected.put(
                    waited(
                            () -> {
                                full.sender().send(1);
                                return null;
                            },
                            full.receiver()::receive),
                    List.of(List.of("send", at)));
        }
        return expected;
    }
}
