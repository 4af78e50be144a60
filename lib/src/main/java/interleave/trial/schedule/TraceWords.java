package interleave.trial.schedule;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jetbrains.kotlinx.lincheck.trace.MethodCallTracePoint;
import org.jetbrains.kotlinx.lincheck.trace.ReadTracePoint;
import org.jetbrains.kotlinx.lincheck.trace.WriteTracePoint;

/** Says the points of a trace as the program would write them. For one thread. */
final class TraceWords {

    private static final Pattern LABEL = Pattern.compile("([\\w<>]+)#(\\d+)");

    private final Class<?> test;
    private final LockNames lockNames;

    TraceWords(Class<?> test) {
        this.test = test;
        this.lockNames = new LockNames(test.getClassLoader());
    }

    static String place(StackTraceElement at) {
        return at.getFileName() == null || at.getFileName().isEmpty()
                ? ""
                : at.getFileName() + ":" + at.getLineNumber();
    }

    String text(ReadTracePoint read) {
        return named(read.toString$lincheck(false, true).replace(" ➜ ", " → "));
    }

    String text(WriteTracePoint write) {
        return named(write.toString$lincheck(false, true));
    }

    String text(MethodCallTracePoint call) {
        var parameters = Optional.ofNullable(call.getParameters()).stream()
                .flatMap(List::stream)
                .map(this::named)
                .collect(Collectors.joining(", ", "(", ")"));
        if (call.getMethodName().equals("<init>")) {
            return "new " + simple(call.getClassName()) + parameters;
        }
        var owner = owner(call);
        return (owner.isEmpty() ? "" : owner + ".") + call.getMethodName() + parameters;
    }

    /** Returns the object whose method is called; empty if it has none, or is the program itself. */
    String owner(MethodCallTracePoint call) {
        return Optional.ofNullable(call.getOwnerName()).map(this::named).orElse("");
    }

    /**
     * Returns the object whose monitor is entered.
     *
     * @param call the call in which that happens
     */
    String monitor(Optional<MethodCallTracePoint> call, StackTraceElement at) {
        var lock = lockNames.at(at);
        return call.map(of -> monitor(lock, of, at)).orElse(lock.text());
    }

    private String monitor(LockNames.Lock lock, MethodCallTracePoint call, StackTraceElement at) {
        if (lock.parameter() >= 0
                && call.getParameters() != null
                && lock.parameter() < call.getParameters().size()) {
            return named(call.getParameters().get(lock.parameter()));
        }
        var owner = owner(call);
        if (lock.ofThis()
                && !owner.isEmpty()
                && !at.getClassName().replace('/', '.').equals(test.getName())) {
            return lock.text().equals("this") ? owner : owner + "." + lock.text();
        }
        return lock.text();
    }

    /** Replaces {@code AtomicInteger#1} by the name of the field that holds it, where the test has only one of that type. */
    String named(String text) {
        return LABEL.matcher(text).replaceAll(match -> {
            var type = match.group(1);
            var fields = Stream.of(test.getDeclaredFields())
                    .filter(field -> label(field.getType()).equals(type))
                    .toList();
            return match.group(2).equals("1") && fields.size() == 1
                    ? fields.getFirst().getName()
                    : match.group();
        });
    }

    private static String label(Class<?> type) {
        if (type.isArray()) {
            var name = type.getComponentType().getSimpleName();
            return type.getComponentType().isPrimitive()
                    ? Character.toUpperCase(name.charAt(0)) + name.substring(1) + "Array"
                    : "Array<" + name + ">";
        }
        return type.getSimpleName();
    }

    private static String simple(String type) {
        return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
    }
}
