package io.meshstream.job.tracking;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.flink.runtime.metrics.TimerGauge;
import org.apache.flink.runtime.metrics.groups.TaskIOMetricGroup;

/**
 * Has Flink report a task as busy for as long as the engine's threads are: its own thread, by which
 * Flink goes, mostly waits for them. What scales jobs looks at {@code busyTimeMsPerSecond}, and
 * takes the rate of records divided by it for what a task could do; by its own thread alone that
 * would be many times too much, until the engine is full and frames wait.
 *
 * <p>Flink reports as busy what is neither idle nor back-pressured. So while the engine has been
 * busier than the task is reported to be, time in which the task waits for frames that are being
 * analysed is not counted as idle. A task that is busier than the engine, with its own work, is
 * reported as busy as it is; one that has no frame being analysed is idle.
 *
 * <p>Called by Flink when idle times begin and end, which is on the task's thread in general, under
 * the lock of the gauge.
 */
final class BusyTime implements TimerGauge.StartStopListener {

  /** What is not settled by then never is: the gauge shows a minute. */
  private static final long MAX_BALANCE = TimeUnit.SECONDS.toNanos(1);

  private final TimerGauge idle;
  private final LongSupplier notBusyMillis;
  private final LongSupplier engineNanos;
  private final BooleanSupplier waitsForEngine;
  private final Ticker ticker;

  private long lastNanos;
  private long lastNotBusyMillis;
  private long lastEngineNanos;

  /** For how much longer the engine has been busy than the task is reported to be. */
  private long balance;

  /**
   * @param task the gauges of the task
   * @param engineNanos for how long the engine has been busy, as {@code VisionEngine.busyNanos}
   * @param waitsForEngine whether frames of the task are being analysed
   */
  BusyTime(
      TaskIOMetricGroup task,
      LongSupplier engineNanos,
      BooleanSupplier waitsForEngine,
      Ticker ticker) {
    this(
        task.getIdleTimeMsPerSecond(),
        () ->
            task.getIdleTimeMsPerSecond().getAccumulatedCount()
                + task.getAccumulatedBackPressuredTimeMs(),
        engineNanos,
        waitsForEngine,
        ticker);
  }

  BusyTime(
      TimerGauge idle,
      LongSupplier notBusyMillis,
      LongSupplier engineNanos,
      BooleanSupplier waitsForEngine,
      Ticker ticker) {
    this.idle = idle;
    this.notBusyMillis = notBusyMillis;
    this.engineNanos = engineNanos;
    this.waitsForEngine = waitsForEngine;
    this.ticker = ticker;
    settle();
    this.balance = 0;
    idle.registerListener(this);
  }

  /** Ends the idle time that begins, if it is to count as busy. */
  @Override
  public void markStart() {
    settle();
    if (balance > 0 && waitsForEngine.getAsBoolean()) {
      idle.markEnd();
    }
  }

  @Override
  public void markEnd() {}

  /** Leaves the gauge to Flink again. */
  void close() {
    idle.unregisterListener(this);
  }

  private void settle() {
    long nanos = ticker.nanos();
    long notBusy = notBusyMillis.getAsLong();
    long engine = engineNanos.getAsLong();
    long reported =
        (nanos - lastNanos) - TimeUnit.MILLISECONDS.toNanos(notBusy - lastNotBusyMillis);
    balance = balance + (engine - lastEngineNanos) - reported;
    balance = Math.max(-MAX_BALANCE, Math.min(MAX_BALANCE, balance));
    lastNanos = nanos;
    lastNotBusyMillis = notBusy;
    lastEngineNanos = engine;
  }
}
