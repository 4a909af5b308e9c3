package io.meshstream.tools.view;

import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.frames.TopicPosition;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Brings the records of one camera together with its frames.
 *
 * <p>Every record names the place of its frame, whatever the format of the frames, so that is what
 * they are joined by. What is shown never goes back in time. Not thread-safe.
 */
final class CameraJoin {

  private final JoinLimits limits;
  private final Consumer<ShownFrame> shown;
  private final CameraTally tally;
  private final ArrivalTimes arrivals;

  private final Map<TopicPosition, CameraFrame> frames = new LinkedHashMap<>();
  private final Map<TopicPosition, WaitingRecord> records = new LinkedHashMap<>();
  private long bytes;
  private FrameLandmarks newest;
  private FrameLandmarks newestShown;

  /**
   * @param arrivals when the frames of all cameras were read
   */
  CameraJoin(JoinLimits limits, ArrivalTimes arrivals, long nowMillis, Consumer<ShownFrame> shown) {
    this.limits = limits;
    this.arrivals = arrivals;
    this.shown = shown;
    this.tally = new CameraTally(nowMillis);
  }

  CameraTally tally() {
    return tally;
  }

  /** Bytes of the frames that wait. */
  long bytes() {
    return bytes;
  }

  void frame(CameraFrame frame, long nowMillis) {
    tally.frame(nowMillis);
    WaitingRecord record = records.remove(frame.position());
    if (record != null) {
      show(record.landmarks(), frame.picture(), record.arrivedAtMicros());
      return;
    }
    CameraFrame before = frames.remove(frame.position());
    bytes += frame.size() - (before == null ? 0 : before.size());
    frames.put(frame.position(), frame);
    while (frames.size() > limits.framesPerCamera() || bytes > limits.bytesPerCamera()) {
      dropOldestFrame();
    }
  }

  void record(FrameLandmarks landmarks, long nowMillis, long nowMicros) {
    if (newest != null && !isLater(landmarks, newest)) {
      tally.repeated++;
      return;
    }
    newest = landmarks;
    tally.record(landmarks.getStatus(), nowMillis);
    measure(landmarks, nowMillis);
    CameraFrame frame = frames.remove(TopicPosition.of(landmarks));
    if (frame != null) {
      bytes -= frame.size();
      show(landmarks, frame.picture(), nowMicros);
      return;
    }
    records.put(TopicPosition.of(landmarks), new WaitingRecord(landmarks, nowMillis, nowMicros));
    if (records.size() > limits.recordsPerCamera()) {
      showOldestRecord();
    }
  }

  /** By what is seen: frames that the job skips come to nobody late. */
  private void measure(FrameLandmarks landmarks, long nowMillis) {
    if (landmarks.getStatus() != FrameStatus.SHED) {
      long frameMillis = arrivals.at(TopicPosition.of(landmarks)).orElse(nowMillis);
      tally.lateness.record(landmarks, frameMillis, nowMillis);
    }
  }

  /**
   * Forgets what waits and what was shown: places on a topic that is made anew mean other things.
   */
  void beginAnew() {
    frames.clear();
    records.clear();
    bytes = 0;
    newest = null;
    newestShown = null;
  }

  /** Gives up what has waited for too long. */
  void expire(long nowMillis) {
    while (!records.isEmpty()
        && nowMillis - oldestRecord().arrivedMillis() >= limits.recordAge().toMillis()) {
      showOldestRecord();
    }
    while (!frames.isEmpty()
        && nowMillis - frames.values().iterator().next().arrivedMillis()
            >= limits.frameAge().toMillis()) {
      dropOldestFrame();
    }
  }

  void dropOldestFrame() {
    Iterator<CameraFrame> oldest = frames.values().iterator();
    bytes -= oldest.next().size();
    oldest.remove();
    tally.framesWithoutRecord++;
  }

  private WaitingRecord oldestRecord() {
    return records.values().iterator().next();
  }

  private void showOldestRecord() {
    WaitingRecord record = oldestRecord();
    records.remove(TopicPosition.of(record.landmarks()));
    tally.recordsWithoutFrame++;
    show(record.landmarks(), Optional.empty(), record.arrivedAtMicros());
  }

  private void show(FrameLandmarks landmarks, Optional<PictureView> picture, long arrivedMicros) {
    if (newestShown == null || isLater(landmarks, newestShown)) {
      newestShown = landmarks;
      shown.accept(new ShownFrame(landmarks, picture, arrivedMicros));
    }
  }

  /** By place; or by time, for when the camera moved to another partition or the topic is new. */
  private static boolean isLater(FrameLandmarks record, FrameLandmarks than) {
    boolean samePartition = record.getSourcePartition() == than.getSourcePartition();
    return (samePartition && record.getSourceOffset() > than.getSourceOffset())
        || record.getCapturedAtMicros() > than.getCapturedAtMicros();
  }

  /** A record that came before its frame: the two topics are read side by side. */
  private record WaitingRecord(
      FrameLandmarks landmarks, long arrivedMillis, long arrivedAtMicros) {}
}
