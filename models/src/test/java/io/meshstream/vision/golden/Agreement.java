package io.meshstream.vision.golden;

import io.meshstream.vision.Face;
import io.meshstream.vision.Frame;
import io.meshstream.vision.PeerState;
import io.meshstream.vision.Task;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.TaskStep;
import io.meshstream.vision.Turning;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.image.PictureDecoder;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.image.PictureSource;
import io.meshstream.vision.image.QuarterTurn;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How closely two runs over the same frames agree: the distance of each landmark, in pixels and in
 * all three dimensions, as a share of the distance between the outer eye corners.
 */
final class Agreement {
  private static final int RIGHT_EYE_OUTER_CORNER = 33;
  private static final int LEFT_EYE_OUTER_CORNER = 263;

  private final List<Double> distances = new ArrayList<>();
  private final List<String> countDifferences = new ArrayList<>();
  private String worstFrame = "";

  /** Runs a face mesh over a golden set's frames. */
  static Agreement of(GoldenSet golden, Task task) throws IOException, PictureException {
    return of(golden, task, QuarterTurn.NONE);
  }

  /** Runs a face mesh over a golden set's frames, turned; what it finds is turned back. */
  static Agreement of(GoldenSet golden, Task task, QuarterTurn turn)
      throws IOException, PictureException {
    PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());
    Agreement agreement = new Agreement();
    TaskState state = TaskState.initial();
    for (int i = 0; i < golden.frames().size(); i++) {
      GoldenFrame frame = golden.frames().get(i);
      try (PictureSource picture = decoder.open(Files.readAllBytes(frame.file()))) {
        Frame seen = new Frame(picture.turned(turn), golden.capturedAtMicros(i));
        TaskStep step = task.step(state, seen);
        state = step.state();
        agreement.add(
            frame.file().getFileName().toString(),
            picture,
            frame.faces(),
            step.result().faces().stream()
                .map(Face::landmarks)
                .map(each -> Turning.back(each, turn, picture.width(), picture.height()))
                .toList());
      }
    }
    return agreement;
  }

  /**
   * Runs a face mesh on each of a golden set's frames from where MediaPipe itself left the frame
   * before, so that no difference grows from frame to frame; for frames of one size.
   */
  static Agreement ofSteps(GoldenSet golden, Task task) throws IOException, PictureException {
    PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());
    Agreement agreement = new Agreement();
    List<Landmarks> before = List.of();
    for (GoldenFrame frame : golden.frames()) {
      try (PictureSource picture = decoder.open(Files.readAllBytes(frame.file()))) {
        TaskState state = PeerState.after(before, picture.width(), picture.height());
        List<Face> faces = task.step(state, new Frame(picture, -1)).result().faces();
        agreement.add(
            frame.file().getFileName().toString(),
            picture,
            frame.faces(),
            faces.stream().map(Face::landmarks).toList());
        before = frame.faces();
      }
    }
    return agreement;
  }

  /** Adds a frame; faces are matched by position, as they have no identity in MediaPipe. */
  private void add(
      String frame, PictureSource picture, List<Landmarks> expected, List<Landmarks> actual) {
    if (expected.size() != actual.size()) {
      countDifferences.add(frame + ": " + expected.size() + " expected, " + actual.size());
      return;
    }
    List<Landmarks> unmatched = new ArrayList<>(actual);
    for (Landmarks face : expected) {
      Landmarks nearest = null;
      double least = Double.MAX_VALUE;
      for (Landmarks other : unmatched) {
        double distance = distance(picture, face, other);
        if (distance < least) {
          least = distance;
          nearest = other;
        }
      }
      unmatched.remove(nearest);
      if (least >= worst()) {
        worstFrame = frame;
      }
      distances.add(least);
    }
  }

  int faces() {
    return distances.size();
  }

  double mean() {
    return distances.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  private double median() {
    return distances.stream().sorted().skip(distances.size() / 2).findFirst().orElse(0.0);
  }

  private double percentile99() {
    long below = Math.round(Math.floor(0.99 * distances.size()));
    return distances.stream().sorted().skip(below).findFirst().orElse(0.0);
  }

  private double worst() {
    return distances.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  List<String> countDifferences() {
    return countDifferences;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d faces, mean %.4f %%, median %.4f %%, p99 %.4f %%, worst %.4f %% (%s) of the inter-ocular"
            + " distance,"
            + " %d frames with another number of faces",
        distances.size(),
        100 * mean(),
        100 * median(),
        100 * percentile99(),
        100 * worst(),
        worstFrame,
        countDifferences.size());
  }

  private static double distance(PictureSource picture, Landmarks one, Landmarks other) {
    double sum = 0;
    for (int i = 0; i < one.count(); i++) {
      sum += length(picture, one.x(i) - other.x(i), one.y(i) - other.y(i), one.z(i) - other.z(i));
    }
    double eyes =
        length(
            picture,
            one.x(RIGHT_EYE_OUTER_CORNER) - one.x(LEFT_EYE_OUTER_CORNER),
            one.y(RIGHT_EYE_OUTER_CORNER) - one.y(LEFT_EYE_OUTER_CORNER),
            0);
    return sum / one.count() / eyes;
  }

  private static double length(PictureSource picture, double x, double y, double z) {
    double dx = x * picture.width();
    double dy = y * picture.height();
    double dz = z * picture.width();
    return Math.sqrt(dx * dx + dy * dy + dz * dz);
  }
}
