package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Who is woken, and when, by the steps of one thread: waiting operations are enlisted and finished by hand. One wake-up is
 * on its way at a time, and none is lost, whatever the woken one finds.
 */
@ParameterizedClass
@EnumSource(names = {"BOUNDED_2", "BOUNDED_3", "BOUNDED_16"})
record WakeUpTest(Maker flavor) {

    private Flavor<Integer> empty() {
        return flavor.<Integer>make().sender().channel();
    }

    private Flavor<Integer> full() {
        return flavor.full().sender().channel();
    }

    private static Waiter receiver(Flavor<Integer> channel) {
        var waiter = new Waiter(new Selection(), null);
        assertTrue(channel.enlistReceiver(waiter));
        return waiter;
    }

    private static Waiter sender(Flavor<Integer> channel, int value) {
        var waiter = new Waiter(new Selection(), value);
        assertTrue(channel.enlistSender(waiter));
        return waiter;
    }

    private static boolean isWoken(Waiter waiter) {
        return waiter.selection.winner() == waiter;
    }

    @Test
    void receiversAreWokenOneAtATimeAndEachWakesTheNext() {
        var channel = empty();
        var first = receiver(channel);
        var second = receiver(channel);
        assertEquals(Offer.SENT, channel.offer(1));
        assertEquals(Offer.SENT, channel.offer(2));
        assertTrue(isWoken(first));
        assertFalse(isWoken(second), "one wake-up is on its way");
        assertEquals(1, channel.finishReceive(first));
        assertTrue(isWoken(second));
        assertEquals(2, channel.finishReceive(second));
        assertEquals(Nothing.EMPTY, channel.poll());
    }

    @Test
    void sendersAreWokenOneAtATimeAndEachWakesTheNext() {
        var channel = full();
        var first = sender(channel, 101);
        var second = sender(channel, 102);
        assertEquals(0, channel.poll());
        assertEquals(1, channel.poll());
        assertTrue(isWoken(first));
        assertFalse(isWoken(second), "one wake-up is on its way");
        assertEquals(Offer.SENT, channel.finishSend(first));
        assertTrue(isWoken(second));
        assertEquals(Offer.SENT, channel.finishSend(second));
        assertEquals(flavor.capacity(), channel.size());
        assertEquals(Offer.FULL, channel.offer(-1));
    }

    @Test
    void aReceiverThatCameTooLateDoesNotKeepTheWakeUp() {
        var channel = empty();
        var first = receiver(channel);
        var second = receiver(channel);
        channel.offer(1);
        assertEquals(1, channel.poll(), "another was faster");
        assertEquals(Nothing.EMPTY, channel.finishReceive(first));
        assertFalse(isWoken(second), "there is nothing for it");
        channel.offer(2);
        assertTrue(isWoken(second));
    }

    @Test
    void aSenderThatCameTooLateDoesNotKeepTheWakeUp() {
        var channel = full();
        var first = sender(channel, 101);
        var second = sender(channel, 102);
        channel.poll();
        assertEquals(Offer.SENT, channel.offer(100), "another was faster");
        assertEquals(Offer.FULL, channel.finishSend(first));
        assertFalse(isWoken(second), "there is no room for it");
        channel.poll();
        assertTrue(isWoken(second));
    }

    @Test
    void whoGaveUpIsPassedOver() {
        var channel = empty();
        var first = receiver(channel);
        var second = receiver(channel);
        assertTrue(first.selection.cancel());
        channel.offer(1);
        assertFalse(isWoken(first));
        assertTrue(isWoken(second));
        assertFalse(second.selection.cancel(), "who is woken can give up no more");
    }

    @Test
    void aWakeUpThatFoundNobodyIsTakenBack() {
        var channel = empty();
        assertTrue(receiver(channel).selection.cancel()); // and is still in the list
        channel.offer(1);
        channel.poll();
        var next = receiver(channel);
        channel.offer(2);
        assertTrue(isWoken(next));
    }

    @Test
    void whoNeedNotWaitIsNotEnlisted() {
        var channel = empty();
        channel.offer(1);
        var late = new Waiter(new Selection(), null);
        assertFalse(channel.enlistReceiver(late));
        assertFalse(late.isListed());
        assertTrue(late.selection.isDecided(), "nobody can wake it");
        var sender = new Waiter(new Selection(), 2);
        assertFalse(channel.enlistSender(sender));
        assertFalse(sender.isListed());
    }

    @Test
    void whoHasWonElsewhereStaysTheWinner() {
        var channel = empty();
        var other = empty();
        var selection = new Selection();
        var there = new Waiter(selection, null);
        assertTrue(other.enlistReceiver(there));
        other.offer(1);
        channel.offer(2);
        var here = new Waiter(selection, null);
        assertTrue(channel.enlistReceiver(here), "not to be tried again: the selection is decided");
        assertTrue(isWoken(there));
        channel.delistReceiver(here);
        assertEquals(2, channel.poll(), "and nothing was taken here");
        assertEquals(1, other.finishReceive(there));
    }

    @Test
    void theEndWakesEverybodyAtOnce() {
        var channel = empty();
        var first = receiver(channel);
        var second = receiver(channel);
        channel.closeSender();
        assertTrue(isWoken(first) && isWoken(second));
        assertEquals(Nothing.DISCONNECTED, channel.finishReceive(first));
        assertEquals(Nothing.DISCONNECTED, channel.finishReceive(second));
    }
}
