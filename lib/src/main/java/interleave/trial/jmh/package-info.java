/**
 * How JMH is run: found benchmarks become {@link interleave.trial.jmh.BenchmarkCase cases}, cases become
 * {@link interleave.trial.jmh.Leg legs}, and a {@link interleave.trial.jmh.BenchRun run} has a child JVM measure the legs
 * one after the other.
 *
 * <p>JMH itself runs in that child ({@link interleave.trial.jmh.BenchHost}) and its forks are the child's children. So
 * nothing of the JVM that asks reaches a fork, and killing the child's process tree ends everything.
 */
package interleave.trial.jmh;
