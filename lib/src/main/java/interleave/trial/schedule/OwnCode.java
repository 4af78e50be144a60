package interleave.trial.schedule;

import java.util.List;
import java.util.regex.Pattern;
import org.jetbrains.kotlinx.lincheck.trace.CodeLocationTracePoint;
import org.jetbrains.kotlinx.lincheck.trace.MethodCallTracePoint;

/** Tells a program's own code from that of libraries, and from what runs the program. */
final class OwnCode {

    /** What the model checker's classes begin with. */
    static final String MODEL_CHECKER = "org.jetbrains.";

    private static final List<String> LIBRARIES = List.of("java.", "javax.", "jdk.", "sun.", "kotlin.", MODEL_CHECKER);

    /** Nobody would ask what these do between two threads. */
    private static final Pattern TRIVIAL =
            Pattern.compile("java\\.lang\\.(Object|Record|Enum|Integer|Long|Short|Byte|Character|Boolean|Float|Double"
                    + "|String|StringBuilder|Math|Thread|Throwable|\\w*Exception|\\w*Error)|java\\.util\\.Objects");

    private OwnCode() {}

    /** Says whether a class, by its binary or its internal name, is one of a library. */
    static boolean isLibrary(String type) {
        return LIBRARIES.stream().anyMatch(type.replace('/', '.')::startsWith);
    }

    /** Says whether a step is one of the program itself. */
    static boolean isShown(CodeLocationTracePoint point) {
        return isOwn(type(point));
    }

    /** Says whether a class is one of the program itself. */
    static boolean isOwn(String type) {
        return !type.isEmpty() && !isLibrary(type) && !type.startsWith(LitmusRun.class.getName()) && !isPlayer(type);
    }

    /** Says whether a call is made by the class that plays a test: then it is what a thread begins with. */
    static boolean isByThePlayer(MethodCallTracePoint call) {
        return isPlayer(type(call));
    }

    private static String type(CodeLocationTracePoint point) {
        return point.getStackTraceElement().getClassName().replace('/', '.');
    }

    private static boolean isPlayer(String type) {
        return type.startsWith(PlayClass.NAME);
    }

    /** Says whether nobody would miss a call in a schedule. */
    static boolean isTrivial(MethodCallTracePoint call) {
        return TRIVIAL.matcher(call.getClassName()).matches()
                && !(call.getClassName().equals("java.lang.Object")
                        && call.getMethodName().equals("wait"))
                && !(call.getClassName().equals("java.lang.Thread")
                        && !call.getMethodName().equals("currentThread"));
    }
}
