/**
 * Locks that own their data: {@link interleave.lock.Mutex} lets one thread at a time to its value, {@link
 * interleave.lock.RwLock} one writer or many readers.
 *
 * <p>There are two ways to the data, and no third. A <em>guard</em> is what locking gives; it is closed to release the lock,
 * refuses use after that and by other threads, and can show a part of the data alone. A <em>function</em> is given to the
 * lock, which runs it while it holds itself. Java cannot keep either from retaining the reference and using it later without
 * the lock: do not.
 *
 * <p><b>Holding it twice.</b> A thread that locks what it holds would wait for itself. That is an error, thrown at once,
 * except where the lock does not know its readers: {@link interleave.lock.RwLock} says when.
 *
 * <p><b>Poisoning.</b> A function that may change the data and ends in a throwable may have left it half changed, so the lock
 * is poisoned: from then on locking it throws {@link interleave.lock.PoisonedException}, until somebody has looked at the
 * data and said that it is right. A guard cannot see what is thrown while it is open; {@code guard.fail(cause)} tells it.
 *
 * <p><b>Waiting for the data</b> to be as one needs it: {@link interleave.lock.Condvar}.
 *
 * <p><b>Order.</b> Two threads that take two locks in opposite order may wait for each other for ever. {@link
 * interleave.lock.LockChecking} finds the inversion when both orders have been taken, whether or not it has come to that.
 *
 * <p><b>How it works.</b> {@code ExclusiveLock} and {@code SharedLock} are the two locks without data. Each is one word,
 * which a thread changes by compare-and-set, and a list of waiting threads, guarded by one bit of that word for the few
 * instructions that change it. Waiting is done by {@link interleave.event.Parking}; all works alike for platform and for
 * virtual threads, and no monitor is entered.
 */
package interleave.lock;
