/**
 * Benchmarks of {@code interleave.channel} beside its peers: JDK queues, jox, Kotlin channels, and a JCTools queue that
 * never parks, which shows where the ceiling is.
 *
 * <p>One operation is one message. A benchmark's method moves a fixed batch: it wakes threads that wait at a start line and
 * returns when all of them are done. Threads started inside would cost more than many a batch (a platform thread 50 to 200
 * microseconds, and that unevenly); waking one costs a few. So the batches are chosen by the slowest channel that moves
 * them, and the start line is a few hundredths of the fastest.
 *
 * <p>The messages are there before, nothing is boxed, and nothing is closed: every thread knows how many messages it sends
 * and takes, so peers without an end need no special message for it. What is put is subtracted and what is taken is added:
 * a batch whose sum is not zero fails the benchmark.
 *
 * <p>A fork loads one implementation of {@code Pipe} or {@code Chooser}, the one that its parameter names, and no other's
 * calls stand in the compiled loop.
 */
package interleave.bench.channel;
