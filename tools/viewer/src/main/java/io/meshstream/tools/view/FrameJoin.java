package io.meshstream.tools.view;

import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.frames.TopicPosition;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Brings records and frames of all cameras together, in bounded memory.
 *
 * <p>Times in milliseconds are on any clock that never jumps; it is passed in. Not thread-safe.
 */
final class FrameJoin {

  private final JoinLimits limits;
  private final Consumer<ShownFrame> shown;
  private final ArrivalTimes arrivals = new ArrivalTimes();
  private final Map<String, CameraJoin> cameras = new TreeMap<>();
  private long hidden;

  /**
   * @param shown is given what can be shown, in order for each camera
   */
  FrameJoin(JoinLimits limits, Consumer<ShownFrame> shown) {
    this.limits = limits;
    this.shown = shown;
  }

  /** Is told of the first frame of a partition that will be read: those before it came earlier. */
  void begin(TopicPosition first, long nowMillis) {
    arrivals.note(new TopicPosition(first.partition(), first.offset() - 1), nowMillis);
  }

  /** Takes a frame; it waits for its record. */
  void frame(String camera, CameraFrame frame, long nowMillis) {
    arrivals.note(frame.position(), nowMillis);
    Optional<CameraJoin> join = camera(camera, nowMillis);
    join.ifPresent(each -> each.frame(frame, nowMillis));
    while (bytes() > limits.totalBytes()) {
      largest().dropOldestFrame();
    }
  }

  /**
   * Takes a record, which is shown with its frame, or without if that does not come soon.
   *
   * @param nowMicros microseconds since 1970
   */
  void record(FrameLandmarks landmarks, long nowMillis, long nowMicros) {
    Optional<CameraJoin> join = camera(landmarks.getCameraId(), nowMillis);
    join.ifPresent(each -> each.record(landmarks, nowMillis, nowMicros));
  }

  /** Gives up what has waited for too long. To be called a few times a second. */
  void expire(long nowMillis) {
    cameras.values().forEach(each -> each.expire(nowMillis));
  }

  /** Is told that a topic is no longer the one that was read so far, though its name is. */
  void beginAnew() {
    arrivals.clear();
    cameras.values().forEach(CameraJoin::beginAnew);
  }

  /** Returns the names of the cameras. */
  Set<String> cameras() {
    return Set.copyOf(cameras.keySet());
  }

  /** Visits the cameras in the order of their names. */
  void forEach(BiConsumer<String, CameraTally> visitor) {
    cameras.forEach((camera, join) -> visitor.accept(camera, join.tally()));
  }

  /** Returns how many frames and records there were of cameras for which there is no room. */
  long hidden() {
    return hidden;
  }

  /** Bytes of all frames that wait. */
  long bytes() {
    return cameras.values().stream().mapToLong(CameraJoin::bytes).sum();
  }

  private CameraJoin largest() {
    return cameras.values().stream().max(Comparator.comparingLong(CameraJoin::bytes)).orElseThrow();
  }

  private Optional<CameraJoin> camera(String name, long nowMillis) {
    CameraJoin known = cameras.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    if (cameras.size() >= limits.cameras() && !forgetIdle(nowMillis)) {
      hidden++;
      return Optional.empty();
    }
    CameraJoin created = new CameraJoin(limits, arrivals, nowMillis, shown);
    cameras.put(name, created);
    return Optional.of(created);
  }

  /** A stranger must not be able to push cameras out that work. */
  private boolean forgetIdle(long nowMillis) {
    String quietest =
        cameras.entrySet().stream()
            .max(Comparator.comparingLong(entry -> entry.getValue().tally().idleMillis(nowMillis)))
            .orElseThrow()
            .getKey();
    boolean isIdle =
        cameras.get(quietest).tally().idleMillis(nowMillis) >= limits.idle().toMillis();
    if (isIdle) {
      cameras.remove(quietest);
    }
    return isIdle;
  }
}
