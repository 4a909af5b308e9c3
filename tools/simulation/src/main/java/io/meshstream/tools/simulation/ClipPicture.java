package io.meshstream.tools.simulation;

import io.meshstream.schemas.PictureEncoding;
import java.nio.ByteBuffer;

/**
 * A picture as a camera would send it.
 *
 * @param encoding how its bytes are to be decoded
 * @param width columns of pixels; 0: not stated
 * @param height rows of pixels; 0: not stated
 * @param data the encoded bytes, read-only
 */
public record ClipPicture(PictureEncoding encoding, int width, int height, ByteBuffer data) {

  /** Makes the bytes read-only. */
  public ClipPicture {
    data = data.asReadOnlyBuffer();
  }

  @Override
  public ByteBuffer data() {
    return data.duplicate();
  }
}
