package io.meshstream.schemas.frames;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.PictureEncoding;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.testing.TestingRecords;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameParserTest {

  private static final long TIMESTAMP_MILLIS = 1_700_000_000_000L;
  private static final byte[] PICTURE = {1, 2, 3, 4};

  private final FrameParser avro = new FrameParser(FrameFormat.AVRO, PICTURE.length);
  private final FrameParser raw = new FrameParser(FrameFormat.RAW, PICTURE.length);

  @Test
  void anAvroFrameSaysItselfWhichOneItIs() {
    EncodedFrame.Builder frame =
        frame("cam", 3, 7, PICTURE).setCapturedAtMicros(99).setRotation(90);

    ParsedFrame parsed = avro.parse(source("cam", 1234, message(frame)));

    assertThat(parsed)
        .isEqualTo(
            new ParsedFrame.Valid(
                new FrameHeader("cam", 3, 7, 99),
                new EncodedPicture(
                    Optional.of(PictureEncoding.PNG), new Rotation(90), ByteBuffer.wrap(PICTURE))));
  }

  @Test
  void aRawFrameTakesItsIdentityFromTheRecord() {
    ParsedFrame parsed = raw.parse(new SourceFrame("cam", 5, 1234, TIMESTAMP_MILLIS, PICTURE));

    assertThat(parsed)
        .isEqualTo(
            new ParsedFrame.Valid(
                new FrameHeader("cam", 0, 1234, TIMESTAMP_MILLIS * 1000),
                EncodedPicture.file(PICTURE)));
  }

  @Test
  void aStatedSizeIsNotLookedAt() {
    ParsedFrame parsed =
        avro.parse(
            source("cam", 0, message(frame("cam", 0, 0, PICTURE).setWidth(-5).setHeight(9))));

    assertThat(parsed).isInstanceOf(ParsedFrame.Valid.class);
  }

  @ParameterizedTest
  @EnumSource
  void aRecordWithoutAKeyIsNoCameras(FrameFormat format) {
    ParsedFrame parsed =
        new FrameParser(format, 4).parse(source("", 8, message(frame("cam", 0, 0, PICTURE))));

    assertThat(reason(parsed)).isEqualTo(RejectReason.KEY_MISSING);
    assertThat(parsed.header().isIdentified()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void aKeyThatIsTooLongIsRejected(FrameFormat format) {
    String camera = "c".repeat(CameraId.MAX_LENGTH + 1);

    ParsedFrame parsed = new FrameParser(format, 4).parse(source(camera, 8, PICTURE));

    assertThat(reason(parsed)).isEqualTo(RejectReason.KEY_TOO_LONG);
  }

  @ParameterizedTest
  @EnumSource
  void aRecordWithoutAValueIsEmpty(FrameFormat format) {
    ParsedFrame parsed = new FrameParser(format, 4).parse(source("cam", 8, new byte[0]));

    assertThat(reason(parsed)).isEqualTo(RejectReason.MESSAGE_EMPTY);
    assertThat(parsed.header().isIdentified()).isFalse();
  }

  @Test
  void bytesThatAreNotAvroAreUnreadable() {
    ParsedFrame parsed = avro.parse(source("cam", 8, new byte[] {9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9}));

    assertThat(reason(parsed)).isEqualTo(RejectReason.MESSAGE_UNREADABLE);
    assertThat(rejection(parsed).errorClass())
        .contains("io.meshstream.schemas.MessageFormatException");
  }

  @Test
  void anAvroMessageCutAnywhereIsUnreadable() {
    byte[] whole = message(frame("cam", 0, 0, PICTURE));
    for (int length = 1; length < whole.length; length++) {
      ParsedFrame parsed = avro.parse(source("cam", 8, Arrays.copyOf(whole, length)));

      assertThat(reason(parsed)).isEqualTo(RejectReason.MESSAGE_UNREADABLE);
    }
  }

  @Test
  void aFrameOfAnotherCameraThanItsKeySaysIsNotTakenForEither() {
    ParsedFrame parsed = avro.parse(source("cam", 8, message(frame("mac", 0, 5, PICTURE))));

    assertThat(reason(parsed)).isEqualTo(RejectReason.CAMERA_MISMATCH);
    assertThat(parsed.header()).isEqualTo(new FrameHeader("cam", -1, 8, TIMESTAMP_MILLIS * 1000));
  }

  @Test
  void negativeNumbersAreNotAnIdentity() {
    ParsedFrame epoch = avro.parse(source("cam", 8, message(frame("cam", -1, 5, PICTURE))));
    ParsedFrame sequence = avro.parse(source("cam", 9, message(frame("cam", 1, -5, PICTURE))));

    assertThat(reason(epoch)).isEqualTo(RejectReason.FRAME_INVALID);
    assertThat(epoch.header().sequence()).isEqualTo(8);
    assertThat(reason(sequence)).isEqualTo(RejectReason.FRAME_INVALID);
    assertThat(sequence.header().isIdentified()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {-90, 1, 45, 360})
  void aRotationByAnythingButQuarterTurnsIsInvalidButKeepsTheFramesIdentity(int degrees) {
    ParsedFrame parsed =
        avro.parse(source("cam", 8, message(frame("cam", 2, 5, PICTURE).setRotation(degrees))));

    assertThat(reason(parsed)).isEqualTo(RejectReason.FRAME_INVALID);
    assertThat(rejection(parsed).message()).contains(Integer.toString(degrees));
    assertThat(parsed.header().epoch()).isEqualTo(2);
    assertThat(parsed.header().sequence()).isEqualTo(5);
  }

  @Test
  void videoIsNotSupportedYet() {
    ParsedFrame parsed =
        avro.parse(
            source(
                "cam", 8, message(frame("cam", 2, 5, PICTURE).setEncoding(PictureEncoding.H264))));

    assertThat(reason(parsed)).isEqualTo(RejectReason.ENCODING_UNSUPPORTED);
    assertThat(parsed.header().isIdentified()).isTrue();
  }

  @Test
  void aPictureOneByteBeyondTheLimitIsTooLarge() {
    byte[] tooLarge = {1, 2, 3, 4, 5};

    assertThat(reason(avro.parse(source("cam", 8, message(frame("cam", 2, 5, tooLarge))))))
        .isEqualTo(RejectReason.FRAME_TOO_LARGE);
    assertThat(reason(raw.parse(source("cam", 8, tooLarge))))
        .isEqualTo(RejectReason.FRAME_TOO_LARGE);
  }

  @Test
  void unreadableRecordsAtTheSameOffsetOfTwoPartitionsHaveTwoIdentities() {
    FrameHeader first = avro.parse(new SourceFrame("", 0, 8, -1, PICTURE)).header();
    FrameHeader second = avro.parse(new SourceFrame("", 1, 8, -1, PICTURE)).header();

    assertThat(first).isNotEqualTo(second);
    assertThat(first.capturedAtMicros()).isEqualTo(-1);
  }

  private static Rejection rejection(ParsedFrame parsed) {
    assertThat(parsed).isInstanceOf(ParsedFrame.Invalid.class);
    return ((ParsedFrame.Invalid) parsed).rejection();
  }

  private static RejectReason reason(ParsedFrame parsed) {
    return rejection(parsed).reason();
  }

  private static EncodedFrame.Builder frame(
      String camera, long epoch, long sequence, byte[] picture) {
    return TestingRecords.frame(camera, sequence, picture)
        .setEpoch(epoch)
        .setCapturedAtMicros(1_000_000);
  }

  private static byte[] message(EncodedFrame.Builder frame) {
    return SingleObjectCodec.ofEncodedFrames().encode(frame.build());
  }

  private static SourceFrame source(String camera, long offset, byte[] value) {
    return new SourceFrame(camera, 0, offset, TIMESTAMP_MILLIS, value);
  }
}
