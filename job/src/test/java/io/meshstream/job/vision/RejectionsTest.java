package io.meshstream.job.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.frames.Rejection;
import io.meshstream.vision.image.PictureException;
import org.junit.jupiter.api.Test;

class RejectionsTest {

  @Test
  void everyProblemOfThePictureDecoderHasItsReason() {
    for (PictureException.Problem problem : PictureException.Problem.values()) {
      assertThat(Rejections.reason(problem).name()).isEqualTo("PICTURE_" + problem.name());
    }
  }

  @Test
  void aMessageIsCutBeforeItBloatsTheRecord() {
    Rejection rejection = Rejections.failed(new IllegalStateException("x".repeat(100_000)));

    assertThat(rejection.message()).hasSize(Rejection.MAX_MESSAGE_LENGTH);
  }
}
