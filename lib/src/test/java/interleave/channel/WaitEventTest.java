package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import interleave.event.Parking;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A recording hears who waited to do what, and at which channel; also of virtual threads, of which the JDK tells nothing. */
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("interleave.channel.Maker#all")
record WaitEventTest(Maker flavor, ThreadKind on) {

    private interface Step {
        void run() throws Exception;
    }

    private RecordedEvent waitOf(Path folder, Callable<?> waiting, Step end) throws Exception {
        try (var recording = new Recording()) {
            recording.enable(Parking.EVENT).withThreshold(Duration.ZERO);
            recording.start();
            var call = on.start(waiting).waiting();
            end.run();
            call.get();
            recording.stop();
            var file = folder.resolve("waits.jfr");
            recording.dump(file);
            var waits = RecordingFile.readAllEvents(file).stream()
                    .filter(event ->
                            event.getThread().getJavaThreadId() == call.thread().threadId())
                    .toList();
            assertEquals(1, waits.size(), waits::toString);
            return waits.getFirst();
        }
    }

    private static void assertTold(String operation, Class<?> at, RecordedEvent told) {
        assertEquals(
                List.of(operation, at.getName()),
                List.of(told.getString("operation"), told.getClass("on").getName()));
        assertTrue(told.getDuration().isPositive());
    }

    @Test
    void ofAReceive(@TempDir Path folder) throws Exception {
        var channel = flavor.<Integer>make();
        var told = waitOf(
                folder, channel.receiver()::receive, () -> channel.sender().send(1));
        assertTold("receive", channel.sender().channel().getClass(), told);
    }

    @Test
    void ofASend(@TempDir Path folder) throws Exception {
        assumeTrue(flavor.canBeFull(), "its senders never wait");
        var channel = flavor.full();
        var told = waitOf(
                folder,
                () -> {
                    channel.sender().send(1);
                    return null;
                },
                channel.receiver()::receive);
        assertTold("send", channel.sender().channel().getClass(), told);
    }

    @Test
    void ofASelect(@TempDir Path folder) throws Exception {
        var channel = flavor.<Integer>make();
        var told = waitOf(
                folder,
                Select.<Integer>fair().receive(channel.receiver(), i -> i)::await,
                () -> channel.sender().send(1));
        assertTold("select", Select.class, told);
    }
}
