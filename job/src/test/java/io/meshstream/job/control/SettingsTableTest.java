package io.meshstream.job.control;

import static io.meshstream.job.control.ControlRecords.config;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.options.CameraSettings;
import io.meshstream.job.options.JobSettings;
import io.meshstream.schemas.CameraConfig;
import io.meshstream.schemas.ShadowModels;
import io.meshstream.vision.TaskKind;
import io.meshstream.vision.detection.DetectorModel;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTableTest {

  private final CameraSettings options =
      JobSettings.from(new String[] {"--face.max-faces=2", "--freshness.max-age=1 s"}, Map.of())
          .camera();
  private final SettingsTable table = new SettingsTable(options, 3);

  @Test
  void withoutRecordsTheOptionsHold() {
    assertThat(table.of("cam", 0)).isEqualTo(ResolvedSettings.ofOptions(options));
  }

  @Test
  void aCameraComesBeforeAllCamerasAndTheseBeforeTheOptionsFieldByField() {
    set(0, config("*").setMaxFaces(3).setDetections(true));
    set(1, config("cam").setMaxFaces(4));

    assertThat(table.of("cam", 0).settings().task().tracking().maxFaces()).isEqualTo(4);
    assertThat(table.of("cam", 0).settings().outputs().form().detections()).isTrue();
    assertThat(table.of("other", 0).settings().task().tracking().maxFaces()).isEqualTo(3);
    assertThat(table.of("other", 0).settings().freshness()).isEqualTo(options.freshness());
    assertThat(table.of("cam", 0).origin()).isEqualTo(new SettingsOrigin(0, 1));
    assertThat(table.of("other", 0).origin()).isEqualTo(new SettingsOrigin(0, -1));
  }

  @Test
  void whatIsTakenBackIsAsBefore() {
    set(0, config("*").setMaxFaces(3));
    set(1, config("cam").setMaxFaces(4));
    assertThat(table.of("cam", 0).settings().task().tracking().maxFaces()).isEqualTo(4);

    table.remove("cam");
    assertThat(table.of("cam", 0).settings().task().tracking().maxFaces()).isEqualTo(3);
    table.remove("*");
    assertThat(table.of("cam", 0)).isEqualTo(ResolvedSettings.ofOptions(options));
  }

  @Test
  void everyFieldHasItsEffect() {
    set(
        0,
        config("*")
            .setEnabled(false)
            .setTask("face-detection")
            .setDetector("full-range")
            .setMaxFaces(5)
            .setMinDetectionConfidence(0.25)
            .setMinTrackingConfidence(0.75)
            .setMesh(false)
            .setForgetBeforeMicros(99L)
            .setDetections(true)
            .setMaxAgeMillis(300L)
            .setMaxQueue(7)
            .setModels("v2")
            .setShadow(new ShadowModels("v3", 5)));

    CameraSettings settings = table.of("cam", 0).settings();
    assertThat(settings.enabled()).isFalse();
    assertThat(settings.task().kind()).isEqualTo(TaskKind.FACE_DETECTION);
    assertThat(settings.task().detection().detector()).isEqualTo(DetectorModel.FULL_RANGE);
    assertThat(settings.task().detection().minConfidence()).isEqualTo(0.25);
    assertThat(settings.task().tracking().maxFaces()).isEqualTo(5);
    assertThat(settings.task().tracking().minConfidence()).isEqualTo(0.75);
    assertThat(settings.outputs().form().mesh()).isFalse();
    assertThat(settings.forgetBeforeMicros()).isEqualTo(99);
    assertThat(settings.outputs().form().detections()).isTrue();
    assertThat(settings.freshness().maxAge()).isEqualTo(Duration.ofMillis(300));
    assertThat(settings.freshness().maxQueue()).isEqualTo(7);
    assertThat(settings.models().directory()).isEqualTo("v2");
    assertThat(settings.models().shadow()).isEqualTo("v3");
    assertThat(settings.models().shadowEveryNth()).isEqualTo(5);
  }

  @Test
  void withoutAnAgeLimitNothingBoundsTheQueueUnlessItIsSaid() {
    assertThat(options.freshness().maxQueue()).isEqualTo(8);

    set(0, config("*").setMaxAgeMillis(0L));

    assertThat(table.of("cam", 0).settings().freshness().isLimited()).isFalse();
  }

  @Test
  void ofACameraThatNeverSentAFrameSettingsAreKept() {
    set(0, config("later").setEnabled(false));
    assertThat(table.of("cam", 0).settings().enabled()).isTrue();

    assertThat(table.of("later", 0).settings().enabled()).isFalse();
  }

  @Test
  void changesHoldFromTheirFramesOnInEachKeyForItself() {
    set(0, config("*").setMaxFaces(3).setFromCapturedAtMicros(200L));
    set(1, config("cam").setDetections(true).setFromCapturedAtMicros(100L));

    assertThat(table.of("cam", 99)).isEqualTo(ResolvedSettings.ofOptions(options));
    assertThat(table.of("cam", 100).settings().outputs().form().detections()).isTrue();
    assertThat(table.of("cam", 100).settings().task().tracking().maxFaces()).isEqualTo(2);
    assertThat(table.of("cam", 200).settings().task().tracking().maxFaces()).isEqualTo(3);
    assertThat(table.of("cam", 150).origin()).isEqualTo(new SettingsOrigin(-1, 1));
  }

  @Test
  void theNumberOfCamerasIsBoundedButAllCamerasAlwaysCount() {
    set(0, config("a"));
    set(1, config("b"));
    set(2, config("c"));

    assertThat(table.problemWith("c")).isEmpty();
    assertThat(table.problemWith("*")).isEmpty();
    assertThat(table.problemWith("d"))
        .contains(
            "settings of 3 cameras (expected: at most control.max-cameras); reset those of some, or"
                + " raise the option");
    table.remove("a");
    assertThat(table.problemWith("d")).isEmpty();
  }

  private void set(long offset, CameraConfig.Builder builder) {
    CameraConfig config = builder.build();
    table.set(
        config.getCameraId(),
        table.timeline(config.getCameraId()).with(new SettingsTimeline.Version(offset, config)));
  }
}
