/**
 * Threads that wait for each other without handing over data: once and at most so many ({@link interleave.sync.Once}, {@link
 * interleave.sync.Lazy}, {@link interleave.sync.Permits}, {@link interleave.sync.ResourcePool}), for all to come ({@link
 * interleave.sync.Barrier}, {@link interleave.sync.WaitGroup}), for one to be told ({@link interleave.sync.Parker}).
 *
 * <p>All but the last are written with {@link interleave.lock.Mutex} and {@link interleave.lock.Condvar}: their state is data
 * that a mutex owns, and each wait is one {@code awaitWhile}. They are meant to be read. What they promise of waiting is the
 * same everywhere: it ends with an interrupt, as an {@code InterruptedException}, nothing is lost by that, and whoever was
 * served in the same moment is served, with its flag set.
 */
package interleave.sync;
