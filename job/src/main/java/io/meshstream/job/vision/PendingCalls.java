package io.meshstream.job.vision;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Calls that are to be made at some time unless they are cancelled before, as nearly all are: so
 * that none of these costs a wake-up, it is woken for the first call only, and looks then which of
 * those that have come since is the next.
 *
 * <p>Thread-safe.
 */
final class PendingCalls {

  /** Wakes this class up. */
  @FunctionalInterface
  interface Alarm {

    /** Has something run after some time, on a thread of its own. */
    void set(long delayNanos, Runnable wake);
  }

  private final LongSupplier ticker;
  private final Alarm alarm;
  private final Set<Call> calls = ConcurrentHashMap.newKeySet();

  // Guarded by this.

  /** Counts alarms: only the newest is still of interest. */
  private int alarms;

  private boolean isAlarmSet;
  private long alarmNanos;

  /** One call. Identity, not content, tells two apart. */
  private static final class Call {
    private final long dueNanos;
    private final Runnable action;

    private Call(long dueNanos, Runnable action) {
      this.dueNanos = dueNanos;
      this.action = action;
    }
  }

  /**
   * @param ticker nanoseconds since some moment
   */
  PendingCalls(LongSupplier ticker, Alarm alarm) {
    this.ticker = ticker;
    this.alarm = alarm;
  }

  /** Adds a call; returns what cancels it. */
  Runnable add(long delayNanos, Runnable action) {
    Call call = new Call(ticker.getAsLong() + delayNanos, action);
    calls.add(call);
    wakeBy(call.dueNanos);
    return () -> calls.remove(call);
  }

  private synchronized void wakeBy(long nanos) {
    if (isAlarmSet && alarmNanos - nanos <= 0) {
      return;
    }
    isAlarmSet = true;
    alarmNanos = nanos;
    alarms++;
    int number = alarms;
    alarm.set(Math.max(0, nanos - ticker.getAsLong()), () -> wake(number));
  }

  private void wake(int number) {
    if (!isCurrent(number)) {
      return;
    }
    long now = ticker.getAsLong();
    long nextNanos = Long.MAX_VALUE;
    List<Call> due = new ArrayList<>();
    for (Call call : calls) {
      long left = call.dueNanos - now;
      if (left > 0) {
        nextNanos = Math.min(nextNanos, left);
      } else {
        due.add(call);
      }
    }
    if (nextNanos != Long.MAX_VALUE) {
      wakeBy(now + nextNanos);
    }
    for (Call call : due) {
      if (calls.remove(call)) {
        call.action.run();
      }
    }
  }

  /** A call that comes from here on sets an alarm of its own. */
  private synchronized boolean isCurrent(int number) {
    if (number != alarms) {
      return false;
    }
    isAlarmSet = false;
    return true;
  }
}
