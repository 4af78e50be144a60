package interleave.kernel;

import interleave.exercise.Exercise;
import interleave.lab.ExerciseView;
import java.util.List;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.magic.CellMagic;

/**
 * {@code %%exercise 02-1}: checks the answer that is the rest of the cell; {@code %%exercise 02-1 solution} shows a
 * solution instead.
 *
 * <p>The answer is compiled here, in memory, and runs in a JVM of its own. It sees itself and the library, but nothing
 * that other cells declare. The cell's thread waits for the check and answers an interrupt; then nothing of the check is
 * left.
 */
final class ExerciseMagic implements CellMagic<Object, BaseKernel> {

    private static final String SOLUTION = "solution";

    @Override
    public Object eval(BaseKernel kernel, List<String> arguments, String body)
            throws MagicException, InterruptedException {
        var exercise = exercise(arguments);
        return arguments.size() == 2 ? ExerciseView.ofSolution(exercise) : exercise.check(body);
    }

    private static Exercise exercise(List<String> arguments) throws MagicException {
        boolean isForm = arguments.size() == 1
                || (arguments.size() == 2 && arguments.get(1).equals(SOLUTION));
        if (!isForm) {
            throw new MagicException(
                    "Write %%exercise and the exercise's number, for instance %%exercise 02-1, and your class below; "
                            + "%%exercise 02-1 solution shows a solution.");
        }
        try {
            return Exercise.of(arguments.getFirst());
        } catch (IllegalArgumentException e) {
            throw new MagicException(e.getMessage(), e);
        }
    }
}
