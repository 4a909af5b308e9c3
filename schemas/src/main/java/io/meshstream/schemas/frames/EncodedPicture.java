package io.meshstream.schemas.frames;

import io.meshstream.schemas.PictureEncoding;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;

/**
 * A picture as it lies on the frames topic. Nobody has looked into it: it may be anything.
 *
 * @param encoding what its gateway says that the bytes are; empty for a bare file, which only its
 *     bytes tell about
 * @param rotation how far it must be turned once it is decoded
 * @param bytes the encoded bytes: a view of an array, between position and limit, which nobody may
 *     write to
 */
public record EncodedPicture(
    Optional<PictureEncoding> encoding, Rotation rotation, ByteBuffer bytes) {

  /** Checks that nothing is null. */
  public EncodedPicture {
    Objects.requireNonNull(encoding, "encoding");
    Objects.requireNonNull(rotation, "rotation");
    Objects.requireNonNull(bytes, "bytes");
  }

  /** Returns a bare file that is upright: a JPEG, a PNG or something else. */
  public static EncodedPicture file(byte[] bytes) {
    return new EncodedPicture(Optional.empty(), Rotation.NONE, ByteBuffer.wrap(bytes));
  }

  /** Returns what is left of it once its bytes have been given up. */
  public EncodedPicture withoutBytes() {
    return new EncodedPicture(encoding, rotation, ByteBuffer.allocate(0));
  }
}
