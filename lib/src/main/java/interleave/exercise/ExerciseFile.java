package interleave.exercise;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the text of an exercise: sections, each begun by a line with {@code //#}. What is wrong with it is told with its
 * line; only the author of an exercise ever reads that.
 */
final class ExerciseFile {

    private static final String MARK = "//#";
    private static final Pattern HEAD = Pattern.compile("exercise (?<id>\\d\\d-\\d) (?<title>\\S.*)");

    private final String file;
    private final List<Section> sections = new ArrayList<>();

    /** A line that begins a section, and the lines up to the next. */
    private record Section(int line, String head, List<String> lines) {

        boolean is(String name) {
            return head.equals(name) || head.startsWith(name + " ");
        }

        /** Returns what stands behind the name. */
        String rest(String name) {
            return head.substring(name.length()).strip();
        }

        /** Returns its code, without the blank lines around it. */
        String code() {
            return String.join("\n", lines).strip() + "\n";
        }
    }

    private ExerciseFile(String file, String text) {
        this.file = file;
        int number = 0;
        for (var line : text.lines().toList()) {
            number++;
            if (line.startsWith(MARK)) {
                sections.add(new Section(number, line.substring(MARK.length()).strip(), new ArrayList<>()));
            } else if (!sections.isEmpty()) {
                sections.getLast().lines.add(line);
            } else if (!line.isBlank()) {
                throw wrong(number, "it begins with //# exercise NN-N Title");
            }
        }
    }

    /**
     * Returns the exercise of a text.
     *
     * @param file its name, for messages
     * @throws IllegalArgumentException if it has not the form of one
     */
    static Exercise read(String file, String text) {
        return new ExerciseFile(file, text).exercise();
    }

    private Exercise exercise() {
        var head = section("exercise");
        var words = HEAD.matcher(head.head);
        if (!words.matches()) {
            throw wrong(head.line, "it begins with //# exercise NN-N Title");
        }
        var minutes = section("minutes");
        if (!minutes.rest("minutes").matches("\\d{1,3}")) {
            throw wrong(minutes.line, "write //# minutes 10");
        }
        sections.stream().filter(section -> !isKnown(section)).findFirst().ifPresent(section -> {
            throw wrong(section.line, "there is no section “%s”".formatted(section.head));
        });
        return new Exercise(
                words.group("id"),
                words.group("title"),
                Integer.parseInt(minutes.rest("minutes")),
                prose(section("ask")),
                all("hint").stream().map(this::prose).toList(),
                answer("starter"),
                answer("solution"),
                all("alternative").stream().map(this::alternative).toList(),
                all("mistake").stream().map(this::mistake).toList(),
                section("checks").code(),
                prose(section("after")));
    }

    private static boolean isKnown(Section section) {
        return List.of(
                        "exercise",
                        "minutes",
                        "ask",
                        "hint",
                        "answer",
                        "starter",
                        "solution",
                        "end",
                        "alternative",
                        "mistake",
                        "checks",
                        "after")
                .stream()
                .anyMatch(section::is);
    }

    private List<Section> all(String name) {
        return sections.stream().filter(section -> section.is(name)).toList();
    }

    private Section section(String name) {
        var found = all(name);
        if (found.size() != 1) {
            throw wrong(
                    found.isEmpty() ? 1 : found.getLast().line,
                    "it has one section //# %s, and not %d".formatted(name, found.size()));
        }
        return found.getFirst();
    }

    /** Returns the lines of both answers and those of the one that is named. */
    private String answer(String part) {
        var lines = new ArrayList<String>();
        int next = sections.indexOf(section("answer"));
        lines.addAll(sections.get(next).lines);
        for (next++; next < sections.size(); next++) {
            var section = sections.get(next);
            if (section.is("end") || section.is(part)) {
                lines.addAll(section.lines);
            } else if (!section.is("starter") && !section.is("solution")) {
                break;
            }
        }
        var code = String.join("\n", lines).strip() + "\n";
        if (code.isBlank()) {
            throw wrong(section("answer").line, "its %s is empty".formatted(part));
        }
        return code;
    }

    private Exercise.Alternative alternative(Section section) {
        var words = parts(section, "alternative", 2, "//# alternative NAME: what it costs");
        return new Exercise.Alternative(words.get(0), words.get(1), section.code());
    }

    private Exercise.Mistake mistake(Section section) {
        var form = "//# mistake NAME: compile, behaviour, interleavings or stress: what the learner reads";
        var words = parts(section, "mistake", 3, form);
        var kind = ExerciseResult.Kind.named(words.get(1)).orElseThrow(() -> wrong(section.line, "write " + form));
        return new Exercise.Mistake(words.get(0), kind, words.get(2), section.code());
    }

    private List<String> parts(Section section, String name, int count, String form) {
        var words = List.of(section.rest(name).split(":", count)).stream()
                .map(String::strip)
                .toList();
        if (words.size() < count
                || words.stream().anyMatch(String::isEmpty)
                || section.code().isBlank()) {
            throw wrong(section.line, "write %s, and the whole class below it".formatted(form));
        }
        return words;
    }

    /** Returns the text of comment lines: a paragraph a line. */
    private String prose(Section section) {
        var paragraphs = new StringBuilder();
        for (var line : section.lines) {
            if (line.isBlank()) {
                continue;
            }
            if (!line.startsWith("//")) {
                throw wrong(section.line, "a line of text begins with //");
            }
            var words = line.substring(2).strip();
            if (words.isEmpty()) {
                paragraphs.append('\n');
            } else {
                boolean first = paragraphs.isEmpty() || paragraphs.charAt(paragraphs.length() - 1) == '\n';
                paragraphs.append(first ? "" : " ").append(words);
            }
        }
        var text = paragraphs.toString().lines().filter(line -> !line.isBlank()).collect(Collectors.joining("\n"));
        if (text.isEmpty()) {
            throw wrong(section.line, "it is empty");
        }
        return text;
    }

    private IllegalArgumentException wrong(int line, String what) {
        return new IllegalArgumentException("%s, line %d: %s".formatted(file, line, what));
    }
}
