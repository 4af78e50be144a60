package interleave.trial.schedule;

import interleave.trial.litmus.LitmusTest;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.reflect.AccessFlag;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the model checker cannot judge, told from the class files before anything runs. */
final class Limits {

    private record Limit(Pattern call, String why) {}

    private static final List<Limit> LIMITS = List.of(
            limit(
                    "java\\.lang\\.Thread\\.(startVirtualThread|ofVirtual)\\(.*"
                            + "|.*\\.(newVirtualThreadPerTaskExecutor|newThreadPerTaskExecutor)\\(.*",
                    "virtual threads, which the model checker cannot schedule. Start platform threads instead"),
            limit(
                    "java\\.lang\\.Thread\\.sleep\\(.*|java\\.lang\\.Object\\.wait\\(J.*|.*\\.(parkNanos|parkUntil)\\(.*"
                            + "|java\\.lang\\.System\\.(nanoTime|currentTimeMillis)\\(.*|java\\.time\\..*\\.now\\(.*"
                            + "|java\\..*\\(.*Ljava/util/concurrent/TimeUnit;.*|java\\.lang\\.Thread\\.join\\([JL].*",
                    "time, which stands still while the model checker decides who goes on. Take the wait without a limit"),
            limit(
                    "java\\.lang\\.Thread\\.(interrupted|isInterrupted|isAlive|getState)\\(.*",
                    "the state of a thread; the model checker lets no other thread go on just before it is asked for."
                            + " Let a field tell"),
            limit(
                    "java\\.util\\.concurrent\\.(Executors|ForkJoinPool|CompletableFuture|ThreadPoolExecutor"
                            + "|StructuredTaskScope)\\..*|.*\\.(parallelStream|parallel)\\(\\).*",
                    "the threads of a pool, which the model checker does not know. Start threads instead"),
            limit(
                    "java\\.(io\\.(?!PrintStream|Serial|IO|UncheckedIO).*|net\\..*|nio\\.(file|channels)\\..*"
                            + "|lang\\.Process.*)",
                    "files, sockets or processes, which are the same in each run and remember the one before"));

    private Limits() {}

    private static Limit limit(String call, String why) {
        return new Limit(Pattern.compile(call), why);
    }

    /** Returns why a test cannot be judged, if that is so. */
    static Optional<String> reason(LitmusTest test) {
        if (test.signal().isPresent() || test.isAboutTermination()) {
            return Optional.of(test.name() + " asks whether a thread ever ends; the model checker gives each thread its"
                    + " turn and shows it every write at once. Outcomes can tell.");
        }
        return ProgramCode.of(test).parts().stream()
                .flatMap(part -> reason(part.type(), part.method()).stream())
                .findFirst();
    }

    private static Optional<String> reason(ClassModel type, MethodModel method) {
        var where = "%s.%s"
                .formatted(
                        simple(type.thisClass().asInternalName()),
                        method.methodName().stringValue());
        if (method.flags().has(AccessFlag.NATIVE)) {
            return Optional.of(where + " is native: the model checker cannot look inside.");
        }
        return method.code().stream()
                .flatMap(code -> code.elementStream())
                .flatMap(Limits::calls)
                .flatMap(call -> LIMITS.stream()
                        .filter(limit -> limit.call().matcher(call.whole()).matches())
                        .map(limit -> "%s (in %s) needs %s."
                                .formatted(simple(call.type()) + "." + call.method(), where, limit.why())))
                .findFirst();
    }

    /** A call, by the internal name of the class. */
    private record Call(String type, String method, String descriptor) {

        String whole() {
            return type.replace('/', '.') + "." + method + descriptor;
        }
    }

    /** Returns what an instruction calls, or will have called: a method reference names a method too. */
    private static Stream<Call> calls(CodeElement element) {
        return switch (element) {
            case InvokeInstruction call ->
                Stream.of(new Call(
                        call.owner().asInternalName(),
                        call.name().stringValue(),
                        call.type().stringValue()));
            case InvokeDynamicInstruction dynamic ->
                dynamic.bootstrapArgs().stream()
                        .filter(DirectMethodHandleDesc.class::isInstance)
                        .map(DirectMethodHandleDesc.class::cast)
                        .map(target -> new Call(
                                target.owner().descriptorString().substring(1).replace(";", ""),
                                target.methodName(),
                                target.lookupDescriptor()));
            default -> Stream.empty();
        };
    }

    private static String simple(String internal) {
        return internal.substring(internal.lastIndexOf('/') + 1).replace('$', '.');
    }
}
