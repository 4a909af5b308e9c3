package io.meshstream.job.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshstream.job.TestFrames;
import io.meshstream.schemas.frames.EncodedPicture;
import io.meshstream.schemas.frames.FrameHeader;
import io.meshstream.schemas.frames.ParsedFrame;
import io.meshstream.schemas.frames.RejectReason;
import io.meshstream.schemas.frames.Rotation;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.inference.InferenceException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FrameVisionTest {

  private static final FrameHeader HEADER = new FrameHeader("cam", 0, 0, 0);

  private final FrameVision vision =
      new FrameVision(new PictureLimits(100), new TestingFaceFinder());

  @Test
  void theSizeIsThatOfTheUprightPicture() {
    Sight sight = look(TestFrames.png(8, 4, TestingFaceFinder.FACE), new Rotation(90));

    Sight.Seen seen = (Sight.Seen) sight;
    assertThat(seen.width()).isEqualTo(4);
    assertThat(seen.height()).isEqualTo(8);
    assertThat(seen.step().result().faces()).hasSize(1);
  }

  @Test
  void aPictureMayLieInTheMiddleOfAnArray() {
    byte[] picture = TestFrames.png(4, 4, TestingFaceFinder.FACE);
    ByteBuffer around = ByteBuffer.allocate(picture.length + 20);
    around.position(7).put(picture).flip().position(7);

    Sight sight =
        vision.look(
            TaskState.initial(),
            new ParsedFrame.Valid(
                HEADER, new EncodedPicture(Optional.empty(), Rotation.NONE, around.slice())));

    assertThat(sight).isInstanceOf(Sight.Seen.class);
  }

  @Test
  void whatTheDecoderSaysBecomesTheReason() {
    byte[] picture = TestFrames.png(4, 4, TestingFaceFinder.FACE);

    assertThat(reason(new byte[0])).isEqualTo(RejectReason.PICTURE_EMPTY);
    assertThat(reason(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}))
        .isEqualTo(RejectReason.PICTURE_UNKNOWN_FORMAT);
    assertThat(reason(TestFrames.png(101, 1, 0))).isEqualTo(RejectReason.PICTURE_TOO_LARGE);
    assertThat(reason(Arrays.copyOf(picture, picture.length / 2)))
        .isEqualTo(RejectReason.PICTURE_TRUNCATED);
  }

  @Test
  void anUnexpectedFailureIsTheFramesOwn() {
    Sight sight = look(TestFrames.png(4, 4, TestingFaceFinder.FAILURE), Rotation.NONE);

    Sight.Unseen unseen = (Sight.Unseen) sight;
    assertThat(unseen.rejection().reason()).isEqualTo(RejectReason.PROCESSING_FAILED);
    assertThat(unseen.rejection().message()).isEqualTo("IllegalArgumentException: red");
    assertThat(unseen.rejection().errorClass()).contains("java.lang.IllegalArgumentException");
  }

  @Test
  void anErrorIsNotTheFramesOwn() {
    byte[] picture = TestFrames.png(4, 4, TestingFaceFinder.ERROR);

    assertThatThrownBy(() -> look(picture, Rotation.NONE)).isInstanceOf(LinkageError.class);
  }

  @Test
  void aFrameThatTakesMoreMemoryThanThereIsIsRejected() {
    for (int colour : List.of(TestingFaceFinder.HEAP, TestingFaceFinder.STACK)) {
      assertThat(reason(TestFrames.png(4, 4, colour)))
          .isEqualTo(RejectReason.PICTURE_OUT_OF_MEMORY);
    }
    assertThat(reason(TestFrames.png(4, 4, TestingFaceFinder.FACE))).isNull();
  }

  @Test
  void aProcessWithoutMemoryForClassesIsNotTheFramesOwn() {
    byte[] picture = TestFrames.png(4, 4, TestingFaceFinder.CLASSES);

    assertThatThrownBy(() -> look(picture, Rotation.NONE)).hasMessage("Metaspace");
  }

  @Test
  void aDeviceThatIsGoneIsNotTheFramesOwn() {
    byte[] picture = TestFrames.png(4, 4, TestingFaceFinder.DEVICE_GONE);

    assertThatThrownBy(() -> look(picture, Rotation.NONE)).isInstanceOf(InferenceException.class);
  }

  /** Null if it is seen. */
  private RejectReason reason(byte[] picture) {
    return look(picture, Rotation.NONE) instanceof Sight.Unseen unseen
        ? unseen.rejection().reason()
        : null;
  }

  private Sight look(byte[] picture, Rotation rotation) {
    return vision.look(
        TaskState.initial(),
        new ParsedFrame.Valid(
            HEADER, new EncodedPicture(Optional.empty(), rotation, ByteBuffer.wrap(picture))));
  }
}
