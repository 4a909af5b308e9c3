package io.meshstream.schemas.frames;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CameraIdTest {

  @Test
  void anIdHasOneTo255Characters() {
    assertThat(CameraId.isValid("c")).isTrue();
    assertThat(CameraId.isValid("漢".repeat(255))).isTrue();
    assertThat(CameraId.isValid("")).isFalse();
    assertThat(CameraId.isValid("c".repeat(256))).isFalse();
  }

  @Test
  void aKeyOfBytesAndOneOfTextNameTheSameCamera() {
    for (String key : new String[] {"cam-ü", "c".repeat(10_000), "漢".repeat(10_000)}) {
      assertThat(CameraId.ofKey(key.getBytes(UTF_8))).isEqualTo(CameraId.ofKey(key));
    }
    assertThat(CameraId.ofKey((byte[]) null)).isEqualTo(CameraId.ofKey((String) null)).isEmpty();
  }

  @Test
  void aKeyThatIsCutIsStillTooLong() {
    String camera = CameraId.ofKey("c".repeat(10_000));

    assertThat(camera).hasSize(256).matches(CameraId::isTooLong).matches(CameraId::isOfKey);
  }
}
