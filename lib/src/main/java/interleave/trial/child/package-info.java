/**
 * Child JVMs: compiled, started, listened to, and stopped with everything that they started.
 *
 * <p>Floor 3. It needs the JDK alone; what runs in the child itself loads as few classes as it can.
 */
package interleave.trial.child;
