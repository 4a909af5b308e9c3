package io.meshstream.vision.image;

import java.util.Objects;

/**
 * The bytes of an encoded picture: a view of a part of an array.
 *
 * @param data the array
 * @param offset index of the first byte
 * @param length number of bytes
 * @param format what the first bytes say they are
 */
record EncodedBytes(byte[] data, int offset, int length, PictureFormat format) {

  static EncodedBytes of(byte[] data, int offset, int length) throws PictureException {
    Objects.checkFromIndexSize(offset, length, data.length);
    return new EncodedBytes(data, offset, length, PictureFormat.of(data, offset, length));
  }
}
