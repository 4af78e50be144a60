/**
 * Channels: threads that hand values over instead of sharing them.
 *
 * {@snippet :
 * var channel = Channel.<String>bounded(16);
 * try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
 *     threads.submit(() -> {
 *         try (var words = channel.sender()) { // the last sender to close ends the loop below
 *             words.send("hello");
 *         }
 *         return null;
 *     });
 *     for (var word : channel.receiver()) {
 *         System.out.println(word);
 *     }
 * }
 * }
 *
 * <p><b>Handles.</b> {@link interleave.channel.Channel} makes a {@link interleave.channel.Sender} and a {@link
 * interleave.channel.Receiver}. Either can be copied, so any number of threads may stand on each side; each copy is closed
 * by its owner. When the last sender is closed the channel is disconnected: receivers take what is left, then their loops
 * end. When the last receiver is closed, what is left is dropped and {@code send} hands its value back.
 * {@link interleave.channel.LeakTracking} reports those that are forgotten.
 *
 * <p><b>Flavors</b> behind the one API, each a type of its own: {@code BoundedChannel} (a ring), {@code UnboundedChannel}
 * (linked segments), {@code RendezvousChannel} (no buffer: a value goes from hand to hand), {@code SingleChannel} (a ring
 * for one sender and one receiver), {@code OneshotChannel} (one message), and receivers that time alone feeds ({@code
 * TimerChannel}).
 *
 * <p><b>Waiting.</b> A buffered channel is a queue without a lock and two lists of waiting threads beside it: {@code
 * Buffered} says why no wake-up is lost. All waits go through {@link interleave.event.Parking}. {@link
 * interleave.channel.Select} waits for several operations at once; a {@code Selection} is what its branches, or the one
 * branch of a single operation, compete for.
 *
 * <p>Values are never {@code null}. Everything is safe for any number of platform and virtual threads, answers interrupts,
 * and spins only within bounds. Needs the JDK alone.
 */
package interleave.channel;
