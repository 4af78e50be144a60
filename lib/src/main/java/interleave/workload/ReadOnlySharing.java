package interleave.workload;

import interleave.trial.Tabular;
import interleave.trial.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Many threads that read one immutable value: no lock, no copy, and nothing to wait for but their ends.
 *
 * <p>Nobody owns the rule, since nobody can change it. Each thread owns its answer until it is joined.
 */
public final class ReadOnlySharing {

    private ReadOnlySharing() {}

    /**
     * Lets each thread ask the same rule about another severity.
     *
     * @throws InterruptedException if this thread is interrupted while it waits
     * @throws ExecutionException if a thread fails
     */
    public static Answers run(AlarmRule rule, Threads threads) throws InterruptedException, ExecutionException {
        var questions = new ArrayList<FutureTask<Answer>>();
        var readers = new ArrayList<Thread>();
        for (int i = 0; i < threads.count(); i++) {
            int severity = 1 + i % 5;
            questions.add(new FutureTask<>(() -> ask(rule, severity)));
            readers.add(Thread.ofPlatform().name("reader " + (i + 1)).start(questions.getLast()));
        }
        var answers = new ArrayList<Answer>();
        for (int i = 0; i < threads.count(); i++) {
            readers.get(i).join();
            answers.add(questions.get(i).get());
        }
        return new Answers(answers);
    }

    private static Answer ask(AlarmRule rule, int severity) {
        var source = rule.sources().isEmpty() ? "" : rule.sources().getFirst();
        return new Answer(Thread.currentThread().getName(), rule.toString(), severity, rule.alarms(severity, source));
    }

    /**
     * What one thread read.
     *
     * @param thread its name
     * @param rule the rule as it saw it
     * @param severity what it asked about
     * @param alarms what the rule answered
     */
    public record Answer(String thread, String rule, int severity, boolean alarms) {}

    /**
     * What all threads read.
     *
     * @param answers in the order in which the threads were started
     */
    public record Answers(List<Answer> answers) implements Tabular {

        /** Keeps a copy of the answers. */
        public Answers {
            answers = List.copyOf(answers);
        }

        /** Returns one row for each thread. */
        @Override
        public Table table() {
            var threads = StringColumn.create("thread");
            var rules = StringColumn.create("the rule it reads");
            var severities = IntColumn.create("asks about severity");
            var alarms = BooleanColumn.create("alarm");
            for (var answer : answers) {
                threads.append(answer.thread());
                rules.append(answer.rule());
                severities.append(answer.severity());
                alarms.append(answer.alarms());
            }
            return Table.create("One rule, read by many threads", threads, rules, severities, alarms);
        }
    }
}
