package io.meshstream.vision.pose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.meshstream.vision.Face;
import io.meshstream.vision.FaceDetail;
import io.meshstream.vision.Frame;
import io.meshstream.vision.LandmarkOptions;
import io.meshstream.vision.ModelSet;
import io.meshstream.vision.Task;
import io.meshstream.vision.TaskCatalog;
import io.meshstream.vision.TaskKind;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.TaskStep;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.sample.Portrait;
import io.meshstream.vision.topology.CanonicalFace;
import io.meshstream.vision.topology.Triangle;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows the models a face whose pose is known: the canonical head, painted with the portrait. */
class RenderedFaceTest {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;
  private static final double DISTANCE = -45;
  private static final PerspectiveCamera CAMERA = PerspectiveCamera.mediaPipe();

  @AutoClose private static final ModelSet models = ModelSet.open();
  private static Task task;
  private static Picture paint;
  private static Landmarks places;

  @BeforeAll
  static void paint() throws Exception {
    task =
        TaskCatalog.task(
            TaskSettings.of(TaskKind.FACE_MESH)
                .withLandmarks(LandmarkOptions.defaults().withDetails(Set.of(FaceDetail.POSE))),
            models);
    paint = Portrait.picture();
    places = onlyFace(task.step(TaskState.initial(), Frame.of(paint))).landmarks();
  }

  /**
   * The models see a painted mask; how deep they take it to be decides how far its angles are off,
   * and these are where MediaPipe's models see it.
   */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 3",
    "15, 0, 0, 4",
    "-15, 0, 0, 4",
    "30, 0, 0, 6",
    "-30, 0, 0, 6",
    "0, 15, 0, 6",
    "0, -15, 0, 6",
    "0, 30, 0, 11",
    "0, -30, 0, 6",
    "0, 0, 30, 4",
    "0, 0, -30, 4",
    "20, 10, 15, 6"
  })
  void theModelsSeeHowAPaintedHeadIsTurned(int yaw, int pitch, int roll, float degrees)
      throws Exception {
    PosedFace head = PosedFace.at(yaw, pitch, roll, 0, 0, DISTANCE);
    Frame frame = Frame.of(rendered(head, paint, places));

    TaskState sought = task.step(TaskState.initial(), frame).state();
    HeadPose pose =
        onlyFace(task.step(sought, frame))
            .details()
            .geometry()
            .orElseThrow()
            .pose()
            .orElseThrow()
            .headPose();

    assertThat(pose.yaw()).isCloseTo(yaw, within(degrees));
    assertThat(pose.pitch()).isCloseTo(pitch, within(degrees));
    assertThat(pose.roll()).isCloseTo(roll, within(degrees));
    assertThat(pose.z()).isCloseTo((float) DISTANCE, within(4f));
  }

  private static Face onlyFace(TaskStep step) {
    assertThat(step.result().faces()).hasSize(1);
    return step.result().faces().get(0);
  }

  private static Picture rendered(PosedFace face, Picture paint, Landmarks places) {
    Landmarks seen = face.seenBy(CAMERA, WIDTH, HEIGHT);
    byte[] rgb = new byte[3 * WIDTH * HEIGHT];
    Arrays.fill(rgb, (byte) 150);
    float[] depth = new float[WIDTH * HEIGHT];
    Arrays.fill(depth, Float.MAX_VALUE);
    for (Triangle triangle : CanonicalFace.triangles()) {
      fill(triangle, seen, paint, places, rgb, depth);
    }
    return Picture.rgb(rgb, WIDTH, HEIGHT);
  }

  private static void fill(
      Triangle triangle,
      Landmarks seen,
      Picture paint,
      Landmarks places,
      byte[] rgb,
      float[] depth) {
    int[] ids = {triangle.a(), triangle.b(), triangle.c()};
    double[] x = new double[3];
    double[] y = new double[3];
    double[] nearness = new double[3];
    for (int i = 0; i < 3; i++) {
      x[i] = seen.x(ids[i]) * WIDTH;
      y[i] = seen.y(ids[i]) * HEIGHT;
      nearness[i] = 1 / seen.z(ids[i]);
    }
    double area = (x[1] - x[0]) * (y[2] - y[0]) - (x[2] - x[0]) * (y[1] - y[0]);
    if (area == 0) {
      return;
    }
    int left = (int) Math.max(0, Math.floor(Math.min(x[0], Math.min(x[1], x[2]))));
    int right = (int) Math.min(WIDTH - 1, Math.ceil(Math.max(x[0], Math.max(x[1], x[2]))));
    int top = (int) Math.max(0, Math.floor(Math.min(y[0], Math.min(y[1], y[2]))));
    int bottom = (int) Math.min(HEIGHT - 1, Math.ceil(Math.max(y[0], Math.max(y[1], y[2]))));
    for (int row = top; row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        double px = column + 0.5;
        double py = row + 0.5;
        double b = ((px - x[0]) * (y[2] - y[0]) - (x[2] - x[0]) * (py - y[0])) / area;
        double c = ((x[1] - x[0]) * (py - y[0]) - (px - x[0]) * (y[1] - y[0])) / area;
        double a = 1 - b - c;
        if (a < 0 || b < 0 || c < 0) {
          continue;
        }
        double w = a * nearness[0] + b * nearness[1] + c * nearness[2];
        int at = row * WIDTH + column;
        if (1 / w < depth[at]) {
          depth[at] = (float) (1 / w);
          double u = 0;
          double v = 0;
          double[] shares = {a, b, c};
          for (int i = 0; i < 3; i++) {
            u += shares[i] * nearness[i] / w * places.x(ids[i]);
            v += shares[i] * nearness[i] / w * places.y(ids[i]);
          }
          paint(paint, u * paint.width() - 0.5, v * paint.height() - 0.5, rgb, 3 * at);
        }
      }
    }
  }

  /** Bilinear. */
  private static void paint(Picture paint, double x, double y, byte[] rgb, int at) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    double right = x - left;
    double down = y - top;
    for (int channel = 0; channel < 3; channel++) {
      int shift = 16 - 8 * channel;
      double above =
          (1 - right) * (paint.rgbAt(left, top) >> shift & 0xff)
              + right * (paint.rgbAt(left + 1, top) >> shift & 0xff);
      double below =
          (1 - right) * (paint.rgbAt(left, top + 1) >> shift & 0xff)
              + right * (paint.rgbAt(left + 1, top + 1) >> shift & 0xff);
      rgb[at + channel] = (byte) Math.round((1 - down) * above + down * below);
    }
  }
}
