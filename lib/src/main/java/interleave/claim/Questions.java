package interleave.claim;

import interleave.broken.HalfBuilt;
import interleave.broken.KeptAfterHandOver;
import interleave.broken.LostUpdate;
import interleave.broken.TwoWinners;
import interleave.claim.Question.Answer;
import interleave.stress.StoreBuffering;
import interleave.trial.Outcomes;
import interleave.trial.SandboxResult;
import interleave.trial.Spread;
import interleave.workload.ExactCounts;
import interleave.workload.LogPipeline;
import interleave.workload.SpawnAndJoin;
import interleave.workload.SpeedUp;
import interleave.workload.ThreadCost;
import interleave.workload.ThreeProducers;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The questions of all chapters, in the order in which they are asked. */
final class Questions {

    static final List<Question<?>> ALL = List.of(
            // Chapter 00
            new Question<>(
                    "endless-loop",
                    "A program turns in a loop for ever. It runs in a JVM of its own, under a deadline. What happens?",
                    List.of(
                            "the cell never ends",
                            "the program ends by itself",
                            "the program is stopped at the deadline, and the notebook goes on",
                            "the notebook's own JVM ends too"),
                    SandboxResult.class,
                    Questions::endlessLoop),
            // Chapter 01
            new Question<>(
                    "first-step",
                    "A thread is started; then it and the main thread walk at the same time. Who makes the first step?",
                    List.of("the main thread", "the started thread"),
                    SpawnAndJoin.Walk.class,
                    Questions::firstStep),
            new Question<>(
                    "kept-list",
                    "A list is handed to a thread that adds it up, and its former owner keeps writing to it. How many of "
                            + "the sums are those of the list as it was handed over?",
                    List.of("all", "more than half", "some, but no more than half", "none"),
                    KeptAfterHandOver.Sums.class,
                    Questions::keptList),
            new Question<>(
                    "two-threads",
                    "How many times as fast as one thread do two threads count the log?",
                    List.of(
                            "not faster: less than 1.1 times",
                            "somewhat: 1.1 to 1.6 times",
                            "about twice: 1.6 to 2.2 times",
                            "even more"),
                    SpeedUp.Sweep.class,
                    Questions::twoThreads),
            new Question<>(
                    "thread-price",
                    "A thread that does nothing is started and joined. How many times as long does that take with a "
                            + "platform thread as with a virtual one?",
                    List.of("less than 1.5 times", "1.5 to 4 times", "4 to 20 times", "more than 20 times"),
                    ThreadCost.Costs.class,
                    Questions::threadPrice),
            new Question<>(
                    "unjoined-daemon",
                    "The worker is a daemon, and the main thread ends while it works. What becomes of the work?",
                    List.of(
                            "it is done: the JVM waits for the worker",
                            "it is cut off, and the exit code is 0",
                            "it is cut off, and the exit code is not 0"),
                    SandboxResult.class,
                    Questions::unjoinedDaemon),
            new Question<>(
                    "unheard",
                    "The main thread joins a worker that dies of an exception. With which exit code does the program end?",
                    List.of("0: all is well", "another: something failed"),
                    SandboxResult.class,
                    Questions::unheard),
            // Chapter 02
            new Question<>(
                    "lost-update",
                    "Threads count the hits of a site in one variable, and no thread throws an exception. What are the "
                            + "totals of fifty runs?",
                    List.of(
                            "all exactly right",
                            "some right, the others too small",
                            "all too small",
                            "some right, some too small, some too large"),
                    LostUpdate.Totals.class,
                    Questions::lostUpdate),
            new Question<>(
                    "cheapest-guard",
                    "The hits are counted with a lock, with an atomic, and with a count for each thread. Which is the "
                            + "fastest?",
                    List.of("the lock", "the atomic", "a count each"),
                    ExactCounts.Ways.class,
                    Questions::cheapestGuard),
            new Question<>(
                    "flag-never-seen",
                    "A worker turns in a loop until a flag is set. A second later the main thread sets the flag and joins "
                            + "the worker. What happens?",
                    List.of("the worker ends, and the program with it", "the worker turns for ever"),
                    SandboxResult.class,
                    Questions::flagNeverSeen),
            new Question<>(
                    "half-built",
                    "A constructor hands its object out, and then sets a final field. Another thread looks all the "
                            + "while. In how many of its looks is the field unset?",
                    List.of("in none: the field is final", "in fewer than one of a hundred", "in more than that"),
                    HalfBuilt.Looks.class,
                    Questions::halfBuilt),
            new Question<>(
                    "two-winners",
                    "Two threads give out user names with a ConcurrentHashMap: look whether the name is free, then take "
                            + "it. How many of the runs give a name to two?",
                    List.of("none: the map is made for several threads", "up to half", "more than half"),
                    TwoWinners.Winners.class,
                    Questions::twoWinners),
            new Question<>(
                    "both-read-zero",
                    "Two fields are 0. Each of two threads writes 1 into its own, then reads the other's. Can both read 0?",
                    List.of("no: whoever reads last comes after both writes", "yes, and it happened here"),
                    Outcomes.class,
                    Questions::bothReadZero),
            // Chapter 03
            new Question<>(
                    "three-producers",
                    "Three threads send their messages into one channel, as fast as they can. In which order do they come?",
                    List.of(
                            "one producer's after another's",
                            "mixed, and each producer's own in their order",
                            "mixed, and each producer's own too"),
                    ThreeProducers.Arrivals.class,
                    Questions::threeProducers),
            new Question<>(
                    "forgotten-sender",
                    "Three producers send, close their copies of the sender, and end. Nobody closes the original. What "
                            + "becomes of the loop over the receiver?",
                    List.of(
                            "it ends when the last producer has ended",
                            "it takes every message and then waits for ever",
                            "it ends by an exception"),
                    SandboxResult.class,
                    Questions::forgottenSender),
            new Question<>(
                    "pipeline-waits",
                    "Producers read a log, workers parse and count its entries. Who waits longer in all?",
                    List.of("the producers, for room", "the workers, for entries"),
                    LogPipeline.Report.class,
                    Questions::pipelineWaits),
            new Question<>(
                    "two-full-channels",
                    "Two threads send to each other: first each sends five messages, then it receives five. The channels "
                            + "have room for two. What happens?",
                    List.of("both end", "both wait for ever", "one of them gets an exception, since there is no room"),
                    SandboxResult.class,
                    Questions::twoFullChannels));

    /** Which chapter asks which. */
    static final Map<String, List<String>> CHAPTERS = Map.of(
            "00", List.of("endless-loop"),
            "01", List.of("first-step", "kept-list", "two-threads", "thread-price", "unjoined-daemon", "unheard"),
            "02",
                    List.of(
                            "lost-update",
                            "cheapest-guard",
                            "flag-never-seen",
                            "half-built",
                            "two-winners",
                            "both-read-zero"),
            "03", List.of("three-producers", "forgotten-sender", "pipeline-waits", "two-full-channels"));

    private Questions() {}

    private static Optional<Answer> answer(String option, String why) {
        return Optional.of(new Answer(option, why));
    }

    private static Optional<Answer> endlessLoop(SandboxResult result) {
        if (!result.program().equals("NeverEnds")) {
            return Optional.empty();
        }
        return answer(result.ended() ? "B" : "C", "It " + result.ending() + ".");
    }

    private static Optional<Answer> firstStep(SpawnAndJoin.Walk walk) {
        return walk.steps().stream().findFirst().flatMap(step -> {
            boolean main = step.thread().equals("main");
            return answer(
                    main ? "A" : "B",
                    "This time %s was first. Nothing says who will be next time."
                            .formatted(main ? "the main thread" : "the started thread"));
        });
    }

    private static Optional<Answer> keptList(KeptAfterHandOver.Sums sums) {
        long all = sums.right() + sums.wrong();
        var option = sums.right() == all ? "A" : 2 * sums.right() > all ? "B" : sums.right() > 0 ? "C" : "D";
        return answer(option, "%d of %d sums were right.".formatted(sums.right(), all));
    }

    private static Optional<Answer> twoThreads(SpeedUp.Sweep sweep) {
        if (sweep.rows().size() < 2) {
            return Optional.empty();
        }
        Spread two = sweep.rows().get(1).speedUp();
        double times = two.median();
        var option = times < 1.1 ? "A" : times < 1.6 ? "B" : times < 2.2 ? "C" : "D";
        return answer(
                option,
                String.format(
                        Locale.ROOT,
                        "The median of the rounds was %.2f times, the range %.2f to %.2f.",
                        times,
                        two.min(),
                        two.max()));
    }

    private static Optional<Answer> threadPrice(ThreadCost.Costs costs) {
        double times = median(costs, "platform") / median(costs, "virtual");
        var option = times < 1.5 ? "A" : times < 4 ? "B" : times < 20 ? "C" : "D";
        return answer(option, String.format(Locale.ROOT, "The medians differ by a factor of %.1f.", times));
    }

    private static double median(ThreadCost.Costs costs, String kind) {
        return costs.costs().stream()
                .filter(cost -> cost.kind().equals(kind))
                .mapToDouble(cost -> cost.nanos().median())
                .findFirst()
                .orElseThrow();
    }

    private static Optional<Answer> unjoinedDaemon(SandboxResult result) {
        if (!result.program().equals("NobodyJoins daemon") || !result.ended()) {
            return Optional.empty();
        }
        boolean done = UnjoinedThreads.finished(result);
        var option = done ? "A" : result.exitCode() == 0 ? "B" : "C";
        return answer(
                option,
                "The work was %s, and the exit code was %d.".formatted(done ? "done" : "cut off", result.exitCode()));
    }

    private static Optional<Answer> unheard(SandboxResult result) {
        if (!result.program().equals("NobodyHears") || !result.ended()) {
            return Optional.empty();
        }
        return answer(result.exitCode() == 0 ? "A" : "B", "The exit code was %d.".formatted(result.exitCode()));
    }

    private static Optional<Answer> lostUpdate(LostUpdate.Totals totals) {
        var option = totals.above() > 0 ? "D" : totals.wrong() == 0 ? "A" : totals.right() == 0 ? "C" : "B";
        return answer(
                option,
                "%d totals were right, %d were too small.".formatted(totals.right(), totals.wrong() - totals.above()));
    }

    private static Optional<Answer> cheapestGuard(ExactCounts.Ways ways) {
        double least = ways.ways().stream()
                .mapToDouble(way -> way.millis().median())
                .min()
                .orElseThrow();
        int place = IntStream.range(0, ways.ways().size())
                .filter(i -> ways.ways().get(i).millis().median() == least)
                .findFirst()
                .orElseThrow();
        return answer(
                List.of("A", "B", "C").get(place),
                String.format(
                        Locale.ROOT,
                        "Its median was %.2f ms (%s).",
                        least,
                        ways.ways().stream()
                                .map(way -> String.format(
                                        Locale.ROOT,
                                        "%s %.2f",
                                        way.guard(),
                                        way.millis().median()))
                                .collect(Collectors.joining(", "))));
    }

    private static Optional<Answer> flagNeverSeen(SandboxResult result) {
        if (!result.program().equals("FlagNeverSeen")) {
            return Optional.empty();
        }
        return answer(result.ended() ? "A" : "B", "It " + result.ending() + ".");
    }

    private static Optional<Answer> halfBuilt(HalfBuilt.Looks looks) {
        long all = looks.whole() + looks.half();
        var option = looks.half() == 0 ? "A" : looks.half() * 100 < all ? "B" : "C";
        return answer(option, String.format(Locale.ROOT, "It was unset in %,d of %,d looks.", looks.half(), all));
    }

    private static Optional<Answer> twoWinners(TwoWinners.Winners winners) {
        var option = winners.wrong() == 0 ? "A" : 2 * winners.wrong() <= winners.runs() ? "B" : "C";
        return answer(option, "%d of %d runs did.".formatted(winners.wrong(), winners.runs()));
    }

    /** A test that did not run answers nothing. */
    private static Optional<Answer> bothReadZero(Outcomes outcomes) {
        return outcomes.tests().stream()
                .filter(observed -> observed.test().type() == StoreBuffering.Plain.class && observed.samples() > 0)
                .findFirst()
                .flatMap(observed -> {
                    long both = observed.counts().getOrDefault("0, 0", 0L);
                    return answer(
                            both == 0 ? "A" : "B",
                            String.format(Locale.ROOT, "Both read 0 in %,d of %,d tries.", both, observed.samples()));
                });
    }

    private static Optional<Answer> threeProducers(ThreeProducers.Arrivals arrivals) {
        var last = new HashMap<Integer, Integer>();
        boolean inOrder = true;
        for (var message : arrivals.messages()) {
            inOrder &= last.merge(message.producer(), message.number(), Math::max) == message.number();
        }
        long producers = last.size();
        var option = !inOrder ? "C" : arrivals.switches() < producers ? "A" : "B";
        return answer(
                option,
                String.format(
                        Locale.ROOT,
                        "In %,d messages the producer changed %,d times.",
                        arrivals.messages().size(),
                        arrivals.switches()));
    }

    private static Optional<Answer> forgottenSender(SandboxResult result) {
        if (!result.program().equals("ForgottenSender")) {
            return Optional.empty();
        }
        var option = !result.ended() ? "B" : result.exitCode() == 0 ? "A" : "C";
        return answer(option, "It " + result.ending() + ".");
    }

    private static Optional<Answer> pipelineWaits(LogPipeline.Report report) {
        double producers = report.producersWaited().toNanos() / 1e6;
        double workers = report.workersWaited().toNanos() / 1e6;
        if (producers == workers) {
            return Optional.empty();
        }
        return answer(
                producers > workers ? "A" : "B",
                String.format(
                        Locale.ROOT,
                        "All producers together waited %.1f ms, all workers together %.1f ms.",
                        producers,
                        workers));
    }

    private static Optional<Answer> twoFullChannels(SandboxResult result) {
        if (!result.program().equals("TwoFullChannels")) {
            return Optional.empty();
        }
        var option = !result.ended() ? "B" : result.exitCode() == 0 ? "A" : "C";
        return answer(option, "It " + result.ending() + ".");
    }
}
