package interleave.trial.schedule;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LocalVariable;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code synchronized} locks at a line of a source, as the class file says: the model checker's trace does not.
 * For one thread.
 */
final class LockNames {

    /**
     * What is locked.
     *
     * @param text the field, the variable or {@code this}
     * @param parameter the number of the parameter that it is, from 0, or -1
     * @param ofThis whether it belongs to the object whose method runs, or is that object
     */
    record Lock(String text, int parameter, boolean ofThis) {}

    private static final Lock UNKNOWN = new Lock("an object", -1, false);

    private final ClassLoader loader;
    private final Map<String, Optional<byte[]>> files = new HashMap<>();

    LockNames(ClassLoader loader) {
        this.loader = loader;
    }

    /** Returns what is locked at a place; if that is not clear, {@code an object}. */
    Lock at(StackTraceElement place) {
        var type = place.getClassName().replace('/', '.');
        return files.computeIfAbsent(type, this::read)
                .map(bytes -> in(ClassFile.of().parse(bytes).methods(), place, type))
                .orElse(UNKNOWN);
    }

    private Optional<byte[]> read(String type) {
        try (InputStream file = loader.getResourceAsStream(type.replace('.', '/') + ".class")) {
            return file == null ? Optional.empty() : Optional.of(file.readAllBytes());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Lock in(List<MethodModel> methods, StackTraceElement place, String type) {
        var found = new ArrayList<Lock>();
        for (var method : methods) {
            if (method.methodName().equalsString(place.getMethodName())) {
                method.code().ifPresent(code -> found.addAll(at(place.getLineNumber(), method, code)));
                if (found.isEmpty() && method.flags().has(AccessFlag.SYNCHRONIZED)) {
                    boolean ofType = method.flags().has(AccessFlag.STATIC);
                    found.add(ofType ? new Lock(simple(type) + ".class", -1, false) : new Lock("this", -1, true));
                }
            }
        }
        var distinct = found.stream().distinct().toList();
        return distinct.size() == 1 ? distinct.getFirst() : UNKNOWN;
    }

    private static List<Lock> at(int line, MethodModel method, CodeModel code) {
        var locks = new ArrayList<Lock>();
        var before = new ArrayList<Instruction>();
        // A slot holds one variable after the other: each from its first label to its last.
        var declared = code.elementStream()
                .filter(LocalVariable.class::isInstance)
                .map(LocalVariable.class::cast)
                .toList();
        var variables = new HashMap<Integer, String>();
        int current = -1;
        for (var element : code) {
            switch (element) {
                case LineNumber number -> current = number.line();
                case LabelTarget target ->
                    declared.stream()
                            .filter(variable -> variable.startScope().equals(target.label()))
                            .forEach(variable -> variables.put(
                                    variable.slot(), variable.name().stringValue()));
                case MonitorInstruction monitor
                when monitor.opcode() == Opcode.MONITORENTER -> {
                    if (current == line) {
                        locks.add(lock(before, method, variables));
                    }
                }
                case Instruction instruction -> before.add(instruction);
                default -> {}
            }
        }
        return locks;
    }

    /** The compiler loads what is locked, doubles it, and stores one of the two for the end of the block. */
    private static Lock lock(List<Instruction> before, MethodModel method, Map<Integer, String> variables) {
        int last = before.size() - 3;
        if (last < 0) {
            return UNKNOWN;
        }
        boolean ofInstance = !method.flags().has(AccessFlag.STATIC);
        return switch (before.get(last)) {
            case FieldInstruction field -> {
                boolean ofThis = field.opcode() == Opcode.GETFIELD
                        && ofInstance
                        && last > 0
                        && before.get(last - 1) instanceof LoadInstruction load
                        && load.slot() == 0;
                yield new Lock(field.name().stringValue(), -1, ofThis);
            }
            case LoadInstruction load when load.slot() == 0 && ofInstance -> new Lock("this", -1, true);
            case LoadInstruction load ->
                new Lock(
                        variables.getOrDefault(load.slot(), UNKNOWN.text()),
                        parameter(load.slot() - (ofInstance ? 1 : 0), method),
                        false);
            case ConstantInstruction constant ->
                new Lock(constant.constantValue().toString(), -1, false);
            default -> UNKNOWN;
        };
    }

    /** Returns which parameter a slot holds: a long and a double take two. */
    private static int parameter(int slot, MethodModel method) {
        int at = 0;
        int number = 0;
        for (var type : method.methodTypeSymbol().parameterList()) {
            if (at == slot) {
                return number;
            }
            at += type.descriptorString().equals("J") || type.descriptorString().equals("D") ? 2 : 1;
            number++;
        }
        return -1;
    }

    private static String simple(String type) {
        return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
    }
}
