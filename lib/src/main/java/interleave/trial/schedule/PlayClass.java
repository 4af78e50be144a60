package interleave.trial.schedule;

import interleave.trial.child.GivenClasses;
import interleave.trial.litmus.LitmusTest;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Writes the class that plays a litmus test. It is loaded beside the test, and goes with it. */
final class PlayClass {

    /** What its name begins with. The model checker takes classes of one name for one class, so each has its own. */
    static final String NAME = PlayClass.class.getPackageName() + ".Played";

    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final ClassDesc OBJECT = ConstantDescs.CD_Object;
    private static final int ACC = ClassFile.ACC_PUBLIC;

    private final String name = NAME + NUMBERS.incrementAndGet();
    private final ClassDesc test;
    private final LitmusTest litmus;

    private PlayClass(LitmusTest litmus) {
        this.litmus = litmus;
        this.test = ClassDesc.ofDescriptor(litmus.type().descriptorString());
    }

    /** Returns a player of a litmus test. */
    static Play of(LitmusTest litmus) {
        var written = new PlayClass(litmus);
        var loader = new GivenClasses(
                Map.of(written.name, written.bytes()), litmus.type().getClassLoader());
        try {
            return (Play) loader.loadClass(written.name).getConstructor().newInstance();
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError("what was just written is there", impossible);
        }
    }

    private byte[] bytes() {
        return ClassFile.of().build(ClassDesc.of(name), type -> {
            type.withFlags(ACC | ClassFile.ACC_FINAL)
                    .withInterfaceSymbols(ClassDesc.ofDescriptor(Play.class.descriptorString()));
            type.withMethodBody(
                    ConstantDescs.INIT_NAME,
                    ConstantDescs.MTD_void,
                    ACC,
                    code -> code.aload(0)
                            .invokespecial(OBJECT, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                            .return_());
            type.withMethodBody("state", MethodTypeDesc.of(OBJECT), ACC, code -> make(code, Optional.of(test)));
            type.withMethodBody("result", MethodTypeDesc.of(OBJECT), ACC, code -> make(code, resultType()));
            type.withMethodBody(
                    "act",
                    MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int, OBJECT, OBJECT),
                    ACC,
                    this::act);
            type.withMethodBody("arbitrate", MethodTypeDesc.of(ConstantDescs.CD_void, OBJECT, OBJECT), ACC, code -> {
                litmus.arbiter().ifPresent(arbiter -> call(code, arbiter, 1));
                code.return_();
            });
        });
    }

    private Optional<ClassDesc> resultType() {
        return litmus.resultType().map(type -> ClassDesc.ofDescriptor(type.descriptorString()));
    }

    private static void make(CodeBuilder code, Optional<ClassDesc> type) {
        type.ifPresentOrElse(
                made -> code.new_(made).dup().invokespecial(made, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void),
                code::aconst_null);
        code.areturn();
    }

    private void act(CodeBuilder code) {
        List<Method> actors = litmus.actors();
        var labels = IntStream.range(0, actors.size())
                .mapToObj(i -> SwitchCase.of(i, code.newLabel()))
                .toList();
        var none = code.newLabel();
        code.iload(1).tableswitch(0, actors.size() - 1, none, labels);
        for (int i = 0; i < actors.size(); i++) {
            code.labelBinding(labels.get(i).target());
            call(code, actors.get(i), 2);
            code.return_();
        }
        code.labelBinding(none).return_();
    }

    /** Calls a method of the state, which is in a variable, and the result in the next. */
    private void call(CodeBuilder code, Method method, int state) {
        code.aload(state).checkcast(test);
        if (method.getParameterCount() == 1) {
            code.aload(state + 1).checkcast(resultType().orElseThrow());
        }
        var returned = ClassDesc.ofDescriptor(method.getReturnType().descriptorString());
        code.invokevirtual(
                test,
                method.getName(),
                method.getParameterCount() == 1
                        ? MethodTypeDesc.of(returned, resultType().orElseThrow())
                        : MethodTypeDesc.of(returned));
        switch (method.getReturnType().descriptorString()) {
            case "V" -> {}
            case "J", "D" -> code.pop2();
            default -> code.pop();
        }
    }
}
