package io.meshstream.job.tracking;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.apache.flink.util.function.BiConsumerWithException;

/** The processing time timers of a simulated subtask. */
final class SimulatedTimers implements InternalTimerService<VoidNamespace> {

  private final KeyContext keys;
  private final Clock clock;
  private final TreeSet<Timer> timers =
      new TreeSet<>(Comparator.comparingLong(Timer::millis).thenComparing(Timer::camera));

  /** When a timer of a camera is due. */
  record Timer(String camera, long millis) {}

  SimulatedTimers(KeyContext keys, Clock clock, List<Timer> restored) {
    this.keys = keys;
    this.clock = clock;
    timers.addAll(restored);
  }

  /** Takes the next timer that is due, whose camera is set then. */
  Optional<String> takeDue() {
    if (timers.isEmpty() || timers.first().millis() > clock.millis()) {
      return Optional.empty();
    }
    Timer timer = timers.pollFirst();
    keys.setCurrentKey(timer.camera());
    return Optional.of(timer.camera());
  }

  List<Timer> all() {
    return List.copyOf(timers);
  }

  @Override
  public long currentProcessingTime() {
    return clock.millis();
  }

  @Override
  public void registerProcessingTimeTimer(VoidNamespace namespace, long time) {
    timers.add(new Timer((String) keys.getCurrentKey(), time));
  }

  @Override
  public void deleteProcessingTimeTimer(VoidNamespace namespace, long time) {
    timers.remove(new Timer((String) keys.getCurrentKey(), time));
  }

  @Override
  public void forEachProcessingTimeTimer(
      BiConsumerWithException<VoidNamespace, Long, Exception> consumer) throws Exception {
    for (Timer timer : new ArrayList<>(timers)) {
      keys.setCurrentKey(timer.camera());
      consumer.accept(VoidNamespace.INSTANCE, timer.millis());
    }
  }

  @Override
  public long currentWatermark() {
    throw noEventTime();
  }

  @Override
  public void initializeWatermark(long watermark) {
    throw noEventTime();
  }

  @Override
  public void registerEventTimeTimer(VoidNamespace namespace, long time) {
    throw noEventTime();
  }

  @Override
  public void deleteEventTimeTimer(VoidNamespace namespace, long time) {
    throw noEventTime();
  }

  @Override
  public void forEachEventTimeTimer(
      BiConsumerWithException<VoidNamespace, Long, Exception> consumer) {
    throw noEventTime();
  }

  private static UnsupportedOperationException noEventTime() {
    return new UnsupportedOperationException("event time has no part in a simulation");
  }
}
