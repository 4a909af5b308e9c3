package io.meshstream.schemas.frames;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.MessageFormatException;
import io.meshstream.schemas.PictureEncoding;
import io.meshstream.schemas.SingleObjectCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Parses whatever records a fuzzer comes up with, in both formats: each is a frame or is rejected
 * with a reason, under an identity that no other frame has.
 */
class FrameParserFuzzTest {

  private static final int MAX_PICTURE_BYTES = 1000;
  private static final int PARTITION = 3;
  private static final long OFFSET = 77;
  private static final int OPTIONS = 2;

  private static final SingleObjectCodec<EncodedFrame> CODEC = SingleObjectCodec.ofEncodedFrames();

  private final FrameParser avro = new FrameParser(FrameFormat.AVRO, MAX_PICTURE_BYTES);
  private final FrameParser raw = new FrameParser(FrameFormat.RAW, MAX_PICTURE_BYTES);

  static Stream<byte[]> seeds() {
    return Stream.of(PictureEncoding.values())
        .map(
            encoding ->
                EncodedFrame.newBuilder()
                    .setCameraId("cam")
                    .setEpoch(3)
                    .setSequence(7)
                    .setCapturedAtMicros(99)
                    .setEncoding(encoding)
                    .setWidth(1)
                    .setHeight(2)
                    .setRotation(90)
                    .setData(ByteBuffer.wrap(new byte[] {1, 2, 3}))
                    .build())
        .map(CODEC::encode)
        .map(
            message -> {
              byte[] key = "cam".getBytes(StandardCharsets.UTF_8);
              return ByteBuffer.allocate(OPTIONS + key.length + message.length)
                  .put((byte) 0)
                  .put((byte) key.length)
                  .put(key)
                  .put(message)
                  .array();
            });
  }

  /** Takes a byte for the format and one for the length of the key, then key and value. */
  @MethodSource("seeds")
  @FuzzTest(maxDuration = "10m")
  void anyRecordIsAFrameOrRejected(byte[] input) {
    if (input.length < OPTIONS) {
      return;
    }
    int keyEnd = Math.min(input.length, OPTIONS + (input[1] & 0xff));
    String camera = CameraId.ofKey(Arrays.copyOfRange(input, OPTIONS, keyEnd));
    byte[] value = Arrays.copyOfRange(input, keyEnd, input.length);
    SourceFrame source = new SourceFrame(camera, PARTITION, OFFSET, 1, value);
    boolean isAvro = (input[0] & 1) == 0;
    ParsedFrame parsed = (isAvro ? avro : raw).parse(source);
    require(parsed.header().camera().equals(camera), "another camera: " + parsed);
    if (parsed instanceof ParsedFrame.Invalid invalid) {
      checkRejected(invalid);
    } else if (parsed instanceof ParsedFrame.Valid frame) {
      ByteBuffer picture = frame.picture().bytes();
      require(picture.remaining() <= MAX_PICTURE_BYTES, "too large: " + frame);
      require(frame.header().isIdentified(), "a frame without identity: " + frame);
      if (!isAvro) {
        require(picture.equals(ByteBuffer.wrap(value)), "another picture");
      }
    }
    if (isAvro && !camera.isEmpty() && value.length > 0 && !CameraId.isTooLong(camera)) {
      checkAgainstCodec(parsed, value);
    }
  }

  private static void checkRejected(ParsedFrame.Invalid invalid) {
    FrameHeader header = invalid.header();
    require(
        header.isIdentified() || (header.epoch() == -1 - PARTITION && header.sequence() == OFFSET),
        "an identity that another frame may have: " + header);
    String message = invalid.rejection().message();
    require(
        !message.isBlank() && message.length() <= Rejection.MAX_MESSAGE_LENGTH,
        "message of %d characters".formatted(message.length()));
  }

  /** The codec copies the picture, and is another way to the same frame. */
  private static void checkAgainstCodec(ParsedFrame parsed, byte[] value) {
    Optional<EncodedFrame> decoded;
    try {
      decoded = Optional.of(CODEC.decode(value));
    } catch (MessageFormatException e) {
      decoded = Optional.empty();
    }
    boolean unreadable =
        parsed instanceof ParsedFrame.Invalid invalid
            && invalid.rejection().reason() == RejectReason.MESSAGE_UNREADABLE;
    require(unreadable == decoded.isEmpty(), parsed + ", but the codec has " + decoded);
    if (parsed instanceof ParsedFrame.Valid frame) {
      EncodedFrame same = decoded.orElseThrow();
      require(frame.picture().bytes().equals(same.getData()), "another picture");
      require(
          frame.header().epoch() == same.getEpoch()
              && frame.header().sequence() == same.getSequence()
              && frame.header().capturedAtMicros() == same.getCapturedAtMicros(),
          frame + " is not " + same);
    }
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError(otherwise);
    }
  }
}
