package io.meshstream.job.frames;

import static io.meshstream.job.TestFrames.TIMESTAMP_MILLIS;
import static io.meshstream.job.TestFrames.frame;
import static io.meshstream.job.TestFrames.message;
import static io.meshstream.job.TestFrames.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.PictureEncoding;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.QuarterTurn;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {

  private static final byte[] PICTURE = {1, 2, 3, 4};

  private final FrameReader avro = new FrameReader(FrameFormat.AVRO, PICTURE.length);
  private final FrameReader raw = new FrameReader(FrameFormat.RAW, PICTURE.length);

  @Test
  void anAvroFrameSaysItselfWhichOneItIs() {
    EncodedFrame.Builder frame =
        frame("cam", 3, 7, PICTURE).setCapturedAtMicros(99).setRotation(90);

    Reading reading = avro.read(source("cam", 1234, message(frame)));

    assertThat(reading)
        .isEqualTo(
            new Reading.Usable(
                new FrameHeader("cam", 3, 7, 99), QuarterTurn.CLOCKWISE, ByteBuffer.wrap(PICTURE)));
  }

  @Test
  void aRawFrameTakesItsIdentityFromTheRecord() {
    Reading reading = raw.read(new SourceFrame("cam", 5, 1234, TIMESTAMP_MILLIS, PICTURE));

    assertThat(reading)
        .isEqualTo(
            new Reading.Usable(
                new FrameHeader("cam", 0, 1234, TIMESTAMP_MILLIS * 1000),
                QuarterTurn.NONE,
                ByteBuffer.wrap(PICTURE)));
  }

  @Test
  void aStatedSizeIsNotLookedAt() {
    Reading reading =
        avro.read(source("cam", 0, message(frame("cam", 0, 0, PICTURE).setWidth(-5).setHeight(9))));

    assertThat(reading).isInstanceOf(Reading.Usable.class);
  }

  @ParameterizedTest
  @EnumSource
  void aRecordWithoutAKeyIsNoCameras(FrameFormat format) {
    Reading reading =
        new FrameReader(format, 4).read(source("", 8, message(frame("cam", 0, 0, PICTURE))));

    assertThat(reason(reading)).isEqualTo(RejectReason.KEY_MISSING);
    assertThat(reading.header().isPlace()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void aKeyThatIsTooLongIsRejected(FrameFormat format) {
    String camera = "c".repeat(SourceFrame.MAX_CAMERA_LENGTH + 1);

    Reading reading = new FrameReader(format, 4).read(source(camera, 8, PICTURE));

    assertThat(reason(reading)).isEqualTo(RejectReason.KEY_TOO_LONG);
  }

  @ParameterizedTest
  @EnumSource
  void aRecordWithoutAValueIsEmpty(FrameFormat format) {
    Reading reading = new FrameReader(format, 4).read(source("cam", 8, new byte[0]));

    assertThat(reason(reading)).isEqualTo(RejectReason.MESSAGE_EMPTY);
    assertThat(reading.header().isPlace()).isTrue();
  }

  @Test
  void bytesThatAreNotAvroAreUnreadable() {
    Reading reading = avro.read(source("cam", 8, new byte[] {9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9}));

    assertThat(reason(reading)).isEqualTo(RejectReason.MESSAGE_UNREADABLE);
    assertThat(rejection(reading).errorClass())
        .contains("io.meshstream.schemas.MessageFormatException");
  }

  @Test
  void anAvroMessageCutAnywhereIsUnreadable() {
    byte[] whole = message(frame("cam", 0, 0, PICTURE));
    for (int length = 1; length < whole.length; length++) {
      Reading reading = avro.read(source("cam", 8, Arrays.copyOf(whole, length)));

      assertThat(reason(reading)).isEqualTo(RejectReason.MESSAGE_UNREADABLE);
    }
  }

  @Test
  void aFrameOfAnotherCameraThanItsKeySaysIsNotTakenForEither() {
    Reading reading = avro.read(source("cam", 8, message(frame("mac", 0, 5, PICTURE))));

    assertThat(reason(reading)).isEqualTo(RejectReason.CAMERA_MISMATCH);
    assertThat(reading.header()).isEqualTo(new FrameHeader("cam", -1, 8, TIMESTAMP_MILLIS * 1000));
  }

  @Test
  void negativeNumbersAreNotAnIdentity() {
    Reading epoch = avro.read(source("cam", 8, message(frame("cam", -1, 5, PICTURE))));
    Reading sequence = avro.read(source("cam", 9, message(frame("cam", 1, -5, PICTURE))));

    assertThat(reason(epoch)).isEqualTo(RejectReason.FRAME_INVALID);
    assertThat(epoch.header().sequence()).isEqualTo(8);
    assertThat(reason(sequence)).isEqualTo(RejectReason.FRAME_INVALID);
    assertThat(sequence.header().isPlace()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {-90, 1, 45, 360})
  void aRotationByAnythingButQuarterTurnsIsInvalidButKeepsTheFramesIdentity(int degrees) {
    Reading reading =
        avro.read(source("cam", 8, message(frame("cam", 2, 5, PICTURE).setRotation(degrees))));

    assertThat(reason(reading)).isEqualTo(RejectReason.FRAME_INVALID);
    assertThat(rejection(reading).message()).contains(Integer.toString(degrees));
    assertThat(reading.header().epoch()).isEqualTo(2);
    assertThat(reading.header().sequence()).isEqualTo(5);
  }

  @Test
  void videoIsNotSupportedYet() {
    Reading reading =
        avro.read(
            source(
                "cam", 8, message(frame("cam", 2, 5, PICTURE).setEncoding(PictureEncoding.H264))));

    assertThat(reason(reading)).isEqualTo(RejectReason.ENCODING_UNSUPPORTED);
    assertThat(reading.header().isPlace()).isFalse();
  }

  @Test
  void aPictureOneByteBeyondTheLimitIsTooLarge() {
    byte[] tooLarge = {1, 2, 3, 4, 5};

    assertThat(reason(avro.read(source("cam", 8, message(frame("cam", 2, 5, tooLarge))))))
        .isEqualTo(RejectReason.FRAME_TOO_LARGE);
    assertThat(reason(raw.read(source("cam", 8, tooLarge))))
        .isEqualTo(RejectReason.FRAME_TOO_LARGE);
  }

  @Test
  void unreadableRecordsAtTheSameOffsetOfTwoPartitionsHaveTwoIdentities() {
    FrameHeader first = avro.read(new SourceFrame("", 0, 8, -1, PICTURE)).header();
    FrameHeader second = avro.read(new SourceFrame("", 1, 8, -1, PICTURE)).header();

    assertThat(first).isNotEqualTo(second);
    assertThat(first.capturedAtMicros()).isEqualTo(-1);
  }

  @Test
  void everyProblemOfThePictureDecoderHasItsReason() {
    for (PictureException.Problem problem : PictureException.Problem.values()) {
      assertThat(RejectReason.of(problem).name()).isEqualTo("PICTURE_" + problem.name());
    }
  }

  @Test
  void aMessageIsCutBeforeItBloatsTheRecord() {
    Rejection rejection = Rejection.of(new IllegalStateException("x".repeat(100_000)));

    assertThat(rejection.message()).hasSize(Rejection.MAX_MESSAGE_LENGTH);
  }

  private static Rejection rejection(Reading reading) {
    assertThat(reading).isInstanceOf(Reading.Rejected.class);
    return ((Reading.Rejected) reading).rejection();
  }

  private static RejectReason reason(Reading reading) {
    return rejection(reading).reason();
  }
}
