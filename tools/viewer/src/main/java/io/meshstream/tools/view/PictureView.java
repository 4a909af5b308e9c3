package io.meshstream.tools.view;

import java.nio.ByteBuffer;

/**
 * An encoded picture and how it must be turned.
 *
 * @param mediaType of the encoding, for instance {@code image/jpeg}
 * @param orientation EXIF orientation that the picture itself states, 1 to 8; landmarks take no
 *     notice of it, but browsers apply it, so it must be undone
 * @param rotation degrees clockwise by which the picture must be turned to be upright
 * @param data the encoded bytes
 */
record PictureView(String mediaType, int orientation, int rotation, ByteBuffer data) {

  static final int UPRIGHT = 1;

  @Override
  public ByteBuffer data() {
    return data.duplicate();
  }
}
