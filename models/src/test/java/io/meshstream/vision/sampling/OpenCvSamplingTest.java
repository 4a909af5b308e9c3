package io.meshstream.vision.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.Picture;
import java.nio.FloatBuffer;
import java.util.HexFormat;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Compares crops of noise with OpenCV's own. {@code src/test/python/make_opencv_crops.py} made the
 * table, with OpenCV 4.11.
 */
class OpenCvSamplingTest {
  private static final int NOISE = 0x9E3779B1;
  private static final ValueRange BYTES = new ValueRange(0, 255);

  @ParameterizedTest
  @CsvFileSource(resources = "opencv-crops.csv", useHeadersInDisplayName = true)
  void noValueDiffersFromOpenCvs(
      String kind,
      int width,
      int height,
      float x,
      float y,
      float w,
      float h,
      float rotation,
      int side,
      Border border,
      String crc32) {
    TensorGrid grid =
        kind.equals("letterbox")
            ? TensorGrid.letterbox(width, height)
            : TensorGrid.over(new Region(x, y, w, h, rotation), width, height);
    FloatBuffer tensor = FloatBuffer.allocate(3 * side * side);

    new TensorSampler(side, BYTES, border, Sampling.OPENCV)
        .sample(noise(width, height), grid, tensor);

    assertThat(crc32(tensor.array(), side)).isEqualTo(crc32);
  }

  private static Picture noise(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) ((i * NOISE) >>> 24);
    }
    return Picture.rgb(rgb, width, height);
  }

  private static String crc32(float[] planes, int side) {
    CRC32 crc32 = new CRC32();
    for (int i = 0; i < side * side; i++) {
      for (int channel = 0; channel < 3; channel++) {
        crc32.update((int) planes[channel * side * side + i]);
      }
    }
    return HexFormat.of().toHexDigits((int) crc32.getValue());
  }
}
