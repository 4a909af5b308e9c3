package io.meshstream.job.control;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.meshstream.job.options.CameraSettings;
import io.meshstream.job.options.JobSettings;
import io.meshstream.schemas.CameraConfig;
import io.meshstream.schemas.ShadowModels;
import io.meshstream.schemas.SingleObjectCodec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Follows whatever records of the control topic a fuzzer comes up with: each changes settings to
 * such as options could have, takes them back, or is refused with a text for people.
 */
class ControlMessageFuzzTest {

  private static final int MAX_CAMERAS = 2;
  private static final int MAX_MESSAGE = 16 * 1024;

  private final SingleObjectCodec<CameraConfig> codec = SingleObjectCodec.ofCameraConfigs();
  private final byte[] header = Arrays.copyOf(codec.encode(config("c").build()), 10);
  private final CameraSettings options = JobSettings.from(new String[0], Map.of()).camera();

  private static CameraConfig.Builder config(String camera) {
    return CameraConfig.newBuilder().setCameraId(camera);
  }

  static Stream<byte[]> seeds() {
    SingleObjectCodec<CameraConfig> codec = SingleObjectCodec.ofCameraConfigs();
    return Stream.of(
            config("c").build(),
            config("*").setModels("other").setTask("face-detection").build(),
            config("c")
                .setFromCapturedAtMicros(5L)
                .setEnabled(false)
                .setDetector("full-range")
                .setMaxFaces(3)
                .setMinDetectionConfidence(0.5)
                .setMaxAgeMillis(200L)
                .setMaxQueue(1)
                .setShadow(ShadowModels.newBuilder().setModels("new").setEveryNth(2).build())
                .build())
        .map(
            config -> {
              byte[] key = config.getCameraId().getBytes(StandardCharsets.UTF_8);
              byte[] message = codec.encode(config);
              byte[] input = new byte[1 + key.length + message.length - 10];
              input[0] = (byte) key.length;
              System.arraycopy(key, 0, input, 1, key.length);
              System.arraycopy(message, 10, input, 1 + key.length, message.length - 10);
              return input;
            });
  }

  /** Takes a byte for the length of the key, then the key and what lies behind the header. */
  @MethodSource("seeds")
  @FuzzTest(maxDuration = "10m")
  void anyRecordIsFollowedOrRefused(byte[] input) {
    if (input.length == 0) {
      return;
    }
    int keyEnd = Math.min(input.length, 1 + (input[0] & 0x7f));
    String key = new String(input, 1, keyEnd - 1, StandardCharsets.UTF_8);
    byte[] value = Arrays.copyOf(header, header.length + input.length - keyEnd);
    System.arraycopy(input, keyEnd, value, header.length, input.length - keyEnd);
    ControlRecord record = new ControlRecord(key, 0, 1, input[0] == 0, value);
    ControlMessage message = ControlMessage.of(record, codec);
    if (!message.equals(ControlMessage.of(record, codec))) {
      throw new AssertionError("another the second time: " + message);
    }
    if (message instanceof ControlMessage.Refused refused) {
      checkText(refused.message());
    } else if (message instanceof ControlMessage.Change change) {
      follow(record, change);
    }
  }

  private static void checkText(String text) {
    boolean isText = text.chars().noneMatch(Character::isISOControl);
    if (!isText || !text.contains("expected: ") || text.length() > MAX_MESSAGE) {
      throw new AssertionError("no text for logs and events: " + text);
    }
  }

  private void follow(ControlRecord record, ControlMessage.Change change) {
    SettingsTable table = new SettingsTable(options, MAX_CAMERAS);
    if (table.problemWith(record.key()).isPresent()) {
      throw new AssertionError("no room for the first");
    }
    table.set(
        record.key(),
        SettingsTimeline.empty()
            .with(new SettingsTimeline.Version(record.offset(), change.config())));
    CameraSettings settings = table.of(record.key(), Long.MAX_VALUE).settings();
    if (settings.text().isBlank()) {
      throw new AssertionError("settings without meaning: " + settings);
    }
  }
}
