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

  private final RecordCodec<EncodedFrame> codec;

  /** Reads single-object encoding. */
  public EncodedFrameReader() {
    this(SingleObjectCodec.ofEncodedFrames());
  }

  /** Reads what a codec reads. */
  public EncodedFrameReader(RecordCodec<EncodedFrame> codec) {
    this.codec = Objects.requireNonNull(codec, "codec");
  }

  /**
   * Decodes one message.
   *
   * @param message must not be changed as long as the frame is used
   * @throws MessageFormatException as {@link RecordCodec#decode(byte[])}
   * @throws io.meshstream.schemas.registry.RegistryException likewise
   */
  public EncodedFrame read(byte[] message) {
    Objects.requireNonNull(message, "message");
    int payload = currentPayload(message);
    if (payload < 0) {
      return codec.decode(message);
    }
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

  private int currentPayload(byte[] message) {
    return codec instanceof ConfluentCodec<EncodedFrame> confluent
        ? confluent.currentPayload(message)
        : ((SingleObjectCodec<EncodedFrame>) codec).currentPayload(message);
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
