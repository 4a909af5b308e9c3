package io.meshstream.job.records;

import io.meshstream.schemas.CameraEvent;
import io.meshstream.schemas.EventKind;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.frames.TopicPosition;
import io.meshstream.vision.activity.ActivityEvent;
import io.meshstream.vision.activity.ActivityKind;
import java.util.Optional;

/**
 * Makes the events of cameras.
 *
 * <p>As with the record of a frame, nothing in an event comes from a clock.
 */
public final class EventRecords {

  /** What a message may have before it is cut: part of it may come from anyone. */
  static final int MESSAGE_LENGTH = 1000;

  private static final long NO_FRAME = -1;

  private EventRecords() {}

  /** Begins an event that happened with a frame, given the frame's record. */
  public static CameraEvent.Builder with(EventKind kind, FrameLandmarks frame) {
    return CameraEvent.newBuilder()
        .setCameraId(frame.getCameraId())
        .setKind(kind)
        .setEpoch(frame.getEpoch())
        .setSequence(frame.getSequence())
        .setCapturedAtMicros(frame.getCapturedAtMicros())
        .setPartition(frame.getSourcePartition())
        .setOffset(frame.getSourceOffset());
  }

  /**
   * Returns an event of what a face did.
   *
   * @param frame the record of the frame with which that was known
   */
  public static CameraEvent of(ActivityEvent event, long trackId, FrameLandmarks frame) {
    CameraEvent.Builder record = with(kind(event.kind()), frame).setTrackId(trackId);
    event.durationMicros().ifPresent(record::setDurationMicros);
    event.perclos().ifPresent(record::setPerclos);
    return record.build();
  }

  private static EventKind kind(ActivityKind kind) {
    return switch (kind) {
      case BLINK -> EventKind.BLINKED;
      case YAWN -> EventKind.YAWNED;
      case SPEAKING_STARTED -> EventKind.SPEAKING_STARTED;
      case SPEAKING_ENDED -> EventKind.SPEAKING_ENDED;
      case DROWSINESS_STARTED -> EventKind.DROWSINESS_STARTED;
      case DROWSINESS_ENDED -> EventKind.DROWSINESS_ENDED;
    };
  }

  /**
   * Returns the event of a record of the control topic that cannot be followed.
   *
   * @param camera the key of the record
   * @param message what is wrong with it, and what to do
   */
  public static CameraEvent refused(
      EventKind kind, String camera, TopicPosition record, String message) {
    return CameraEvent.newBuilder()
        .setCameraId(camera)
        .setKind(kind)
        .setEpoch(NO_FRAME)
        .setSequence(NO_FRAME)
        .setCapturedAtMicros(NO_FRAME)
        .setPartition(record.partition())
        .setOffset(record.offset())
        .setMessage(cut(message))
        .build();
  }

  /** Returns the place of the frame that an event happened with; empty if it did with none. */
  public static Optional<TopicPosition> frameOf(CameraEvent event) {
    return switch (event.getKind()) {
      case STARTED,
          RESUMED,
          RESTARTED,
          FACE_ENTERED,
          FACE_LEFT,
          SETTINGS_APPLIED,
          MODELS_APPLIED,
          BLINKED,
          YAWNED,
          SPEAKING_STARTED,
          SPEAKING_ENDED,
          DROWSINESS_STARTED,
          DROWSINESS_ENDED ->
          Optional.of(new TopicPosition(event.getPartition(), event.getOffset()));
      case STALLED, SETTINGS_REFUSED, MODELS_REFUSED, OTHER -> Optional.empty();
    };
  }

  private static String cut(String message) {
    return message.length() <= MESSAGE_LENGTH
        ? message
        : message.substring(0, MESSAGE_LENGTH) + "...";
  }
}
