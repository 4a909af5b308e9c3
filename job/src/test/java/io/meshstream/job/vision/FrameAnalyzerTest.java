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

class FrameAnalyzerTest {

  private static final FrameHeader HEADER = new FrameHeader("cam", 0, 0, 0);

  private final FrameAnalyzer analyzer = new FrameAnalyzer(new PictureLimits(100));

  @Test
  void theSizeIsThatOfTheUprightPicture() {
    Analysis analysis = analyse(TestFrames.png(8, 4, TestingTask.FACE), new Rotation(90));

    Analysis.Completed completed = (Analysis.Completed) analysis;
    assertThat(completed.width()).isEqualTo(4);
    assertThat(completed.height()).isEqualTo(8);
    assertThat(completed.step().result().faces()).hasSize(1);
  }

  @Test
  void aPictureMayLieInTheMiddleOfAnArray() {
    byte[] picture = TestFrames.png(4, 4, TestingTask.FACE);
    ByteBuffer around = ByteBuffer.allocate(picture.length + 20);
    around.position(7).put(picture).flip().position(7);

    Analysis analysis =
        analyse(new EncodedPicture(Optional.empty(), Rotation.NONE, around.slice()));

    assertThat(analysis).isInstanceOf(Analysis.Completed.class);
  }

  @Test
  void whatTheDecoderSaysBecomesTheReason() {
    byte[] picture = TestFrames.png(4, 4, TestingTask.FACE);

    assertThat(reason(new byte[0])).isEqualTo(RejectReason.PICTURE_EMPTY);
    assertThat(reason(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}))
        .isEqualTo(RejectReason.PICTURE_UNKNOWN_FORMAT);
    assertThat(reason(TestFrames.png(101, 1, 0))).isEqualTo(RejectReason.PICTURE_TOO_LARGE);
    assertThat(reason(Arrays.copyOf(picture, picture.length / 2)))
        .isEqualTo(RejectReason.PICTURE_TRUNCATED);
  }

  @Test
  void anUnexpectedFailureIsTheFramesOwn() {
    Analysis analysis = analyse(TestFrames.png(4, 4, TestingTask.FAILURE), Rotation.NONE);

    Analysis.Failed failed = (Analysis.Failed) analysis;
    assertThat(failed.rejection().reason()).isEqualTo(RejectReason.PROCESSING_FAILED);
    assertThat(failed.rejection().message()).isEqualTo("IllegalArgumentException: red");
    assertThat(failed.rejection().errorClass()).contains("java.lang.IllegalArgumentException");
  }

  @Test
  void anErrorIsNotTheFramesOwn() {
    byte[] picture = TestFrames.png(4, 4, TestingTask.ERROR);

    assertThatThrownBy(() -> analyse(picture, Rotation.NONE)).isInstanceOf(LinkageError.class);
  }

  @Test
  void aFrameThatTakesMoreMemoryThanThereIsIsRejected() {
    for (int colour : List.of(TestingTask.HEAP, TestingTask.STACK)) {
      assertThat(reason(TestFrames.png(4, 4, colour)))
          .isEqualTo(RejectReason.PICTURE_OUT_OF_MEMORY);
    }
    assertThat(reason(TestFrames.png(4, 4, TestingTask.FACE))).isNull();
  }

  @Test
  void aProcessWithoutMemoryForClassesIsNotTheFramesOwn() {
    byte[] picture = TestFrames.png(4, 4, TestingTask.CLASSES);

    assertThatThrownBy(() -> analyse(picture, Rotation.NONE)).hasMessage("Metaspace");
  }

  @Test
  void aDeviceThatIsGoneIsNotTheFramesOwn() {
    byte[] picture = TestFrames.png(4, 4, TestingTask.DEVICE_GONE);

    assertThatThrownBy(() -> analyse(picture, Rotation.NONE))
        .isInstanceOf(InferenceException.class);
  }

  /** Returns null if it is analysed. */
  private RejectReason reason(byte[] picture) {
    return analyse(picture, Rotation.NONE) instanceof Analysis.Failed failed
        ? failed.rejection().reason()
        : null;
  }

  private Analysis analyse(byte[] picture, Rotation rotation) {
    return analyse(new EncodedPicture(Optional.empty(), rotation, ByteBuffer.wrap(picture)));
  }

  private Analysis analyse(EncodedPicture picture) {
    return analyzer.analyse(
        new AnalysisRequest(
            new TestingLease(new TestingTask()),
            TaskState.initial(),
            new ParsedFrame.Valid(HEADER, picture),
            () -> true));
  }
}
