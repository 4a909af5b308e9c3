package io.meshstream.bench;

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
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.sample.Portrait;
import io.meshstream.vision.smoothing.Smoothing;
import io.meshstream.vision.smoothing.SmoothingKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Prints, for some settings of the smoothing, how much the landmarks of a still face tremble, and
 * by how much time those of a moving one lag: a part of the portrait at 30 frames a second, with
 * the noise of a camera, that stands still or passes at a constant speed.
 *
 * <p>Trembling is the standard deviation of a landmark's place, on average over all, as a share of
 * the distance between the outer eye corners. Lag is the distance of the smoothed landmarks from
 * those that are not, along the motion, divided by its speed.
 */
public final class SmoothingFigures {
  private static final int SIZE = 256;
  private static final int LEFT = 60;
  private static final double NOISE = 6;
  private static final long FRAME_MICROS = 33_333;
  private static final int FRAMES = 90;
  private static final int SETTLED = 30;
  private static final int[] PIXELS_A_FRAME = {1, 4};
  private static final int WAY = 120;

  private final ModelSet models;
  private final Picture portrait = Portrait.picture();

  private SmoothingFigures(ModelSet models) {
    this.models = models;
  }

  /** Prints the figures. */
  public static void main(String[] args) throws PictureException {
    try (ModelSet models = ModelSet.open()) {
      new SmoothingFigures(models).print();
    }
  }

  private void print() throws PictureException {
    print("none", Smoothing.none());
    for (double[] parameters :
        new double[][] {
          {0.05, 80, 1}, {0.05, 20, 1}, {0.05, 5, 1}, {0.5, 20, 1}, {1, 5, 1}, {2, 0, 1}
        }) {
      print(
          "min cut-off %s, beta %s".formatted(parameters[0], parameters[1]),
          new Smoothing(SmoothingKind.ONE_EURO, parameters[0], parameters[1], parameters[2]));
    }
  }

  private void print(String name, Smoothing smoothing) throws PictureException {
    StringBuilder line = new StringBuilder();
    line.append("%-28s trembling %.3f %%".formatted(name, 100 * trembling(smoothing)));
    for (int pixels : PIXELS_A_FRAME) {
      line.append(", lag at %d pixels a frame %.0f ms".formatted(pixels, lag(smoothing, pixels)));
    }
    System.out.println(line);
  }

  private double trembling(Smoothing smoothing) throws PictureException {
    List<Landmarks> settled = landmarks(smoothing, FRAMES, 0).subList(SETTLED, FRAMES);
    int points = settled.get(0).count();
    double sum = 0;
    for (int point = 0; point < points; point++) {
      sum += deviation(settled, point);
    }
    Landmarks face = settled.get(0);
    return sum / points / Math.hypot(face.x(263) - face.x(33), face.y(263) - face.y(33));
  }

  private static double deviation(List<Landmarks> frames, int point) {
    double x = frames.stream().mapToDouble(each -> each.x(point)).average().orElseThrow();
    double y = frames.stream().mapToDouble(each -> each.y(point)).average().orElseThrow();
    double squares =
        frames.stream()
            .mapToDouble(each -> Math.pow(each.x(point) - x, 2) + Math.pow(each.y(point) - y, 2))
            .average()
            .orElseThrow();
    return Math.sqrt(squares);
  }

  /** Returns the lag in milliseconds. */
  private double lag(Smoothing smoothing, int pixelsAFrame) throws PictureException {
    int frames = WAY / pixelsAFrame;
    List<Landmarks> rough = landmarks(Smoothing.none(), frames, pixelsAFrame);
    List<Landmarks> smooth = landmarks(smoothing, frames, pixelsAFrame);
    double sum = 0;
    int count = 0;
    for (int frame = frames / 2; frame < frames; frame++) {
      for (int point = 0; point < rough.get(frame).count(); point++) {
        sum += smooth.get(frame).x(point) - rough.get(frame).x(point);
        count++;
      }
    }
    return sum / count * SIZE / pixelsAFrame * FRAME_MICROS / 1000;
  }

  private List<Landmarks> landmarks(Smoothing smoothing, int frames, int pixelsAFrame)
      throws PictureException {
    Task task =
        TaskCatalog.task(
            TaskSettings.of(TaskKind.FACE_MESH)
                .withLandmarks(LandmarkOptions.defaults().withSmoothing(smoothing)),
            models);
    Random random = new Random(1);
    TaskState state = TaskState.initial();
    List<Landmarks> landmarks = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      Frame frame =
          new Frame(
              Frame.of(noisy(LEFT + i * pixelsAFrame, random)).picture(), (i + 1) * FRAME_MICROS);
      TaskStep step = task.step(state, frame);
      state = step.state();
      landmarks.add(step.result().faces().get(0).landmarks());
    }
    return landmarks;
  }

  /**
   * Cuts a part out of the portrait, which moves to the left as that begins further to the right.
   */
  private Picture noisy(int left, Random random) {
    byte[] rgb = new byte[3 * SIZE * SIZE];
    for (int y = 0, at = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        int pixel = portrait.rgbAt(left + x, y);
        for (int shift = 16; shift >= 0; shift -= 8) {
          double value = (pixel >> shift & 0xff) + NOISE * random.nextGaussian();
          rgb[at++] = (byte) Math.max(0, Math.min(255, Math.round(value)));
        }
      }
    }
    return Picture.rgb(rgb, SIZE, SIZE);
  }
}
