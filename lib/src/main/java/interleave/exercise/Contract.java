package interleave.exercise;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a starter declares and an answer has no more: types, and methods and constructors that are not private. The checks
 * use some of them.
 */
final class Contract {

    private Contract() {}

    /** Returns in sentences what the classes of an answer lack of those of the starter. */
    static List<String> missing(Map<String, byte[]> starter, Map<String, byte[]> answer) {
        var missing = new ArrayList<String>();
        for (var each : new TreeMap<>(starter).entrySet()) {
            var name = each.getKey().substring(each.getKey().lastIndexOf('.') + 1);
            // A class without a name of its own, such as `HitCounter$1`, belongs to nobody's contract.
            if (name.matches(".*\\$\\d.*")) {
                continue;
            }
            var wanted = ClassFile.of().parse(each.getValue());
            if (answer.containsKey(each.getKey())) {
                missing.addAll(
                        missing(name.replace('$', '.'), wanted, ClassFile.of().parse(answer.get(each.getKey()))));
            } else if (!wanted.flags().has(AccessFlag.PRIVATE)) {
                missing.add("your answer has no class `%s`".formatted(name.replace('$', '.')));
            }
        }
        return missing;
    }

    private static List<String> missing(String type, ClassModel wanted, ClassModel given) {
        Set<String> there = given.methods().stream()
                .filter(Contract::isSeen)
                .map(Contract::signature)
                .collect(Collectors.toSet());
        return wanted.methods().stream()
                .filter(method -> isSeen(method) && !there.contains(signature(method)))
                .map(method -> sentence(type, method))
                .toList();
    }

    private static boolean isSeen(MethodModel method) {
        return !method.flags().has(AccessFlag.PRIVATE)
                && !method.flags().has(AccessFlag.SYNTHETIC)
                && !method.methodName().equalsString("<clinit>");
    }

    private static String signature(MethodModel method) {
        return (method.flags().has(AccessFlag.STATIC) ? "static " : "")
                + method.methodName().stringValue()
                + method.methodType().stringValue();
    }

    private static String sentence(String type, MethodModel method) {
        var shape = MethodTypeDesc.ofDescriptor(method.methodType().stringValue());
        var parameters =
                shape.parameterList().stream().map(ClassDesc::displayName).collect(Collectors.joining(", "));
        if (method.methodName().equalsString("<init>")) {
            return "your class `%s` has no constructor `%s(%s)`".formatted(type, type, parameters);
        }
        var returned = shape.returnType().displayName();
        return "your class `%s` has no %smethod `%s(%s)` that returns %s"
                .formatted(
                        type,
                        method.flags().has(AccessFlag.STATIC) ? "static " : "",
                        method.methodName().stringValue(),
                        parameters,
                        returned.equals("void") ? "nothing" : "`" + returned + "`");
    }
}
