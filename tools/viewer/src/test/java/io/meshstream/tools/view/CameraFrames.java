package io.meshstream.tools.view;

import io.meshstream.schemas.frames.TopicPosition;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Makes frames as the viewer holds them, of which records are made elsewhere. */
final class CameraFrames {

  private CameraFrames() {}

  /** Makes the frame with a sequence, which lies at the place that its record names. */
  static CameraFrame frame(long sequence, int size, long arrivedMillis) {
    return new CameraFrame(
        new TopicPosition(0, sequence), Optional.of(picture((byte) sequence)), size, arrivedMillis);
  }

  /** Makes a picture of three bytes that all are the given one. */
  static PictureView picture(byte content) {
    ByteBuffer data = ByteBuffer.wrap(new byte[] {0, content, content, content, 0}, 1, 3);
    return new PictureView("image/jpeg", 1, 90, data);
  }
}
