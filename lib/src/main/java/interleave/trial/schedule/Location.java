package interleave.trial.schedule;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A piece of memory that the threads of a program share: a field, an element of an array, an object of the JDK.
 *
 * <p>Found are those that the state leads to when it is new: every field that is not final, one element of each array,
 * and each object of the JDK on which a race can be. What a program makes later is of classes that are rewritten like
 * these, and is not looked at; nor is a static field of a class of which no object is there.
 *
 * @param name what leads to it from the state, as a program would write it
 * @param owner returns the object that it belongs to, given the state of any run
 * @param read reads it, given that object; {@code null} if the model checker does not look into such an object
 * @param type the class of that object
 */
record Location(String name, UnaryOperator<Object> owner, UnaryOperator<Object> read, Class<?> type) {

    /** More shared memory than a program has that all schedules can be tried of. */
    static final int MOST = 24;

    /** Finds what can be reached from the state of a program; one more than {@link #MOST} if there are more. */
    static List<Location> reachableFrom(Object state) {
        var search = new Search(new ArrayList<>(), Collections.newSetFromMap(new IdentityHashMap<>()));
        search.visit("", UnaryOperator.identity(), state);
        return search.found();
    }

    private record Search(List<Location> found, Set<Object> seen) {

        void visit(String path, UnaryOperator<Object> hops, Object object) {
            if (object == null || found.size() > MOST || !seen.add(object)) {
                return;
            }
            var type = object.getClass();
            if (type.isArray()) {
                array(path, hops, object);
            } else if (type.isHidden()) {
                // What a lambda has captured lies in a class that has no file.
                if (type.getDeclaredFields().length > 0) {
                    add(path, hops, null, type);
                }
            } else {
                fields(path, hops, object);
                // A class of the program may be one of the JDK with something added.
                if (JdkObjects.isOne(object) && !JdkObjects.isWithoutRace(object)) {
                    add(path, hops, JdkObjects.read(object).orElse(null), type);
                }
                contents(path, hops, object);
            }
        }

        /** Visits what an object of the JDK holds; what lies in a set or under a key is found again by its place only. */
        private void contents(String path, UnaryOperator<Object> hops, Object object) {
            switch (object) {
                case AtomicReference<?> atomic ->
                    visit(path + ".get()", and(hops, o -> ((AtomicReference<?>) o).get()), atomic.get());
                case Optional<?> optional ->
                    visit(path + ".get()", and(hops, o -> ((Optional<?>) o).orElseThrow()), optional.orElse(null));
                case Collection<?> collection -> nth(path, hops, collection, o -> (Collection<?>) o);
                case Map<?, ?> map -> nth(path + ".values()", hops, map.values(), o -> ((Map<?, ?>) o).values());
                default -> {}
            }
        }

        private void nth(
                String path,
                UnaryOperator<Object> hops,
                Collection<?> elements,
                Function<Object, Collection<?>> elementsOf) {
            int i = 0;
            for (var element : elements) {
                int place = i++;
                visit(
                        path + "[" + place + "]",
                        and(
                                hops,
                                o -> elementsOf.apply(o).stream()
                                        .skip(place)
                                        .findFirst()
                                        .orElseThrow()),
                        element);
                if (found.size() > MOST) {
                    return;
                }
            }
        }

        private void add(String name, UnaryOperator<Object> hops, UnaryOperator<Object> read, Class<?> type) {
            found.add(new Location(name, hops, read, type));
        }

        private void array(String path, UnaryOperator<Object> hops, Object array) {
            if (Array.getLength(array) == 0) {
                return;
            }
            var element = MethodHandles.arrayElementVarHandle(array.getClass());
            add(path + "[0]", hops, o -> element.get(o, 0), array.getClass());
            for (int i = 0; i < Array.getLength(array) && found.size() <= MOST; i++) {
                if (!array.getClass().getComponentType().isPrimitive()) {
                    int place = i;
                    visit(path + "[" + i + "]", and(hops, o -> element.get(o, place)), Array.get(array, i));
                }
            }
        }

        private void fields(String path, UnaryOperator<Object> hops, Object object) {
            for (Class<?> type = object.getClass();
                    type != null && !OwnCode.isLibrary(type.getName());
                    type = type.getSuperclass()) {
                for (var field : type.getDeclaredFields()) {
                    // What an anonymous class has captured lies in fields that the source does not have.
                    if (!field.isSynthetic() || !Modifier.isStatic(field.getModifiers())) {
                        field(path, hops, object, field);
                    }
                }
            }
        }

        private void field(String path, UnaryOperator<Object> hops, Object object, Field field) {
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

        private static UnaryOperator<Object> and(UnaryOperator<Object> hops, UnaryOperator<Object> hop) {
            return o -> hop.apply(hops.apply(o));
        }
    }
}
