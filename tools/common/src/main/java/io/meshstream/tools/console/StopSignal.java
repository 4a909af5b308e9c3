package io.meshstream.tools.console;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.utils.Signals;

/**
 * Lets a command that runs until it is told to stop, by Ctrl-C or a termination signal, end in good
 * order and with an exit code of its own.
 *
 * <p>The first signal tells the command to stop; what it still waits for then, the second one tells
 * it to leave; the third one ends the process. A command that never {@linkplain #listen listens}
 * ends at once, as any process does. Thread-safe.
 */
public final class StopSignal {

  /** Ctrl-C, the end asked for by another process, and the loss of the terminal. */
  private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

  private static final int ENDS_THE_PROCESS = 3;

  /** What shells report of a process that Ctrl-C ended: 128 and the signal's number. */
  private static final int EXIT_CODE_INTERRUPTED = 130;

  private final CountDownLatch raised = new CountDownLatch(1);
  private final AtomicInteger times = new AtomicInteger();

  /** What was done on each signal before. */
  private final Map<String, Object> before = new LinkedHashMap<>();

  /** Makes a signal that nothing listens to yet. */
  public StopSignal() {}

  /**
   * From now on, and until {@link #end} is called, signals do not end the process by themselves.
   */
  public synchronized void listen() {
    for (String signal : SIGNALS) {
      before.computeIfAbsent(signal, name -> Signals.register(name, this::received));
    }
  }

  private void received() {
    raise();
    if (times.get() >= ENDS_THE_PROCESS) {
      System.exit(EXIT_CODE_INTERRUPTED);
    }
  }

  /** Tells the command to stop, as a signal does. */
  public void raise() {
    times.incrementAndGet();
    raised.countDown();
  }

  /** Returns how often it was raised. */
  public int times() {
    return times.get();
  }

  /** Returns whether it was raised. */
  public boolean isRaised() {
    return times() > 0;
  }

  /**
   * Waits for the signal.
   *
   * @return whether it was raised within the time
   */
  public boolean await(Duration time) throws InterruptedException {
    return raised.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Says that the command has ended: from now on signals do what they did before. */
  public synchronized void end() {
    before.forEach(Signals::unregister);
    before.clear();
  }
}
