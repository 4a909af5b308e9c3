package io.meshstream.tools.console;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command that runs until it is told to stop, by Ctrl-C or a termination signal, end in good
 * order and with an exit code of its own.
 *
 * <p>A command that never {@linkplain #listen listens} ends at once, as any process does.
 * Thread-safe.
 */
public final class StopSignal {

  private static final Duration TIME_TO_END = Duration.ofSeconds(90);

  private final CountDownLatch raised = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  private volatile boolean processEnds;

  /** A signal that nothing listens to yet. */
  public StopSignal() {}

  /** From now on the end of the process waits, up to 90 seconds, until {@link #end} is called. */
  public void listen() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::onShutdown, "stop-signal"));
  }

  private void onShutdown() {
    processEnds = true;
    raise();
    try {
      boolean inTime = ended.await(TIME_TO_END.toSeconds(), TimeUnit.SECONDS);
      if (!inTime) {
        Runtime.getRuntime().halt(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells the command to stop. */
  public void raise() {
    raised.countDown();
  }

  /**
   * Waits for the signal.
   *
   * @return whether it was raised within the time
   */
  public boolean await(Duration time) throws InterruptedException {
    return raised.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Says that the command has ended and cleaned up after itself. If the process is about to end, it
   * ends here: its exit code was fixed when the signal came, and only halting can still change it.
   */
  public void end(int exitCode) {
    if (processEnds) {
      Runtime.getRuntime().halt(exitCode);
    }
    ended.countDown();
  }
}
