package io.meshstream.job.control;

import static io.meshstream.job.control.ControlRecords.change;
import static io.meshstream.job.control.ControlRecords.config;
import static io.meshstream.job.control.ControlRecords.record;
import static io.meshstream.job.control.ControlRecords.reset;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.CameraConfig;
import io.meshstream.schemas.ShadowModels;
import io.meshstream.schemas.SingleObjectCodec;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ControlMessageTest {

  private static final SingleObjectCodec<CameraConfig> CODEC = SingleObjectCodec.ofCameraConfigs();

  /** Settings that cannot be followed, and the field that is named. */
  record Wrong(String field, CameraConfig.Builder config) {}

  static List<Wrong> wrong() {
    return List.of(
        new Wrong("fromCapturedAtMicros: -1", config("cam").setFromCapturedAtMicros(-1L)),
        new Wrong("task: dog-mesh", config("cam").setTask("dog-mesh")),
        new Wrong("task: FACE_MESH", config("cam").setTask("FACE_MESH")),
        new Wrong("detector: ", config("cam").setDetector("")),
        new Wrong("maxFaces: 0", config("cam").setMaxFaces(0)),
        new Wrong("maxFaces: 65", config("cam").setMaxFaces(65)),
        new Wrong(
            "minDetectionConfidence: NaN", config("cam").setMinDetectionConfidence(Double.NaN)),
        new Wrong("minTrackingConfidence: 1.5", config("cam").setMinTrackingConfidence(1.5)),
        new Wrong("handModel: heavy", config("cam").setHandModel("heavy")),
        new Wrong("handRules: LEGACY", config("cam").setHandRules("LEGACY")),
        new Wrong("maxHands: 0", config("cam").setMaxHands(0)),
        new Wrong("maxHands: 65", config("cam").setMaxHands(65)),
        new Wrong(
            "minHandDetectionConfidence: -1.0", config("cam").setMinHandDetectionConfidence(-1.0)),
        new Wrong(
            "minHandTrackingConfidence: NaN",
            config("cam").setMinHandTrackingConfidence(Double.NaN)),
        new Wrong("handedness: left", config("cam").setHandedness("left")),
        new Wrong("seekHandsEvery: 0", config("cam").setSeekHandsEvery(0)),
        new Wrong(
            "seekHandsEveryWhileTracking: 10001",
            config("cam").setSeekHandsEveryWhileTracking(10_001)),
        new Wrong("maxAgeMillis: -1", config("cam").setMaxAgeMillis(-1L)),
        new Wrong("maxAgeMillis: 9", config("cam").setMaxAgeMillis(Long.MAX_VALUE)),
        new Wrong("maxQueue: -1", config("cam").setMaxQueue(-1)),
        new Wrong("models: v2", config("cam").setModels("v2")),
        new Wrong("models: ../v2", config("*").setModels("../v2")),
        new Wrong("models: /etc", config("*").setModels("/etc")),
        new Wrong("models: .", config("*").setModels(".")),
        new Wrong("shadow.models: a/b", config("cam").setShadow(new ShadowModels("a/b", 1))),
        new Wrong("shadow.everyNth: 0", config("cam").setShadow(new ShadowModels("v2", 0))));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void settingsThatCannotBeFollowedAreRefusedAndNamed(Wrong wrong) {
    assertThat(refusal(change(0, wrong.config()))).startsWith(wrong.field()).contains("expected: ");
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    assertThat(refusal(change(0, config("cam").setMaxFaces(0).setTask("x").setEnabled(true))))
        .contains("maxFaces: 0")
        .contains("task: x");
  }

  @Test
  void aKeyThatIsNotTheCameraIsRefused() {
    ControlRecord record = record("other", 0, CODEC.encode(config("cam").build()));

    assertThat(refusal(record)).startsWith("cameraId: cam (expected: the key of the record)");
  }

  @Test
  void aRecordWithoutAKeyOrWithATooLongOneIsRefused() {
    assertThat(refusal(reset("", 0))).startsWith("key: 0 characters");
    assertThat(refusal(reset("k".repeat(256), 0))).startsWith("key: 256 characters");
  }

  @Test
  void bytesThatAreNoMessageAreRefused() {
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      byte[] bytes = new byte[random.nextInt(100)];
      random.nextBytes(bytes);

      assertThat(refusal(record("cam", i, bytes))).startsWith("CameraConfig message: ");
    }
  }

  @Test
  void aValueThatIsTooLargeIsCutWhereItIsReadAndRefused() {
    ControlRecord record =
        ControlRecord.of(
            new ConsumerRecord<>("control", 0, 0, new byte[] {'c'}, new byte[1_000_000]));

    assertThat(record.value()).hasSize(ControlRecord.MAX_BYTES + 1);
    assertThat(refusal(record)).startsWith("value: larger than 16384 bytes");
  }

  @Test
  void aLongOrStrangeTextIsNotRepeatedWhole() {
    String message = refusal(change(0, config("cam").setTask("\n\u001b[31m" + "x".repeat(5_000))));

    assertThat(message).hasSizeLessThan(200).doesNotContain("\n").doesNotContain("\u001b");
  }

  @Test
  void aRecordWithoutAValueTakesBackWhatWasSet() {
    assertThat(ControlMessage.of(reset("cam", 0), CODEC)).isEqualTo(new ControlMessage.Reset());
  }

  private static String refusal(ControlRecord record) {
    assertThat(ControlMessage.of(record, CODEC)).isInstanceOf(ControlMessage.Refused.class);
    return ((ControlMessage.Refused) ControlMessage.of(record, CODEC)).message();
  }
}
