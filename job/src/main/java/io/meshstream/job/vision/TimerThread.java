package io.meshstream.job.vision;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Makes the calls on a thread of its own, by the machine's monotonic clock. */
final class TimerThread implements Timer {

  private static final String THREAD_NAME = "meshstream-timer";

  private final ScheduledThreadPoolExecutor executor;

  TimerThread() {
    executor = new ScheduledThreadPoolExecutor(1, TimerThread::newThread);
    // Nearly all are: without this they would pile up until their time has come.
    executor.setRemoveOnCancelPolicy(true);
  }

  private static Thread newThread(Runnable work) {
    Thread thread = new Thread(work, THREAD_NAME);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public Runnable schedule(Duration delay, Runnable action) {
    Future<?> call = executor.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> call.cancel(/* mayInterruptIfRunning= */ false);
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
