package io.meshstream.tools.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.testing.TestingRecords;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveSummaryTest {

  private final LiveSummary summary = new LiveSummary(List.of(), 0);

  @Test
  void facesAreCountedAndHandsOnceThereAreAny() {
    CameraResults results = new CameraResults();
    FrameLandmarks face = TestingRecords.record("cam", 1);
    results.add(face, 5_000);
    summary.add(Map.of("cam", results), 1_000_000_000);
    List<String> before = summary.overall();

    CameraResults more = new CameraResults();
    more.add(
        FrameLandmarks.newBuilder(TestingRecords.record("cam", 2, FrameStatus.NO_FACE))
            .setHands(List.of(TestingRecords.hand(1), TestingRecords.hand(2)))
            .build(),
        5_000);
    summary.add(Map.of("cam", more), 2_000_000_000);

    assertThat(before.get(0)).contains("faces").doesNotContain("hands");
    assertThat(summary.overall().get(0)).containsSubsequence("faces", "hands", "shed");
    assertThat(summary.overall()).hasSameSizeAs(before);
    assertThat(more.hands()).isEqualTo(2);
    assertThat(more.faces()).isZero();
    results.add(more);
    assertThat(results.hands()).isEqualTo(2);
  }
}
