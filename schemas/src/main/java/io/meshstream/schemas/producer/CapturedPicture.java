package io.meshstream.schemas.producer;

import io.meshstream.schemas.PictureEncoding;
import io.meshstream.schemas.frames.Rotation;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Objects;

/**
 * A picture as a camera gave it, not yet numbered.
 *
 * @param capturedAt when it was taken, by the clock of the gateway
 * @param encoding {@code JPEG} or {@code PNG}
 * @param width columns of pixels before rotation; 0: not stated
 * @param height rows of pixels before rotation; 0: not stated
 * @param rotation degrees clockwise by which it must be turned to be upright: 0, 90, 180 or 270
 * @param data the encoded bytes, between position and limit; not copied
 */
public record CapturedPicture(
    Instant capturedAt,
    PictureEncoding encoding,
    int width,
    int height,
    int rotation,
    ByteBuffer data) {

  /** Checks everything but the bytes, which may be anything. */
  public CapturedPicture {
    Objects.requireNonNull(capturedAt, "capturedAt");
    Objects.requireNonNull(encoding, "encoding");
    Objects.requireNonNull(data, "data");
    if (encoding != PictureEncoding.JPEG && encoding != PictureEncoding.PNG) {
      throw new IllegalArgumentException(
          "encoding: " + encoding + " (expected: JPEG or PNG); encode the picture as one of them");
    }
    if (width < 0 || height < 0) {
      throw new IllegalArgumentException(
          "picture size: " + width + "x" + height + " (expected: at least 0, which is unknown)");
    }
    if (!Rotation.isValid(rotation)) {
      throw new IllegalArgumentException(
          "rotation: " + rotation + " (expected: 0, 90, 180 or 270 degrees)");
    }
  }

  /** Returns an upright JPEG of unstated size that is taken now. */
  public static CapturedPicture jpeg(byte[] data) {
    return new CapturedPicture(Instant.now(), PictureEncoding.JPEG, 0, 0, 0, ByteBuffer.wrap(data));
  }

  /** Returns the same with its size stated. */
  public CapturedPicture withSize(int newWidth, int newHeight) {
    return new CapturedPicture(capturedAt, encoding, newWidth, newHeight, rotation, data);
  }

  /** Returns the same, to be turned clockwise by so many degrees. */
  public CapturedPicture withRotation(int degrees) {
    return new CapturedPicture(capturedAt, encoding, width, height, degrees, data);
  }

  /** Returns the same, taken at another time. */
  public CapturedPicture withCapturedAt(Instant time) {
    return new CapturedPicture(time, encoding, width, height, rotation, data);
  }
}
