package interleave.kernel;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.function.Supplier;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.ContentType;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishError;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteInput;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;

/** A connection that folds the errors of cells on their way out, in the cell's output and in the reply alike. */
final class FoldingConnection extends JupyterConnection {

    private final Supplier<ErrorFolder> folder;

    /**
     * @param folder asked when the first error leaves, which is after the kernel was built
     */
    FoldingConnection(KernelConnectionProperties properties, Supplier<ErrorFolder> folder)
            throws NoSuchAlgorithmException, InvalidKeyException {
        super(properties);
        this.folder = folder;
    }

    @Override
    public ShellReplyEnvironment prepareReplyEnv(ShellChannel shell, MessageContext context) {
        return new FoldingEnvironment(shell, context);
    }

    /** The replies to one request; used by the one thread that handles it. */
    private final class FoldingEnvironment extends ShellReplyEnvironment {

        private PublishError published;
        private int executionCount;

        FoldingEnvironment(ShellChannel shell, MessageContext context) {
            super(shell, stdin, iopub, context);
        }

        @Override
        @SuppressWarnings("unchecked") // T is PublishError where the cast is made
        public <T extends ContentType<T>> void publish(T content) {
            if (content instanceof PublishExecuteInput input) {
                executionCount = input.getCount();
            }
            if (content instanceof PublishError error) {
                published = folder.get().fold(error);
                super.publish((T) published);
            } else {
                super.publish(content);
            }
        }

        @Override
        public void replyError(MessageType<?> type, ErrorReply error) {
            if (published == null) {
                super.replyError(type, error);
                return;
            }
            ErrorReply folded =
                    new ErrorReply(published.getErrorName(), published.getErrorMessage(), published.getStacktrace());
            folded.setExecutionCount(executionCount);
            super.replyError(type, folded);
        }
    }
}
