package interleave.trial.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineSplitterTest {

    private final List<String> lines = new ArrayList<>();
    private final List<List<String>> last = new ArrayList<>();
    private final LineSplitter splitter = new LineSplitter(lines::add, last::add);

    private void print(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        splitter.write(bytes, 0, bytes.length);
    }

    @Test
    void ofAFloodTheFirstLinesAndTheLastAreTold() {
        splitter.begin();
        IntStream.range(0, 1_000).forEach(i -> print(i + "\n"));
        splitter.tellLast();
        assertEquals(1_000, lines.size());
        assertEquals(List.of(), last, "what was told is told again");
        IntStream.range(1_000, 5_000).forEach(i -> print(i + "\n"));
        print("open");
        splitter.finish();
        splitter.tellLast();
        assertEquals(1_000, lines.size());
        assertEquals(1, last.size());
        assertEquals(20, last.getFirst().size());
        assertEquals("4981", last.getFirst().getFirst());
        assertEquals("open", last.getFirst().getLast());
    }

    @Test
    void theLastLinesAreOfOneLeg() {
        IntStream.range(0, 2_000).forEach(i -> print(i + "\n"));
        splitter.begin();
        splitter.tellLast();
        print("mine\n");
        splitter.finish();
        assertEquals(List.of(List.of("mine")), last);
    }
}
