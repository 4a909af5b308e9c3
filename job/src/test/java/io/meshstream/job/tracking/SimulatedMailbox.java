package io.meshstream.job.tracking;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.function.ThrowingRunnable;

/** The mailbox of a simulated task, which has no thread of its own. */
final class SimulatedMailbox implements MailboxExecutor {

  private final Queue<ThrowingRunnable<? extends Exception>> mails = new ArrayDeque<>();
  private final Runnable others;

  private int depth;
  private boolean closed;

  /** Fails a task with an exception that is checked, as Flink's mailbox does. */
  static final class MailFailure extends FlinkRuntimeException {
    private static final long serialVersionUID = 1L;

    MailFailure(Exception cause) {
      super(cause);
    }
  }

  /**
   * @param others does something of what other threads might do meanwhile, while the task waits
   */
  SimulatedMailbox(Runnable others) {
    this.others = others;
  }

  @Override
  public void execute(
      MailOptions options,
      ThrowingRunnable<? extends Exception> mail,
      String description,
      Object... arguments) {
    if (closed) {
      throw new RejectedExecutionException("the task has ended");
    }
    mails.add(mail);
  }

  @Override
  public void yield() {
    while (mails.isEmpty()) {
      others.run();
    }
    depth++;
    tryYield();
    depth--;
  }

  @Override
  public boolean tryYield() {
    ThrowingRunnable<? extends Exception> mail = mails.poll();
    if (mail == null) {
      return false;
    }
    try {
      mail.run();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new MailFailure(e);
    }
    return true;
  }

  @Override
  public boolean shouldInterrupt() {
    return !mails.isEmpty();
  }

  /** Tells whether the task waits, and only takes in what others have done. */
  boolean isYielding() {
    return depth > 0;
  }

  boolean isEmpty() {
    return mails.isEmpty();
  }

  void close() {
    closed = true;
    mails.clear();
  }
}
