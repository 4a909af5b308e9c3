package io.meshstream.schemas;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * What makes an event of a camera the same after a restart or a replay: use it as the key when
 * repeated events are to be dropped.
 *
 * @param cameraId identifier of the camera; an asterisk where it is about all cameras
 * @param kind what happened
 * @param epoch epoch of the frame with which it happened; -1 where none is concerned
 * @param sequence number of that frame within its epoch; -1 where none is concerned
 * @param trackId number of the track, where it is about one
 * @param partition partition of the record with which it happened
 * @param offset offset of that record in its partition
 */
public record EventIdentity(
    String cameraId,
    EventKind kind,
    long epoch,
    long sequence,
    OptionalLong trackId,
    int partition,
    long offset) {

  /** Checks only that camera and kind are named: numbers are taken as the topic has them. */
  public EventIdentity {
    Objects.requireNonNull(cameraId, "cameraId");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(trackId, "trackId");
  }

  /** Returns the identity of an event. */
  public static EventIdentity of(CameraEvent event) {
    return new EventIdentity(
        event.getCameraId(),
        event.getKind(),
        event.getEpoch(),
        event.getSequence(),
        event.getTrackId() == null ? OptionalLong.empty() : OptionalLong.of(event.getTrackId()),
        event.getPartition(),
        event.getOffset());
  }
}
