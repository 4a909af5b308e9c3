package io.meshstream.schemas.frames;

import static io.meshstream.schemas.FrameStatus.FACES;
import static io.meshstream.schemas.FrameStatus.NO_FACE;
import static io.meshstream.schemas.FrameStatus.REJECTED;
import static io.meshstream.schemas.FrameStatus.SHED;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.FrameStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusCountsTest {

  @Test
  void everyFrameIsCountedOnceUnderItsStatus() {
    StatusCounts counts = StatusCounts.NONE;
    for (FrameStatus status :
        List.of(
            FACES, NO_FACE, NO_FACE, SHED, SHED, SHED, REJECTED, REJECTED, REJECTED, REJECTED)) {
      counts = counts.plus(status);
    }

    assertThat(counts).isEqualTo(new StatusCounts(1, 2, 3, 4));
    assertThat(counts.total()).isEqualTo(10);
    assertThat(counts.plus(counts)).isEqualTo(new StatusCounts(2, 4, 6, 8));
  }
}
