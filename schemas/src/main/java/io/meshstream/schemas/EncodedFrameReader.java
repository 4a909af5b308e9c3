package io.meshstream.schemas;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Decodes frames without copying their pictures: as {@link SingleObjectCodec#ofEncodedFrames()}
 * does, except that {@link EncodedFrame#getData()} is a view of the message.
 *
 * <p>That is for those who read a frame and are done with it while the message is still there. The
 * picture is by far the largest part of a message, and the last, so where it lies follows from its
 * length. Immutable and thread-safe.
 */
public final class EncodedFrameReader {

  private static final List<PictureEncoding> ENCODINGS = List.of(PictureEncoding.values());

  private final SingleObjectCodec<EncodedFrame> codec = SingleObjectCodec.ofEncodedFrames();

  /**
   * Decodes one message.
   *
   * @param message must not be changed as long as the frame is used
   * @throws MessageFormatException if the bytes are not one whole message of a known schema
   */
  public EncodedFrame read(byte[] message) {
    Objects.requireNonNull(message, "message");
    if (!codec.isCurrent(message)) {
      return codec.decode(message);
    }
    int payload = SingleObjectCodec.HEADER_SIZE;
    PayloadCheck.check(EncodedFrame.getClassSchema(), message, payload, message.length);
    try {
      return read(
          message,
          DecoderFactory.get()
              .binaryDecoder(message, payload, message.length - payload, /* reuse= */ null));
    } catch (IOException e) {
      throw new IllegalStateException("a payload that was checked cannot be read", e);
    }
  }

  private static EncodedFrame read(byte[] message, BinaryDecoder fields) throws IOException {
    String cameraId = fields.readString();
    long epoch = fields.readLong();
    long sequence = fields.readLong();
    long capturedAtMicros = fields.readLong();
    PictureEncoding encoding = ENCODINGS.get(fields.readEnum());
    int width = fields.readInt();
    int height = fields.readInt();
    int rotation = fields.readInt();
    int length = (int) fields.readLong();
    ByteBuffer data = ByteBuffer.wrap(message, message.length - length, length).slice();
    return new EncodedFrame(
        cameraId, epoch, sequence, capturedAtMicros, encoding, width, height, rotation, data);
  }
}
