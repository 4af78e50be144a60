package interleave.channel;

import interleave.testing.Carriers;
import interleave.testing.Rounds;
import interleave.trial.child.ChildJvm;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * The stress runs: on platform threads, and on virtual threads with 1, 2, 4 and 10 carriers, each in a JVM of its own since
 * the number of carriers is a flag.
 *
 * <pre>
 * java -cp lib/target/test-classes:lib/target/classes:(dependencies) interleave.channel.StressMain SECONDS [KIND [ONLY]]
 * </pre>
 *
 * The exit code is 0 if every number arrived once and every round ended, else that of {@link StressChild}.
 */
final class StressMain {

    private StressMain() {}

    /**
     * Runs.
     *
     * @param arguments the seconds of each combination, which may have a point; a part of a kind's name; a part of a
     *     combination's name
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length < 1 || arguments.length > 3) {
            System.err.println("Usage: StressMain SECONDS [KIND [ONLY]], for instance StressMain 120 \"virtual on 2\"");
            System.exit(2);
        }
        var kind = arguments.length > 1 ? arguments[1] : "";
        var only = arguments.length > 2 ? arguments[2] : "";
        var kinds = Carriers.ALL.stream()
                .filter(each -> each.toString().matches(".*" + Pattern.quote(kind) + "\\b.*"))
                .toList();
        if (kinds.isEmpty()) {
            System.err.println("There is no \"%s\": choose of %s".formatted(kind, Carriers.ALL));
            System.exit(2);
        }
        int worst = 0;
        for (var each : kinds) {
            worst = Math.max(
                    worst, Carriers.run(jvm(each, arguments[0], only), line -> System.out.println(each + ": " + line)));
        }
        System.exit(worst);
    }

    /** Returns the JVM that runs all combinations on threads of a kind, or those with this in their name. */
    static ChildJvm jvm(Carriers kind, String seconds, String only) {
        return kind.jvm(StressChild.class, seconds, only, Rounds.LONGEST.toString());
    }
}
