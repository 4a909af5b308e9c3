package io.meshstream.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TaskSettingsTest {
  private final DetectionOptions detection = DetectionOptions.defaults();
  private final TrackingOptions tracking = TrackingOptions.defaults();

  @Test
  void noFaceToSeekIsRefused() {
    assertThatThrownBy(() -> tracking.withMaxFaces(0))
        .hasMessage("max faces: 0 (expected: at least 1)");
  }

  @Test
  void confidencesOutsideZeroToOneAreRefused() {
    assertThatThrownBy(() -> detection.withMinConfidence(1.01)).hasMessageContaining("0 to 1");
    assertThatThrownBy(() -> tracking.withMinConfidence(-0.01)).hasMessageContaining("0 to 1");
    assertThatThrownBy(() -> detection.withMinConfidence(Double.NaN))
        .hasMessageContaining("0 to 1");
  }

  @Test
  void aNegativeTimeToLiveIsRefused() {
    assertThatThrownBy(() -> tracking.withRegionTtl(Duration.ofMillis(-1)))
        .hasMessage("region ttl: PT-0.001S (expected: zero or more)");
  }

  @Test
  void theyTravelWithAJobGraph() throws Exception {
    TaskSettings settings = TaskSettings.of(TaskKind.FACE_DETECTION);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(settings);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(settings);
    }
  }
}
