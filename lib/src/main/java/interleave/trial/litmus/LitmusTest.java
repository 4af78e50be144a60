package interleave.trial.litmus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.LineNumberInfo;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * A small concurrent program as its annotations describe it: the class is the shared state, each actor is a thread. It
 * is read once and never changes; it runs nothing.
 *
 * @param type the class of the shared state, with a public constructor without parameters
 * @param description what the program does, in a sentence; empty if it does not say
 * @param actors what each thread runs, in the order of the source; at least one
 * @param arbiter what looks at the state when all actors have ended, if anything does
 * @param signal what is called while an actor that waits for it runs, if it is a test of termination
 * @param resultType the class of the result object, if a method takes one
 * @param meanings what the outcomes mean, in the order of the source
 */
public record LitmusTest(
        Class<?> type,
        String description,
        List<Method> actors,
        Optional<Method> arbiter,
        Optional<Method> signal,
        Optional<Class<?>> resultType,
        List<Meaning> meanings) {

    /** Jcstress's result classes live in one package. */
    private static final String RESULTS = I_Result.class.getPackageName();

    /** Copies the lists. */
    public LitmusTest {
        actors = List.copyOf(actors);
        meanings = List.copyOf(meanings);
    }

    /** Returns whether it runs also where each test takes long: see {@link Core}. */
    public boolean isCore() {
        return type.isAnnotationPresent(Core.class);
    }

    /**
     * Returns the litmus test that a class is.
     *
     * @throws IllegalArgumentException if it is none; the message says what is missing
     */
    public static LitmusTest of(Class<?> type) {
        var actors = annotated(type, Actor.class);
        if (actors.isEmpty()) {
            throw new IllegalArgumentException(name(type)
                    + " is no litmus test: none of its methods has @Actor. Each method with it is a thread.");
        }
        if (!Modifier.isPublic(type.getModifiers())
                || Stream.of(type.getConstructors()).noneMatch(constructor -> constructor.getParameterCount() == 0)) {
            throw new IllegalArgumentException(
                    name(type) + " needs to be public, with a public constructor without parameters.");
        }
        var arbiter = annotated(type, Arbiter.class).stream().findFirst();
        var results = Stream.concat(actors.stream(), arbiter.stream())
                .flatMap(method -> {
                    refuseOthers(type, method);
                    return Stream.<Class<?>>of(method.getParameterTypes());
                })
                .distinct()
                .toList();
        if (results.size() > 1) {
            throw new IllegalArgumentException(
                    "The methods of %s take results of different classes: %s.".formatted(name(type), results));
        }
        return new LitmusTest(
                type,
                Optional.ofNullable(type.getAnnotation(Description.class))
                        .map(Description::value)
                        .orElse(""),
                actors,
                arbiter,
                annotated(type, Signal.class).stream().findFirst(),
                results.stream().findFirst(),
                Stream.of(type.getAnnotationsByType(Outcome.class))
                        .map(LitmusTest::meaning)
                        .toList());
    }

    /**
     * Returns the litmus test that a class is, or else those nested in it, in the order of the source.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static List<LitmusTest> in(Class<?> type) {
        if (isOne(type)) {
            return List.of(of(type));
        }
        var nested = Arrays.stream(type.getDeclaredClasses())
                .filter(LitmusTest::isOne)
                .sorted(Comparator.comparingInt(LitmusTest::firstLine))
                .map(LitmusTest::of)
                .toList();
        if (nested.isEmpty()) {
            throw new IllegalArgumentException("There is no litmus test in " + name(type)
                    + ": neither it nor a class in it has a method with @Actor.");
        }
        return nested;
    }

    /** Says whether a class has an actor. */
    public static boolean isOne(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods()).anyMatch(method -> method.isAnnotationPresent(Actor.class));
    }

    /** Returns the name without its package: {@code Increments.Plain}. */
    public String name() {
        return name(type);
    }

    /** Says whether jcstress has built it: without that annotation only the model checker can run it. */
    public boolean isForJcstress() {
        return type.isAnnotationPresent(JCStressTest.class);
    }

    /** Says whether it asks for the end of an actor instead of a result. */
    public boolean isAboutTermination() {
        var test = type.getAnnotation(JCStressTest.class);
        return test != null && Arrays.asList(test.value()).contains(Mode.Termination);
    }

    /** Returns how many threads it needs at once. */
    public int threads() {
        return actors.size() + (signal.isPresent() ? 1 : 0);
    }

    /** Returns what an outcome means: the meaning that names it, else one that matches it, else the one for the rest. */
    public Meaning meaning(String outcome) {
        return meanings.stream()
                .filter(meaning -> meaning.names(outcome))
                .findFirst()
                .or(() -> meanings.stream()
                        .filter(meaning -> meaning.matches(outcome))
                        .findFirst())
                .or(() -> meanings.stream().filter(Meaning::isForTheRest).findFirst())
                .orElse(Meaning.UNNAMED);
    }

    /** Says whether an outcome is wrong: one that is forbidden, or not named by a test that names some. */
    public boolean refuses(String outcome) {
        var meaning = meaning(outcome);
        return meaning.kind() == Meaning.Kind.FORBIDDEN || (meaning.equals(Meaning.UNNAMED) && !meanings.isEmpty());
    }

    private static Meaning meaning(Outcome outcome) {
        var ids = Arrays.stream(outcome.id()).filter(id -> !id.isEmpty()).toList();
        return new Meaning(ids, kind(outcome.expect()), outcome.desc());
    }

    private static Meaning.Kind kind(Expect expect) {
        return switch (expect) {
            case ACCEPTABLE -> Meaning.Kind.ALLOWED;
            case ACCEPTABLE_INTERESTING -> Meaning.Kind.INTERESTING;
            case FORBIDDEN -> Meaning.Kind.FORBIDDEN;
            case UNKNOWN -> Meaning.Kind.UNKNOWN;
        };
    }

    private static void refuseOthers(Class<?> type, Method method) {
        if (!Modifier.isPublic(method.getModifiers())
                || Modifier.isStatic(method.getModifiers())
                || method.getParameterCount() > 1
                || Arrays.stream(method.getParameterTypes())
                        .anyMatch(parameter -> !parameter.getPackageName().equals(RESULTS))) {
            throw new IllegalArgumentException(
                    "%s.%s needs to be public and not static, and to take nothing or one result object of %s."
                            .formatted(name(type), method.getName(), RESULTS));
        }
    }

    /** Reflection promises no order; the class file has that of the source. */
    private static List<Method> annotated(Class<?> type, Class<? extends Annotation> annotation) {
        var order = ClassFile.of().parse(bytes(type)).methods().stream()
                .map(method -> method.methodName().stringValue())
                .toList();
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(annotation))
                .sorted(Comparator.comparingInt(method -> order.indexOf(method.getName())))
                .toList();
    }

    /** Reflection promises no order of nested classes either, and their list in the class file has another one. */
    private static int firstLine(Class<?> type) {
        return ClassFile.of().parse(bytes(type)).methods().stream()
                .flatMap(method -> method.code().stream())
                .flatMap(code -> code.findAttribute(Attributes.lineNumberTable()).stream())
                .flatMap(table -> table.lineNumbers().stream())
                .mapToInt(LineNumberInfo::lineNumber)
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    private static byte[] bytes(Class<?> type) {
        String resource = "/" + type.getName().replace('.', '/') + ".class";
        try (InputStream bytes = type.getResourceAsStream(resource)) {
            if (bytes == null) {
                throw new IllegalArgumentException("The class file of " + name(type) + " cannot be found; a class"
                        + " declared in a cell has none. Take one of the library.");
            }
            return bytes.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the class file of " + name(type) + " cannot be read", e);
        }
    }

    /** Returns the name of a class without its package, and with those of the classes around it. */
    public static String name(Class<?> type) {
        return type.getName()
                .substring(
                        type.getPackageName().isEmpty()
                                ? 0
                                : type.getPackageName().length() + 1)
                .replace('$', '.');
    }
}
