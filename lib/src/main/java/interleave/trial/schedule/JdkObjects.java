package interleave.trial.schedule;

import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Enumeration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How to look at an object of the JDK. Each has a method here that reads what it holds, and a race is planted on that
 * read; or it is one that no race can be on; or it is not trusted.
 */
final class JdkObjects {

    /** Immutable, as what an exception says nearly is; or each thread has its own; or part of a lock, which is looked at itself. */
    private static final Pattern WITHOUT_RACE =
            Pattern.compile("java\\.lang\\.(String|Integer|Long|Short|Byte|Character|Boolean|Float|Double|Object|Class"
                    + "|Thread|ThreadLocal|invoke\\..*)|java\\.time\\..*|java\\.math\\.(BigInteger|BigDecimal)"
                    + "|java\\.util\\.(UUID|Locale|ImmutableCollections\\$.*|Optional\\w*|regex\\.Pattern"
                    + "|Collections\\$Empty\\w+|concurrent\\.TimeUnit)"
                    + "|java\\.util\\.concurrent\\.locks\\..*\\$(ConditionObject|Sync|NonfairSync|FairSync|ReadLock"
                    + "|WriteLock|\\w*View)");

    private JdkObjects() {}

    /** Says whether an object is one of the JDK, or of a class that inherits more from the JDK than methods. */
    static boolean isOne(Object object) {
        for (Class<?> type = ofTheJdk(object); type != null; type = type.getSuperclass()) {
            if (type.equals(object.getClass())
                    || Stream.of(type.getDeclaredFields())
                            .anyMatch(field -> !Modifier.isStatic(field.getModifiers()))) {
                return true;
            }
        }
        return false;
    }

    /** Says whether no race can be on what an object has of the JDK. */
    static boolean isWithoutRace(Object object) {
        return object instanceof Enum<?>
                || object instanceof Throwable
                || WITHOUT_RACE.matcher(ofTheJdk(object).getName()).matches();
    }

    private static Class<?> ofTheJdk(Object object) {
        Class<?> type = object.getClass();
        while (!OwnCode.isLibrary(type.getName())) {
            type = type.getSuperclass();
        }
        return type;
    }

    /** Returns what reads an object of this kind. */
    static Optional<UnaryOperator<Object>> read(Object object) {
        return Optional.ofNullable(
                switch (object) {
                    case AtomicInteger _ -> o -> ((AtomicInteger) o).get();
                    case AtomicLong _ -> o -> ((AtomicLong) o).get();
                    case AtomicBoolean _ -> o -> ((AtomicBoolean) o).get();
                    case AtomicReference<?> _ -> o -> ((AtomicReference<?>) o).get();
                    case AtomicIntegerArray array when array.length() > 0 -> o -> ((AtomicIntegerArray) o).get(0);
                    case AtomicLongArray array when array.length() > 0 -> o -> ((AtomicLongArray) o).get(0);
                    case AtomicReferenceArray<?> array
                    when array.length() > 0 -> o -> ((AtomicReferenceArray<?>) o).get(0);
                    case LongAdder _ -> o -> ((LongAdder) o).sum();
                    case Map<?, ?> _ -> o -> ((Map<?, ?>) o).isEmpty();
                    case Collection<?> _ -> o -> ((Collection<?>) o).isEmpty();
                    case Enumeration<?> _ -> o -> ((Enumeration<?>) o).hasMoreElements();
                    case ReentrantLock _ -> o -> ((ReentrantLock) o).isLocked();
                    case ReentrantReadWriteLock _ -> o -> ((ReentrantReadWriteLock) o).isWriteLocked();
                    case StampedLock _ -> o -> ((StampedLock) o).isWriteLocked();
                    case Semaphore _ -> o -> ((Semaphore) o).availablePermits();
                    case CountDownLatch _ -> o -> ((CountDownLatch) o).getCount();
                    case CyclicBarrier _ -> o -> ((CyclicBarrier) o).getNumberWaiting();
                    case Phaser _ -> o -> ((Phaser) o).getPhase();
                    case Future<?> _ -> o -> ((Future<?>) o).isDone();
                    default -> null;
                });
    }
}
