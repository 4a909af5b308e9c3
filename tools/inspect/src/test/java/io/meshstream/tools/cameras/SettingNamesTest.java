package io.meshstream.tools.cameras;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.CameraConfig;
import io.meshstream.schemas.ShadowModels;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SettingNamesTest {

  private static final CameraConfig FULL =
      CameraConfig.newBuilder()
          .setCameraId("cam")
          .setFromCapturedAtMicros(1_500_000L)
          .setEnabled(true)
          .setTask("face-mesh")
          .setDetector("full-range")
          .setMaxFaces(3)
          .setMinDetectionConfidence(0.25)
          .setMinTrackingConfidence(0.75)
          .setDetections(false)
          .setMaxAgeMillis(200L)
          .setMaxQueue(1)
          .setModels("")
          .setShadow(new ShadowModels("v3", 25))
          .setMesh(false)
          .setForgetBeforeMicros(1_000_000L)
          .setSmallestFace(24)
          .setTilesPerFrame(6)
          .setTurnedHeads(true)
          .setRedetect(true)
          .setLostFrames(30)
          .setCapFaces(true)
          .setRemoveDuplicates(true)
          .setPose(true)
          .setMetricMesh(true)
          .setRegionPoses(true)
          .setContours(true)
          .setCameraFov(75.5)
          .setRefineLandmarks(true)
          .setSmoothing("one-euro")
          .setBlendshapes(true)
          .setSignals(true)
          .setSignalEvents(true)
          .setHands(true)
          .setHandModel("lite")
          .setHandRules("tasks")
          .setMaxHands(4)
          .setMinHandDetectionConfidence(0.6)
          .setMinHandTrackingConfidence(0.7)
          .setHandedness("unmirrored")
          .setSeekHandsEvery(3)
          .setSeekHandsEveryWhileTracking(15)
          .build();

  @Test
  void everyFieldOfTheSchemaIsAnOptionOfTheCommand() {
    var options = new CommandLine(new SetCommand()).getCommandSpec().optionsMap();

    assertThat(SettingNames.all()).allMatch(name -> options.containsKey("--" + name));
    assertThat(SettingNames.values(FULL).keySet()).containsExactlyElementsOf(SettingNames.all());
  }

  @Test
  void whatIsNotSaidStaysAndTheTimeIsThatOfTheChange() {
    CameraConfig change = CameraConfig.newBuilder().setCameraId("cam").setMaxFaces(5).build();

    assertThat(SettingNames.merged(FULL, change))
        .isEqualTo(
            CameraConfig.newBuilder(FULL).setMaxFaces(5).setFromCapturedAtMicros(null).build());
    assertThat(SettingNames.merged(change, FULL)).isEqualTo(FULL);
  }

  @Test
  void whatIsTakenBackIsNotSaidAnyMore() {
    CameraConfig rest = SettingNames.without(FULL, List.of("max-faces", "shadow"));

    assertThat(rest.getMaxFaces()).isNull();
    assertThat(rest.getShadow()).isNull();
    assertThat(rest.getDetector()).isEqualTo("full-range");
    assertThat(rest.getFromCapturedAtMicros()).isNull();
  }

  @Test
  void aLineSaysAllOfIt() {
    assertThat(SettingNames.line(FULL))
        .startsWith("enabled=true  task=face-mesh  detector=full-range  max-faces=3  ")
        .contains(
            "models=bundled  shadow=v3, 1 of 25 frames  mesh=false  forget-before-micros=1000000")
        .endsWith("  from 1970-01-01T00:00:01.500Z");
  }
}
