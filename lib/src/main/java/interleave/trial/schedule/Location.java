package interleave.trial.schedule;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A piece of memory that the threads of a program share: a field, an element of an array, an object of the JDK.
 *
 * @param name what leads to it from the state, as a program would write it
 * @param hops what leads to the object that it belongs to, from the state of any run
 * @param read reads it, given that object; {@code null} if the model checker does not look into such an object
 * @param type the class of that object
 */
record Location(String name, List<UnaryOperator<Object>> hops, UnaryOperator<Object> read, Class<?> type) {

    /** More shared memory than a program has that all schedules can be tried of. */
    private static final int MOST = 24;

    /** Immutable, or a lock or queue of the JDK: the model checker knows their ways, and nothing of them can be torn. */
    private static final Pattern SAFE =
            Pattern.compile("java\\.lang\\.(String|Integer|Long|Short|Byte|Character|Boolean|Float|Double|Object|Class"
                    + "|Thread|invoke\\..*)|java\\.(time|math|util)\\..*|jdk\\.internal\\..*");

    /** Returns the object that it belongs to, in a run with this state. */
    Object owner(Object state) {
        var object = state;
        for (var hop : hops) {
            object = hop.apply(object);
        }
        return object;
    }

    /** Finds what can be reached from the state of a program. */
    static List<Location> reachableFrom(Object state) {
        var search = new Search(new ArrayList<>(), Collections.newSetFromMap(new IdentityHashMap<>()));
        search.visit("", List.of(), state);
        return search.found();
    }

    private record Search(List<Location> found, Set<Object> seen) {

        void visit(String path, List<UnaryOperator<Object>> hops, Object object) {
            if (object == null || found.size() >= MOST || !seen.add(object)) {
                return;
            }
            var type = object.getClass();
            switch (object) {
                case AtomicInteger atomic -> add(path, hops, o -> ((AtomicInteger) o).get(), type);
                case AtomicLong atomic -> add(path, hops, o -> ((AtomicLong) o).get(), type);
                case AtomicBoolean atomic -> add(path, hops, o -> ((AtomicBoolean) o).get(), type);
                case AtomicReference<?> atomic -> {
                    add(path, hops, o -> ((AtomicReference<?>) o).get(), type);
                    visit(path + ".get()", and(hops, o -> ((AtomicReference<?>) o).get()), atomic.get());
                }
                case Object array when type.isArray() -> array(path, hops, array);
                case HashMap<?, ?> map -> add(path, hops, o -> ((HashMap<?, ?>) o).isEmpty(), type);
                case ArrayList<?> list -> add(path, hops, o -> ((ArrayList<?>) o).isEmpty(), type);
                // What a lambda has captured lies in a class that has no file.
                case Object lambda
                when type.isHidden() -> {
                    if (type.getDeclaredFields().length > 0) {
                        add(path, hops, null, type);
                    }
                }
                case Object other
                when TraceReader.isLibrary(type.getName()) -> {
                    if (!SAFE.matcher(type.getName()).matches() && !(other instanceof Enum<?>)) {
                        add(path, hops, null, type);
                    }
                }
                default -> fields(path, hops, object);
            }
        }

        private void add(String name, List<UnaryOperator<Object>> hops, UnaryOperator<Object> read, Class<?> type) {
            found.add(new Location(name, hops, read, type));
        }

        private void array(String path, List<UnaryOperator<Object>> hops, Object array) {
            if (Array.getLength(array) == 0) {
                return;
            }
            var element = MethodHandles.arrayElementVarHandle(array.getClass());
            add(path + "[0]", hops, o -> element.get(o, 0), array.getClass());
            if (!array.getClass().getComponentType().isPrimitive()) {
                visit(path + "[0]", and(hops, o -> element.get(o, 0)), Array.get(array, 0));
            }
        }

        private void fields(String path, List<UnaryOperator<Object>> hops, Object object) {
            for (Class<?> type = object.getClass();
                    type != null && !TraceReader.isLibrary(type.getName());
                    type = type.getSuperclass()) {
                for (var field : type.getDeclaredFields()) {
                    if (!field.isSynthetic()) {
                        field(path, hops, object, field);
                    }
                }
            }
        }

        private void field(String path, List<UnaryOperator<Object>> hops, Object object, Field field) {
            var name = (path.isEmpty() ? "" : path + ".") + field.getName();
            boolean ofType = Modifier.isStatic(field.getModifiers());
            try {
                var handle = MethodHandles.privateLookupIn(field.getDeclaringClass(), MethodHandles.lookup())
                        .unreflectVarHandle(field);
                if (!Modifier.isFinal(field.getModifiers())) {
                    add(name, hops, ofType ? o -> handle.get() : o -> handle.get(o), object.getClass());
                }
                if (!field.getType().isPrimitive()) {
                    visit(
                            name,
                            and(hops, ofType ? o -> handle.get() : o -> handle.get(o)),
                            ofType ? handle.get() : handle.get(object));
                }
            } catch (IllegalAccessException impossible) {
                throw new AssertionError("a program's own fields can be read", impossible);
            }
        }

        private static List<UnaryOperator<Object>> and(List<UnaryOperator<Object>> hops, UnaryOperator<Object> hop) {
            return Stream.concat(hops.stream(), Stream.of(hop)).toList();
        }
    }
}
