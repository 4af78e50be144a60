package interleave.kernel;

import interleave.channel.Leak;
import interleave.channel.LeakTracking;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;

/**
 * Shows in the notebook which ends of channels were forgotten.
 *
 * <p>The garbage collector finds them at some time, often between two cells, when nothing that is printed reaches the
 * notebook. So a report waits for the end of the cell that runs, or of the next.
 */
final class LeakReports {

    /** A loop forgets thousands, and a report is long. */
    private static final int MOST = 100;

    private static final int MOST_PLACES = 3;

    private final Supplier<ErrorFolder> folder;
    private final BlockingQueue<Leak> first = new ArrayBlockingQueue<>(MOST);
    private final AtomicInteger more = new AtomicInteger();

    /**
     * @param folder asked when the first report is shown, which is after the kernel was built
     */
    LeakReports(Supplier<ErrorFolder> folder) {
        this.folder = folder;
    }

    /** Takes the reports from now on, and wraps the handler of execution, so call it after the kernel set it. */
    void install(JupyterConnection connection) {
        LeakTracking.reportTo(this::hear);
        ShellHandler<ExecuteRequest> execute = connection.getHandler(MessageType.EXECUTE_REQUEST);
        connection.setHandler(MessageType.EXECUTE_REQUEST, (environment, message) -> {
            try {
                execute.handle(environment, message);
            } finally {
                show(environment); // the front end still listens: the reply leaves after this handler
            }
        });
    }

    private void hear(Leak leak) {
        if (!first.offer(leak)) {
            more.incrementAndGet();
        }
    }

    private void show(ShellReplyEnvironment environment) {
        var leaks = new ArrayList<Leak>();
        first.drainTo(leaks);
        if (!leaks.isEmpty()) {
            environment.publish(new PublishStream(StreamType.ERR, text(leaks) + others(more.getAndSet(0))));
        }
    }

    /** Returns what the learner reads: each place once. */
    private String text(List<Leak> leaks) {
        var places = new LinkedHashMap<Leak, Integer>();
        leaks.forEach(leak -> places.merge(leak, 1, Integer::sum));
        more.addAndGet(places.values().stream()
                .skip(MOST_PLACES)
                .mapToInt(Integer::intValue)
                .sum());
        return places.entrySet().stream()
                .limit(MOST_PLACES)
                .map(place -> place.getKey().summary() + "\n"
                        + String.join("\n", folder.get().fold(place.getKey().created()))
                        + (place.getValue() == 1 ? "\n" : " (%d times)\n".formatted(place.getValue())))
                .collect(Collectors.joining());
    }

    private static String others(int more) {
        return more == 0 ? "" : "And %d more.\n".formatted(more);
    }
}
