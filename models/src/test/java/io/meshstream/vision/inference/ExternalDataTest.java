package io.meshstream.vision.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.vision.detection.DetectorModel;
import io.meshstream.vision.landmark.FaceLandmarker;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExternalDataTest {

  private static final byte[] BY_LOCATION = {14 << 3, 1};
  private static final byte[] BY_FILE = field(13, field(1, new byte[] {'k'}));

  /** Where ONNX may have a tensor: the numbers of the fields that lead to it. */
  static List<List<Integer>> places() {
    return List.of(
        List.of(7, 5),
        List.of(7, 15, 1),
        List.of(7, 15, 2),
        List.of(7, 1, 5, 5),
        List.of(7, 1, 5, 10),
        List.of(7, 1, 5, 22, 1),
        List.of(7, 1, 5, 23, 2),
        List.of(7, 1, 5, 6, 5),
        List.of(7, 1, 5, 11, 1, 5, 6, 5),
        List.of(20, 1, 5),
        List.of(20, 2, 5),
        List.of(25, 7, 5, 5),
        List.of(25, 11, 5));
  }

  @ParameterizedTest
  @MethodSource("places")
  void isFoundWhereverATensorMayBe(List<Integer> place) {
    assertThat(ExternalData.isIn(within(place, BY_LOCATION))).isTrue();
    assertThat(ExternalData.isIn(within(place, BY_FILE))).isTrue();
    assertThat(ExternalData.isIn(within(place, new byte[] {14 << 3, 0}))).isFalse();
    assertThat(ExternalData.isIn(within(place, field(9, BY_LOCATION)))).isFalse();
  }

  @Test
  void isFoundBehindAGroupWhichOthersPassOver() {
    byte[] group = {(byte) (30 << 3 | 3), 1, 1 << 3, 1, (byte) (30 << 3 | 4), 1};

    assertThat(ExternalData.isIn(joined(group, within(List.of(7, 5), BY_LOCATION)))).isTrue();
  }

  @Test
  void theBundledModelsHaveNone() {
    ModelStore bundled = ModelStore.bundled();
    for (ModelDescriptor model :
        List.of(DetectorModel.SHORT_RANGE.descriptor(), FaceLandmarker.FACE_MESH_468)) {
      for (Flavour flavour : Flavour.values()) {
        assertThat(ExternalData.isIn(bundled.read(model, flavour).bytes())).isFalse();
      }
    }
  }

  @Test
  @Timeout(60)
  void anyBytesAreReadToTheirEnd() {
    Random random = new Random(7);
    byte[] nested = BY_LOCATION;
    for (int depth = 0; nested.length < 10_000; depth++) {
      nested = field(List.of(5, 6, 1).get(depth % 3), nested);
    }
    boolean unused = ExternalData.isIn(field(7, nested));
    for (int round = 0; round < 100_000; round++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      unused = ExternalData.isIn(bytes);
    }
  }

  private static byte[] within(List<Integer> place, byte[] tensor) {
    byte[] message = tensor;
    for (int i = place.size() - 1; i >= 0; i--) {
      message = field(place.get(i), message);
    }
    return message;
  }

  private static byte[] field(int number, byte[] content) {
    return joined(varint(number << 3 | 2), varint(content.length), content);
  }

  private static byte[] varint(int value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int rest = value;
    for (; rest >= 0x80; rest >>>= 7) {
      bytes.write((rest & 0x7f) | 0x80);
    }
    bytes.write(rest);
    return bytes.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}
