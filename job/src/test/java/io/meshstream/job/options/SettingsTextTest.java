package io.meshstream.job.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.CameraConfig;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** People are told of every setting of a camera that is not as by default. */
class SettingsTextTest {

  /** What is no setting of how frames are handled, or has words of its own elsewhere. */
  private static final Set<String> NONE =
      Set.of("cameraId", "fromCapturedAtMicros", "forgetBeforeMicros", "models", "shadow");

  @Test
  void whatIsAsByDefaultIsLeftOutBeyondWhatMattersToEveryCamera() {
    assertThat(settings().text())
        .isEqualTo(
            "enabled = true, task = face-mesh, face.detector = short-range, face.max-faces = 1,"
                + " face.min-detection-confidence = 0.5, face.min-tracking-confidence = 0.5,"
                + " landmarks.mesh = true, landmarks.detections = false, freshness.max-age = 0 s,"
                + " freshness.max-queue = 0");
  }

  @Test
  void eachFieldOfTheSchemaShowsInTheText() {
    String before = settings().text();
    Set<String> silent = new TreeSet<>();
    for (Schema.Field field : CameraConfig.getClassSchema().getFields()) {
      if (!NONE.contains(field.name())) {
        CameraConfig config = new CameraConfig();
        config.put(field.pos(), another(field));
        if (settings().with(config).text().equals(before)) {
          silent.add(field.name());
        }
      }
    }
    assertThat(silent).isEmpty();
  }

  private static CameraSettings settings() {
    return JobSettings.from(new String[0], Map.of()).camera();
  }

  /** Returns a value that is not the default. */
  private static Object another(Schema.Field field) {
    return switch (field.name()) {
      case "enabled", "mesh" -> false;
      case "task" -> "face-landmarker";
      case "detector" -> "full-range";
      case "smoothing" -> "one-euro";
      case "handModel" -> "lite";
      case "handRules" -> "tasks";
      case "handedness" -> "mirrored";
      case "cameraFov" -> 75.5;
      default ->
          switch (field.schema().getTypes().get(1).getType()) {
            case BOOLEAN -> true;
            case INT -> 24;
            case LONG -> 7L;
            case DOUBLE -> 0.75;
            default -> throw new IllegalArgumentException("no value for " + field);
          };
    };
  }
}
