package interleave.claim;

import static interleave.trial.Parameters.capacity;
import static interleave.trial.Parameters.elements;
import static interleave.trial.Parameters.increments;
import static interleave.trial.Parameters.repeats;
import static interleave.trial.Parameters.steps;
import static interleave.trial.Parameters.threads;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.broken.HalfBuilt;
import interleave.broken.KeptAfterHandOver;
import interleave.broken.LostUpdate;
import interleave.broken.TwoWinners;
import interleave.stress.StoreBuffering;
import interleave.trial.Budget;
import interleave.trial.Machine;
import interleave.trial.Outcomes;
import interleave.trial.Spread;
import interleave.trial.litmus.LitmusTest;
import interleave.trial.litmus.Observed;
import interleave.workload.ExactCounts;
import interleave.workload.LogPipeline;
import interleave.workload.SpawnAndJoin;
import interleave.workload.SpeedUp;
import interleave.workload.ThreadCost;
import interleave.workload.ThreeProducers;
import interleave.workload.Waits;
import interleave.workload.log.LogSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class QuestionTest {

    private static String option(String id, Object result) {
        var answer = Question.of(id).judge(result).orElseThrow();
        assertTrue(Question.of(id).letters().contains(answer.option()), answer::toString);
        return answer.option();
    }

    @Test
    void idsAreUniqueAndAnUnknownOneNamesThem() {
        var ids = Questions.ALL.stream().map(Question::id).toList();
        assertEquals(ids.size(), new HashSet<>(ids).size());
        var unknown = assertThrows(IllegalArgumentException.class, () -> Question.of("nothing"));
        assertTrue(unknown.getMessage().contains("There is no question “nothing”. There are: endless-loop, "));
        var noOption = assertThrows(
                IllegalArgumentException.class, () -> Question.of("unheard").option("C"));
        assertEquals("There is no option “C”: answer A, B", noOption.getMessage());
    }

    @Test
    void everyQuestionHasAChapter() {
        Question.all().forEach(question -> assertTrue(question.chapter().matches("\\d\\d"), question.id()));
    }

    @Test
    void realResultsAnswerTheirQuestionsOnly() throws Exception {
        var sums = KeptAfterHandOver.run(elements(10), repeats(2));
        assertTrue(List.of("A", "B", "C", "D").contains(option("kept-list", sums)));
        assertEquals(
                List.of("kept-list"),
                Question.answeredBy(sums).stream().map(Question::id).toList());
        assertTrue(List.of("A", "B").contains(option("first-step", SpawnAndJoin.run(steps(2)))));
        assertTrue(Question.of("kept-list").judge("a text").isEmpty());
    }

    @Test
    void theOptionIsReadOffTheFigures() {
        assertEquals("A", option("two-threads", sweep(1.09)));
        assertEquals("B", option("two-threads", sweep(1.5)));
        assertEquals("C", option("two-threads", sweep(1.98)));
        assertEquals("D", option("two-threads", sweep(2.3)));
        assertEquals("A", option("thread-price", costs(10, 9)));
        assertEquals("B", option("thread-price", costs(30, 10)));
        assertEquals("C", option("thread-price", costs(100, 10)));
        assertEquals("D", option("thread-price", costs(900, 10)));
    }

    @Test
    void whatSharingBrokeIsReadOffTheFigures() throws Exception {
        assertEquals("A", option("lost-update", LostUpdate.run(threads(1), increments(10), repeats(3))));
        assertEquals("A", option("half-built", new HalfBuilt.Looks(1, 7, 0)));
        assertEquals("B", option("half-built", new HalfBuilt.Looks(1, 999, 1)));
        assertEquals("C", option("half-built", new HalfBuilt.Looks(1, 9, 1)));
        assertEquals("A", option("two-winners", TwoWinners.run(threads(1), elements(5), repeats(2))));
        assertEquals("C", option("cheapest-guard", ways(3, 2, 1)));
        assertEquals("A", option("cheapest-guard", ways(1, 2, 3)));
        assertEquals("B", option("cheapest-guard", ways(2, 1, 3)));
    }

    @Test
    void aTestThatDidNotRunAnswersNothing() {
        assertEquals("B", option("both-read-zero", seen(Map.of("0, 0", 3L, "1, 1", 5L))));
        assertEquals("A", option("both-read-zero", seen(Map.of("1, 1", 5L))));
        assertTrue(Question.of("both-read-zero").judge(seen(Map.of())).isEmpty());
    }

    @Test
    void whatChannelsDidIsReadOffTheFigures() throws Exception {
        assertTrue(List.of("A", "B").contains(option("three-producers", ThreeProducers.run(elements(3)))));
        assertEquals("A", option("three-producers", arrivals(1, 1, 1, 2, 2, 1, 2, 2, 3, 1)));
        assertEquals("B", option("three-producers", arrivals(1, 1, 2, 1, 1, 2, 3, 1)));
        assertEquals("C", option("three-producers", arrivals(1, 2, 2, 1, 1, 1, 3, 1)));
        assertEquals("A", option("pipeline-waits", report(3, 2)));
        assertEquals("B", option("pipeline-waits", report(2, 3)));
        assertTrue(Question.of("pipeline-waits").judge(report(2, 2)).isEmpty());
    }

    /** Pairs of a producer and the number of its message. */
    private static ThreeProducers.Arrivals arrivals(int... pairs) {
        var messages = new ArrayList<ThreeProducers.Message>();
        for (int i = 0; i < pairs.length; i += 2) {
            messages.add(new ThreeProducers.Message(pairs[i], pairs[i + 1]));
        }
        return new ThreeProducers.Arrivals(messages);
    }

    private static LogPipeline.Report report(int producersMillis, int workersMillis) {
        var producer = new LogPipeline.Producer(1, new Waits(1, Duration.ofMillis(producersMillis)), 1);
        var worker = new LogPipeline.Worker(
                LogSummary.EMPTY, Map.of(), List.of(), new Waits(1, Duration.ofMillis(workersMillis)));
        return new LogPipeline.Report(List.of(producer), List.of(worker), capacity(1), Duration.ZERO);
    }

    private static Outcomes seen(Map<String, Long> counts) {
        var observed = new Observed(
                LitmusTest.of(StoreBuffering.Plain.class), Observed.Ending.RAN, "", new TreeMap<>(counts), List.of());
        return new Outcomes(
                "StoreBuffering", List.of(observed), Budget.QUICK, Machine.card(), Instant.EPOCH, Duration.ZERO);
    }

    private static ExactCounts.Ways ways(double... millis) {
        return new ExactCounts.Ways(Arrays.stream(millis)
                .mapToObj(each -> new ExactCounts.Way("a guard", 1, 1, Spread.of(new double[] {each})))
                .toList());
    }

    private static SpeedUp.Sweep sweep(double times) {
        var one = Spread.of(new double[] {1});
        return new SpeedUp.Sweep(
                List.of(new SpeedUp.Row(1, one, one), new SpeedUp.Row(2, one, Spread.of(new double[] {times}))));
    }

    private static ThreadCost.Costs costs(double platform, double virtual) {
        return new ThreadCost.Costs(List.of(
                new ThreadCost.Cost("platform", Spread.of(new double[] {platform})),
                new ThreadCost.Cost("virtual", Spread.of(new double[] {virtual}))));
    }
}
