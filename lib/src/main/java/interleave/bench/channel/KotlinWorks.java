package interleave.bench.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kotlin.coroutines.Continuation;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.channels.BufferOverflow;
import kotlinx.coroutines.channels.Channel;
import kotlinx.coroutines.channels.ChannelKt;
import kotlinx.coroutines.channels.SendChannel;
import kotlinx.coroutines.selects.SelectImplementation;

/** What the coroutines of a batch do: the shapes of the threads' works, on Kotlin's channels. Holds nothing. */
final class KotlinWorks {

    private KotlinWorks() {}

    /** Returns a channel; Kotlin's numbers for a rendezvous and for no limit are 0 and the largest, as ours are. */
    static Channel<Message> channel(int capacity) {
        return ChannelKt.Channel(capacity, BufferOverflow.SUSPEND, null);
    }

    /** Returns two coroutines: one sends a message and waits for it to come back, the other sends it back. */
    static Coroutines pingPong(int capacity, int messages) {
        var there = channel(capacity);
        var back = channel(capacity);
        return new Coroutines(List.of(
                completion -> new Asking(completion, there, back, messages),
                completion -> new Forwarding(completion, there, back, messages)));
    }

    /** Returns four coroutines that send, each into its own channel, and one that selects among the four. */
    static Coroutines receive(int capacity, int messages) {
        var channels = channels(capacity);
        var makers = new ArrayList<Function<Continuation<Object>, Coroutine>>();
        makers.add(completion -> new TakingAny(completion, channels, messages));
        for (var channel : channels) {
            makers.add(completion -> new Putting(completion, channel, messages / Chooser.CHANNELS));
        }
        return new Coroutines(makers);
    }

    /** Returns four coroutines that send into any of four channels, and four that take from any. */
    static Coroutines both(int capacity, int messages) {
        var channels = channels(capacity);
        int share = messages / Chooser.CHANNELS;
        var makers = new ArrayList<Function<Continuation<Object>, Coroutine>>();
        IntStream.range(0, Chooser.CHANNELS)
                .forEach(i -> makers.add(completion -> new TakingAny(completion, channels, share)));
        IntStream.range(0, Chooser.CHANNELS)
                .forEach(i -> makers.add(completion -> new PuttingAny(completion, channels, share)));
        return new Coroutines(makers);
    }

    private static List<Channel<Message>> channels(int capacity) {
        return Stream.generate(() -> channel(capacity)).limit(Chooser.CHANNELS).toList();
    }

    private static final class Putting extends Coroutine {

        private final transient Channel<Message> channel;
        private long put;

        Putting(Continuation<Object> completion, Channel<Message> channel, int messages) {
            super(completion, messages);
            this.channel = channel;
        }

        @Override
        Object begin(int operation) {
            return channel.send(Message.at(operation), this);
        }

        @Override
        void end(int operation, Object unit) {
            put += Message.at(operation).number();
        }

        @Override
        long sum() {
            return -put;
        }
    }

    /** Every second operation receives. */
    private static final class Asking extends Coroutine {

        private final transient Channel<Message> there;
        private final transient Channel<Message> back;
        private long sum;

        Asking(Continuation<Object> completion, Channel<Message> there, Channel<Message> back, int messages) {
            super(completion, messages);
            this.there = there;
            this.back = back;
        }

        @Override
        Object begin(int operation) {
            return operation % 2 == 0 ? there.send(Message.at(operation), this) : back.receive(this);
        }

        @Override
        void end(int operation, Object value) {
            sum += operation % 2 == 0 ? -Message.at(operation).number() : ((Message) value).number();
        }

        @Override
        long sum() {
            return sum;
        }
    }

    /** Every second operation sends what the one before has received. */
    private static final class Forwarding extends Coroutine {

        private final transient Channel<Message> from;
        private final transient Channel<Message> to;
        private transient Message message;

        Forwarding(Continuation<Object> completion, Channel<Message> from, Channel<Message> to, int messages) {
            super(completion, messages);
            this.from = from;
            this.to = to;
        }

        @Override
        Object begin(int operation) {
            return operation % 2 == 0 ? from.receive(this) : to.send(message, this);
        }

        @Override
        void end(int operation, Object value) {
            if (operation % 2 == 0) {
                message = (Message) value;
            }
        }

        @Override
        long sum() {
            return 0;
        }
    }

    private static final class TakingAny extends Coroutine {

        private static final Function2<Message, Continuation<? super Object>, Object> TAKE = (message, then) -> message;

        private final transient List<Channel<Message>> channels;
        private long taken;

        TakingAny(Continuation<Object> completion, List<Channel<Message>> channels, int messages) {
            super(completion, messages);
            this.channels = channels;
        }

        @Override
        Object begin(int operation) {
            var select = new SelectImplementation<Object>(getContext());
            for (var channel : channels) {
                select.invoke(channel.getOnReceive(), TAKE);
            }
            return select.doSelect(this);
        }

        @Override
        void end(int operation, Object value) {
            taken += ((Message) value).number();
        }

        @Override
        long sum() {
            return taken;
        }
    }

    private static final class PuttingAny extends Coroutine {

        private static final Function2<SendChannel<Message>, Continuation<? super Object>, Object> SENT =
                (channel, then) -> channel;

        private final transient List<Channel<Message>> channels;
        private long put;

        PuttingAny(Continuation<Object> completion, List<Channel<Message>> channels, int messages) {
            super(completion, messages);
            this.channels = channels;
        }

        @Override
        Object begin(int operation) {
            var select = new SelectImplementation<Object>(getContext());
            for (var channel : channels) {
                select.invoke(channel.getOnSend(), Message.at(operation), SENT);
            }
            return select.doSelect(this);
        }

        @Override
        void end(int operation, Object channel) {
            put += Message.at(operation).number();
        }

        @Override
        long sum() {
            return -put;
        }
    }
}
