package io.meshstream.tools.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.meshstream.tools.http.CertificateRule;
import io.meshstream.tools.video.CameraUrl;
import io.meshstream.tools.video.FFmpeg;
import io.meshstream.vision.jpeg.JpegHeader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JpegEncoderTest {

  private static final int WIDTH = 320;
  private static final int HEIGHT = 180;

  /** Of skin, roughly: in the middle of no scale, and where the matrices differ visibly. */
  private static final int RED = 220;

  private static final int GREEN = 150;
  private static final int BLUE = 110;

  @BeforeAll
  static void load() {
    FFmpeg.require("test");
  }

  /** Weights of red and blue in the luminance are those of the standards that name them. */
  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource({
    "bt709, limited, yuv420p, 0.2126, 0.0722",
    "bt709, full, yuv420p, 0.2126, 0.0722",
    "bt709, full, yuvj420p, 0.2126, 0.0722",
    "bt709, limited, yuv444p, 0.2126, 0.0722",
    "bt2020nc, limited, yuv420p, 0.2627, 0.0593",
    "smpte170m, limited, yuv420p, 0.299, 0.114",
    "smpte170m, full, yuv420p, 0.299, 0.114",
    "smpte170m, full, yuvj422p, 0.299, 0.114",
    "unknown, unknown, yuv420p, 0.299, 0.114",
    "unknown, unknown, yuvj420p, 0.299, 0.114"
  })
  void keepsTheColoursOfTheVideo(String matrix, String range, String pixels, double r, double b)
      throws Exception {
    boolean full = range.equals("full") || pixels.startsWith("yuvj");
    AVFrame frame = frame(pixels, matrix, range);
    double luma = r * RED + (1 - r - b) * GREEN + b * BLUE;
    double chroma = full ? 255 : 224;
    fill(frame, 0, full ? luma : 16 + luma * 219 / 255);
    fill(frame, 1, 128 + chroma * (BLUE - luma) / (2 * (1 - b)) / 255);
    fill(frame, 2, 128 + chroma * (RED - luma) / (2 * (1 - r)) / 255);

    BufferedImage image = encoded(frame);

    int colour = image.getRGB(WIDTH / 2, HEIGHT / 2);
    assertThat(colour >> 16 & 0xff).as("red").isCloseTo(RED, within(4));
    assertThat(colour >> 8 & 0xff).as("green").isCloseTo(GREEN, within(4));
    assertThat(colour & 0xff).as("blue").isCloseTo(BLUE, within(4));
  }

  /** Webcams give the first two, screens the next, hardware and films the others. */
  @ParameterizedTest
  @ValueSource(strings = {"yuyv422", "bgr24", "bgr0", "rgba", "nv12", "yuv420p10le", "gray"})
  void takesPixelsOfOtherKinds(String pixels) throws Exception {
    AVFrame frame = frame(pixels, "unknown", "unknown");
    fill(frame, 0, 128);
    if (pixels.equals("nv12")) {
      fill(frame, 1, 128);
    }

    assertThat(encoded(frame).getWidth()).isEqualTo(WIDTH);
  }

  @Test
  void takesInterlacedFramesForWholeOnes() throws Exception {
    AVFrame frame = frame("yuv420p", "unknown", "unknown");
    frame.flags(AVFrame.AV_FRAME_FLAG_INTERLACED | AVFrame.AV_FRAME_FLAG_TOP_FIELD_FIRST);
    for (int plane = 0; plane < 3; plane++) {
      fill(frame, plane, 128);
    }

    assertThat(encoded(frame).getHeight()).isEqualTo(HEIGHT);
  }

  /** So that the job need not read what is above a face. */
  @ParameterizedTest
  @CsvSource({"320, 180", "1280, 720", "33, 17"})
  void everyRowOfBlocksCanBeReadByItself(int width, int height) throws Exception {
    AVFrame frame = frame("yuv420p", "unknown", "unknown", width, height);
    for (int plane = 0; plane < 3; plane++) {
      fill(frame, plane, 128);
    }

    byte[] jpeg = encode(frame);

    int unitsInRow = (width + 15) / 16;
    assertThat(JpegHeader.parse(jpeg, 0, jpeg.length, 1 << 20).restartInterval())
        .isEqualTo(unitsInRow);
    assertThat(ImageIO.read(new ByteArrayInputStream(jpeg)).getHeight()).isEqualTo(height);
  }

  @Test
  void aPictureOfOneRowIsEncodedAsWell() throws Exception {
    AVFrame frame = frame("yuv420p", "unknown", "unknown", 64, 16);
    for (int plane = 0; plane < 3; plane++) {
      fill(frame, plane, 128);
    }

    assertThat(encoded(frame).getHeight()).isEqualTo(16);
  }

  private static AVFrame frame(String pixels, String matrix, String range) {
    return frame(pixels, matrix, range, WIDTH, HEIGHT);
  }

  private static AVFrame frame(String pixels, String matrix, String range, int width, int height) {
    AVFrame frame = avutil.av_frame_alloc();
    frame.width(width).height(height).format(avutil.av_get_pix_fmt(pixels));
    frame.colorspace(avutil.av_color_space_from_name(matrix));
    frame.color_range(
        switch (range) {
          case "full" -> avutil.AVCOL_RANGE_JPEG;
          case "limited" -> avutil.AVCOL_RANGE_MPEG;
          default -> avutil.AVCOL_RANGE_UNSPECIFIED;
        });
    assertThat(avutil.av_frame_get_buffer(frame, 0)).isZero();
    return frame;
  }

  private static void fill(AVFrame frame, int plane, double value) {
    int halvings = avutil.av_pix_fmt_desc_get(frame.format()).log2_chroma_h();
    int rows = plane == 0 ? frame.height() : (frame.height() + halvings) >> halvings;
    BytePointer bytes = frame.data(plane);
    bytes.capacity((long) rows * frame.linesize(plane)).fill((int) Math.round(value));
  }

  private static BufferedImage encoded(AVFrame frame) throws Exception {
    return ImageIO.read(new ByteArrayInputStream(encode(frame)));
  }

  private static byte[] encode(AVFrame frame) throws Exception {
    CameraSettings settings =
        new CameraSettings(
            "cam",
            CameraUrl.parse("clip.mp4"),
            OptionalDouble.empty(),
            Optional.empty(),
            OptionalInt.of(95),
            OptionalInt.empty(),
            /* loop= */ false,
            CertificateRule.trusted(),
            CaptureTime.Source.CAMERA,
            /* restartMarkers= */ false);
    try (JpegEncoder encoder = new JpegEncoder(settings)) {
      return encoder.encode(frame);
    } finally {
      avutil.av_frame_free(frame);
    }
  }
}
