/**
 * A cache that many threads share, in several forms that do the same and cost differently.
 *
 * <p>Floor 4. {@link interleave.workload.cache.ConcurrentCache} is a map under a reader-writer lock. The others change one
 * thing each: the lock ({@link interleave.workload.cache.MutexCache}, {@link interleave.workload.cache.StampedCache}), the map
 * ({@link interleave.workload.cache.MapCache}), how much is kept ({@link interleave.workload.cache.BoundedCache}), and who
 * computes what is missing ({@link interleave.workload.cache.ComputingCache}).
 */
package interleave.workload.cache;
