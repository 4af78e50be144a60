package interleave.trial.schedule;

import java.util.Optional;
import java.util.Set;

/** Which calls take a lock of the JDK, and which give it back. */
final class Locking {

    private static final String PACKAGE = "java.util.concurrent.locks.";
    private static final Set<String> LOCK = Set.of("lock", "lockInterruptibly");

    private Locking() {}

    /** Says whether a call that returned this has taken its object. */
    static boolean takes(String type, String method, Optional<String> returned) {
        boolean tried =
                method.equals("tryLock") && returned.filter("true"::equals).isPresent();
        return type.startsWith(PACKAGE) && (tried || LOCK.contains(method));
    }

    /** Says whether a call gives its object back. */
    static boolean gives(String type, String method) {
        return type.startsWith(PACKAGE) && method.equals("unlock");
    }
}
