package interleave.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.testing.ThreadKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which orders of locks are reported, and which relocks are refused. */
class LockCheckingTest {

    private final List<LockOrderInversion> reports = Collections.synchronizedList(new ArrayList<>());
    private final Mutex<String> a = Mutex.of("a");
    private final Mutex<String> b = Mutex.of("b");
    private final RwLock<String> c = RwLock.of("c");
    private LockChecking before;
    private Consumer<? super LockOrderInversion> listener;

    @BeforeEach
    void switchOn() {
        before = LockChecking.set(LockChecking.ON);
        listener = LockChecking.reportTo(reports::add);
    }

    @AfterEach
    void putBack() {
        LockChecking.set(before);
        LockChecking.reportTo(listener);
    }

    private static void inThread(ThreadKind kind, Runnable action) throws Exception {
        kind.start(() -> {
                    action.run();
                    return null;
                })
                .get();
    }

    private void firstAThenB() {
        try (var first = a.lock()) {
            b.mutate(_ -> first.get());
        }
    }

    private void firstBThenA() {
        try (var first = b.lock()) {
            a.mutate(_ -> first.get());
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInversionIsReportedThoughNobodyWaited(ThreadKind kind) throws Exception {
        inThread(kind, this::firstAThenB);
        inThread(kind, this::firstAThenB);
        assertEquals(List.of(), reports);
        inThread(kind, this::firstBThenA);
        inThread(kind, this::firstBThenA);
        assertEquals(1, reports.size());
        var steps = reports.getFirst().steps();
        assertEquals(2, steps.size());
        assertEquals("firstBThenA", steps.get(0).heldAt().getFirst().getMethodName());
        assertEquals("firstBThenA", steps.get(0).wantedAt().getFirst().getMethodName());
        assertEquals("firstAThenB", steps.get(1).heldAt().getFirst().getMethodName());
        assertEquals(steps.get(0).held(), steps.get(1).wanted());
        assertEquals(steps.get(1).held(), steps.get(0).wanted());
        var text = reports.getFirst().toString();
        assertTrue(
                text.contains("LockCheckingTest.firstBThenA") && text.contains("LockCheckingTest.firstAThenB"), text);
    }

    @Test
    void aCircleOfThreeIsReported() throws Exception {
        firstAThenB();
        try (var guard = b.lock()) {
            c.write(_ -> guard.get());
        }
        assertEquals(List.of(), reports);
        try (var guard = c.read()) {
            a.read(_ -> guard.get());
        }
        assertEquals(3, reports.getFirst().steps().size());
    }

    @Test
    void aTryClosesNoCircle() {
        firstAThenB();
        try (var guard = b.lock();
                var tried = a.tryLock().orElseThrow()) {
            assertEquals("ab", tried.get() + guard.get());
        }
        assertEquals(List.of(), reports);
    }

    @Test
    void oneAfterTheOtherIsNoOrder() {
        firstAThenB();
        b.lock().close();
        a.lock().close();
        assertEquals(List.of(), reports);
    }

    @Test
    void aWaitForAConditionReleases() throws Exception {
        var changed = a.condvar();
        firstAThenB();
        var waits = ThreadKind.VIRTUAL.start(() -> {
            try (var guard = a.lock()) {
                guard.await(changed);
                return guard.get();
            }
        });
        waits.waiting();
        changed.signal();
        waits.get();
        assertEquals(List.of(), reports);
    }

    @Test
    void aRelockIsRefusedWithThePlace() {
        try (var _ = a.lock()) {
            var relock = assertThrows(IllegalStateException.class, a::lock);
            assertTrue(
                    relock.getMessage().contains("LockCheckingTest.aRelockIsRefusedWithThePlace"), relock::getMessage);
            assertThrows(IllegalStateException.class, () -> a.read(data -> data));
            assertThrows(IllegalStateException.class, a::tryLock);
            assertThrows(IllegalStateException.class, a::lockInterruptibly);
        }
        try (var _ = c.read()) {
            assertThrows(IllegalStateException.class, c::read);
            assertThrows(IllegalStateException.class, c::write);
        }
        try (var _ = c.write()) {
            assertThrows(IllegalStateException.class, c::read);
            assertThrows(IllegalStateException.class, c::write);
        }
        assertFalse(a.isHeldByMe());
    }

    @Test
    void withoutItARelockIsRefusedToo() {
        LockChecking.set(LockChecking.OFF);
        try (var _ = a.lock()) {
            var relock = assertThrows(IllegalStateException.class, a::lock);
            assertTrue(relock.getMessage().contains(LockChecking.PROPERTY), relock::getMessage);
        }
        try (var _ = c.write()) {
            assertThrows(IllegalStateException.class, c::read);
            assertThrows(IllegalStateException.class, c::write);
            assertThrows(IllegalStateException.class, c::tryRead);
        }
        firstAThenB();
        firstBThenA();
        assertEquals(List.of(), reports);
    }

    @Test
    void whatIsTakenWhileItIsOffIsForgotten() {
        LockChecking.set(LockChecking.OFF);
        var guard = a.lock();
        LockChecking.set(LockChecking.ON);
        guard.close();
        a.lock().close();
        var second = b.lock();
        LockChecking.set(LockChecking.OFF);
        second.close();
        LockChecking.set(LockChecking.ON);
        b.lock().close();
        firstAThenB();
        assertEquals(List.of(), reports);
    }

    @Test
    void aListenerThatFailsIsNoMatter() {
        LockChecking.reportTo(_ -> {
            throw new IllegalStateException("a fault of the listener");
        });
        firstAThenB();
        firstBThenA();
        assertFalse(a.isHeldByMe() || b.isHeldByMe());
    }

    @Test
    void theSettingIsRead() {
        assertFalse(LockChecking.isOn(null));
        assertFalse(LockChecking.isOn("off"));
        assertTrue(LockChecking.isOn(" ON "));
        assertFalse(LockChecking.isOn("maybe"));
        assertThrows(NullPointerException.class, () -> LockChecking.set(null));
        assertThrows(NullPointerException.class, () -> LockChecking.reportTo(null));
    }
}
