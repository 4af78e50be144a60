package interleave.claim;

import interleave.trial.Experiment;
import interleave.trial.Finding;
import interleave.trial.store.Results;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A statement of the articles that can be measured, with the experiment that does it.
 *
 * <p>A value. {@link #run()} runs the experiment and keeps what it found in the learner's own folder.
 *
 * @param id as the project counts its claims: {@code K01}
 * @param statement what the article says, in our words
 * @param source where it says so: the article and its line
 * @param experiment how it is tested; its design has the same id
 */
public record Claim(String id, String statement, String source, Experiment<?> experiment) {

    /** Every claim that can be measured so far. */
    private static final List<Claim> ALL = List.of(
            new Claim(
                    "K01",
                    "Machines have more and more cores, and a program with one thread leaves their performance unused.",
                    "article 0, line 12",
                    IdleCores.EXPERIMENT),
            new Claim(
                    "K02",
                    "Threads that work on data of their own need no locks and do not wait; they cost their creation only.",
                    "article 1, line 26",
                    PriceOfThreads.EXPERIMENT),
            new Claim(
                    "K03",
                    "What no two threads share, or what they only read, has no races and needs no locks.",
                    "article 1, line 9",
                    Sharing.EXPERIMENT),
            new Claim(
                    "K04",
                    "A data race is a failure at run time that shows now and then, and under load.",
                    "article 2, line 15",
                    SporadicRaces.EXPERIMENT),
            new Claim(
                    "K05",
                    "When the main thread ends without joining a thread, the process ends and the thread with it.",
                    "article 2, line 42",
                    UnjoinedThreads.EXPERIMENT),
            new Claim(
                    "K22",
                    "An unbounded channel has no back-pressure: a bounded one slows its producers down.",
                    "article 0, line 99",
                    BackPressure.EXPERIMENT),
            new Claim(
                    "K23",
                    "A channel has a medium overhead, which comes from allocation and copying.",
                    "article 0, line 316",
                    ChannelCost.EXPERIMENT),
            new Claim(
                    "K27",
                    "Threads at a channel work together without a lock to fight over.",
                    "article 0, line 62",
                    LockFights.EXPERIMENT),
            new Claim(
                    "K34",
                    "Where performance is critical, the copying of messages can be too expensive.",
                    "article 2, line 192",
                    PayloadCopies.EXPERIMENT));

    /** Refuses an experiment of another id: its findings would be kept in the wrong place. */
    public Claim {
        if (!experiment.design().id().equals(id)) {
            throw new IllegalArgumentException("the claim %s with the experiment %s"
                    .formatted(id, experiment.design().id()));
        }
    }

    /**
     * Returns the claim of an id, in upper or lower case.
     *
     * @throws IllegalArgumentException if there is none; the message names those there are
     */
    public static Claim of(String id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("There is no claim “%s”. There are: %s"
                .formatted(id, ALL.stream().map(Claim::id).collect(Collectors.joining(", ")))));
    }

    /** Returns the claim of an id, if there is one. */
    public static Optional<Claim> find(String id) {
        return ALL.stream()
                .filter(claim -> claim.id().equalsIgnoreCase(id.strip()))
                .findFirst();
    }

    /** Returns all claims that can be measured. */
    public static List<Claim> all() {
        return ALL;
    }

    /**
     * Runs the experiment in the present budget, keeps the finding, and returns it; blocks until it has. A finding that
     * cannot be kept is returned all the same, and standard error says why it is not kept.
     *
     * @throws InterruptedException if this thread is interrupted; there is no finding then
     */
    public Finding run() throws InterruptedException {
        return keep(experiment.run(), Results.mine());
    }

    static Finding keep(Finding finding, Results results) {
        try {
            results.keep(finding);
        } catch (IOException e) {
            System.err.println("This result is shown, but not kept: " + e);
        }
        return finding;
    }
}
