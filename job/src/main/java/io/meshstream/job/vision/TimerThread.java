package io.meshstream.job.vision;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Makes the calls on a thread of its own, by the machine's monotonic clock. */
final class TimerThread implements Timer {

  private static final String THREAD_NAME = "meshstream-timer";

  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(TimerThread::newThread);
  private final PendingCalls calls = new PendingCalls(System::nanoTime, this::wakeAfter);

  @SuppressWarnings("FutureReturnValueIgnored") // Nobody asks for it.
  private void wakeAfter(long delayNanos, Runnable wake) {
    executor.schedule(wake, delayNanos, TimeUnit.NANOSECONDS);
  }

  private static Thread newThread(Runnable work) {
    Thread thread = new Thread(work, THREAD_NAME);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public Runnable schedule(Duration delay, Runnable action) {
    return calls.add(delay.toNanos(), action);
  }

  @Override
  public void close() {
    executor.shutdownNow();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = executor.awaitTermination(1, TimeUnit.DAYS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
