package io.meshstream.job.vision;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Alarms that go off on a thread of their own, by the machine's monotonic clock. */
final class AlarmThread implements Alarms {

  private static final String THREAD_NAME = "meshstream-alarms";

  private final ScheduledThreadPoolExecutor timer;

  AlarmThread() {
    timer = new ScheduledThreadPoolExecutor(1, AlarmThread::newThread);
    // Nearly all are: without this they would pile up until their time has come.
    timer.setRemoveOnCancelPolicy(true);
  }

  private static Thread newThread(Runnable work) {
    Thread thread = new Thread(work, THREAD_NAME);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public Runnable set(Duration delay, Runnable action) {
    Future<?> alarm = timer.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> alarm.cancel(/* mayInterruptIfRunning= */ false);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = timer.awaitTermination(1, TimeUnit.DAYS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
