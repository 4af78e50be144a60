package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Hears which handles that one test class has made are forgotten. Those of other tests of this JVM are not its business, so
 * it looks at where they were made.
 */
final class ForgottenHandles implements AutoCloseable {

    private static final int MOST_COLLECTIONS = 200;

    private final String maker;
    private final BlockingQueue<Leak> heard = new LinkedBlockingQueue<>();
    private final LeakTracking before;
    private final Consumer<? super Leak> listener;

    ForgottenHandles(Class<?> maker, LeakTracking tracking) {
        this.maker = maker.getName();
        before = LeakTracking.set(tracking);
        listener = LeakTracking.reportTo(this::hear);
    }

    private void hear(Leak leak) {
        var made = leak.created().getFirst().getClassName();
        if (made.equals(maker) || made.equals(ForgottenHandles.class.getName())) {
            heard.add(leak);
        }
    }

    /** Collects garbage until a report has come, and returns it. */
    Leak next() throws InterruptedException {
        Leak leak = null;
        for (int i = 0; leak == null && i < MOST_COLLECTIONS; i++) {
            System.gc();
            leak = heard.poll(50, TimeUnit.MILLISECONDS);
        }
        assertNotNull(leak, "no forgotten handle was reported");
        return leak;
    }

    /**
     * Returns the reports of what was forgotten before. A handle that is forgotten after them is collected in no earlier
     * collection than they are, and a second one in a later. Yet the queue from which the reports are made gives out first
     * what came last: so this shows that nothing is reported that should not be, and {@link #next} what should.
     */
    List<Leak> all() throws InterruptedException {
        var tracking = LeakTracking.set(LeakTracking.ALL);
        var others = new ArrayList<Leak>();
        for (int i = 0; i < 2; i++) {
            var open = forgetLast();
            for (var leak = next(); !isLast(leak); leak = next()) {
                others.add(leak);
            }
            open.close();
        }
        LeakTracking.set(tracking);
        return others;
    }

    private static Receiver<String> forgetLast() {
        return Channel.<String>bounded(1).receiver();
    }

    private static boolean isLast(Leak leak) {
        return leak.created().getFirst().getMethodName().equals("forgetLast");
    }

    @Override
    public void close() {
        LeakTracking.set(before);
        LeakTracking.reportTo(listener);
    }
}
