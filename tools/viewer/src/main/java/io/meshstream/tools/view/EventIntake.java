package io.meshstream.tools.view;

import io.meshstream.schemas.CameraEvent;
import io.meshstream.schemas.MessageFormatException;
import io.meshstream.schemas.RecordCodec;
import io.meshstream.schemas.RecordCodecs;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.frames.CameraId;
import io.meshstream.schemas.registry.RegistryException;
import java.util.Optional;

/** Reads events, and refuses those that are too long to be shown. */
final class EventIntake {

  static final int MAX_BYTES = 16 * 1024;

  private final RecordCodec<CameraEvent> codec;

  EventIntake(RecordCodecs codecs) {
    this.codec = codecs.reading(SingleObjectCodec.ofCameraEvents());
  }

  /**
   * Reads one event.
   *
   * @param value the record's value; may be null
   * @return empty if it cannot be shown
   */
  Optional<CameraEvent> read(byte[] value) {
    if (value == null || value.length > MAX_BYTES) {
      return Optional.empty();
    }
    try {
      return Optional.of(codec.decode(value))
          .filter(event -> CameraId.isOfKey(event.getCameraId()));
    } catch (MessageFormatException | RegistryException e) {
      return Optional.empty();
    }
  }
}
