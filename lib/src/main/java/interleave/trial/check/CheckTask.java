package interleave.trial.check;

import java.util.function.Consumer;

/**
 * A check as it runs in the child JVM of a {@link CheckJvm}. The class is one of the library's, with a constructor
 * without parameters, and is made anew for each check.
 */
@FunctionalInterface
public interface CheckTask {

    /**
     * A folder of the class path, in the folder of temporary files: for a tool that finds classes only by name. Who writes
     * a class into it gives it a name that no other check of the child's life uses.
     */
    String CLASSES = "classes";

    /**
     * Checks classes. It may do anything: whatever it leaves running is ended, and so is it at its deadline. Its thread
     * has the loader of the given classes as its context class loader.
     *
     * @param given loads the classes that came with the check, before those of the same name on the class path; made for
     *     this check, so nothing static in them is left from another one
     * @param argument what {@link CheckJvm#run} was given
     * @param progress takes what the check does now, in words: the last is told if it does not end
     * @return what it found
     * @throws Exception if it cannot check; its class and message are told
     */
    String run(ClassLoader given, String argument, Consumer<String> progress) throws Exception;
}
