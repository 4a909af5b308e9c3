package io.meshstream.vision.golden;

import io.meshstream.vision.Frame;
import io.meshstream.vision.Hand;
import io.meshstream.vision.Task;
import io.meshstream.vision.TaskResult;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.TaskStep;
import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.geometry.Box;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.image.PictureDecoder;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.image.PictureSource;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How closely hands agree with MediaPipe's: of each the mean distance of its landmarks in the
 * picture, as a share of the hand's size, which is the longer side of the box around them.
 */
final class HandAgreement {
  private final List<Double> distances = new ArrayList<>();
  private final List<String> countDifferences = new ArrayList<>();
  private final List<String> labelDifferences = new ArrayList<>();
  private String worstFrame = "";
  private double worstScore;
  private double worstDepth;
  private double worstWorld;
  private int palms;
  private double worstPalmScore;
  private double worstPalmPoint;

  /** Runs a task over a golden set's frames, one after another. */
  static HandAgreement ofFreeRun(GoldenHands golden, Task task)
      throws IOException, PictureException {
    return of(golden, task, false);
  }

  /** Runs a task on each frame from where MediaPipe itself left the one before. */
  static HandAgreement ofSteps(GoldenHands golden, Task task) throws IOException, PictureException {
    return of(golden, task, true);
  }

  private static HandAgreement of(GoldenHands golden, Task task, boolean isFromPeer)
      throws IOException, PictureException {
    PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());
    HandAgreement agreement = new HandAgreement();
    TaskState state = TaskState.initial();
    for (GoldenHands.Frame frame : golden.frames()) {
      try (PictureSource picture = decoder.open(Files.readAllBytes(frame.file()))) {
        TaskStep step = task.step(state, new Frame(picture, -1));
        agreement.add(frame, step.result(), golden.settings().hands().maxHands());
        state = isFromPeer ? frame.after() : step.state();
      }
    }
    return agreement;
  }

  private void add(GoldenHands.Frame frame, TaskResult result, int maxHands) {
    String name = frame.file().getFileName().toString();
    List<Hand> unmatched = new ArrayList<>(result.hands());
    if (frame.hands().size() != unmatched.size()) {
      countDifferences.add(name + ": " + frame.hands().size() + " expected, " + unmatched.size());
      return;
    }
    for (GoldenHands.Hand expected : frame.hands()) {
      Hand nearest = unmatched.get(0);
      for (Hand other : unmatched) {
        if (distance(frame, expected, other) < distance(frame, expected, nearest)) {
          nearest = other;
        }
      }
      unmatched.remove(nearest);
      add(name, frame, expected, nearest);
    }
    if (frame.palms().isPresent()) {
      addPalms(frame.palms().get(), result.palms().orElseThrow(), maxHands);
    }
  }

  private void add(String name, GoldenHands.Frame frame, GoldenHands.Hand expected, Hand actual) {
    double distance = distance(frame, expected, actual) / size(frame, expected.landmarks());
    if (distance >= worst()) {
      worstFrame = name;
    }
    distances.add(distance);
    if (expected.handedness() != actual.handedness()) {
      labelDifferences.add(name + ": " + expected.handedness() + " expected");
    } else {
      worstScore = Math.max(worstScore, Math.abs(expected.score() - actual.handednessScore()));
    }
    double depth = 0;
    double world = 0;
    for (int i = 0; i < Landmarks.HAND_POINTS; i++) {
      depth += Math.abs(expected.landmarks().z(i) - actual.landmarks().z(i)) * frame.width();
      double dx = expected.world().x(i) - actual.world().x(i);
      double dy = expected.world().y(i) - actual.world().y(i);
      double dz = expected.world().z(i) - actual.world().z(i);
      world += Math.sqrt(dx * dx + dy * dy + dz * dz);
    }
    worstDepth =
        Math.max(worstDepth, depth / Landmarks.HAND_POINTS / size(frame, expected.landmarks()));
    worstWorld = Math.max(worstWorld, world / Landmarks.HAND_POINTS);
  }

  /** MediaPipe tells of no more palms than hands are sought. */
  private void addPalms(List<Detection> expected, List<Detection> actual, int maxHands) {
    List<Detection> best = actual.subList(0, Math.min(actual.size(), maxHands));
    DetectionDifference difference = DetectionDifference.between(best, expected);
    palms += expected.size();
    worstPalmScore = Math.max(worstPalmScore, difference.score());
    worstPalmPoint = Math.max(worstPalmPoint, difference.keypoint());
  }

  /** Returns the mean distance of two hands' points, in pixels. */
  private static double distance(GoldenHands.Frame frame, GoldenHands.Hand expected, Hand actual) {
    Landmarks one = expected.landmarks();
    Landmarks two = actual.landmarks();
    double sum = 0;
    for (int i = 0; i < Landmarks.HAND_POINTS; i++) {
      sum +=
          Math.hypot((one.x(i) - two.x(i)) * frame.width(), (one.y(i) - two.y(i)) * frame.height());
    }
    return sum / Landmarks.HAND_POINTS;
  }

  private static double size(GoldenHands.Frame frame, Landmarks hand) {
    Box box = Box.around(hand);
    return Math.max(box.width() * frame.width(), box.height() * frame.height());
  }

  double mean() {
    return distances.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  double worst() {
    return distances.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  private double quantile(double part) {
    long below = Math.round(Math.floor(part * distances.size()));
    return distances.stream().sorted().skip(below).findFirst().orElse(0.0);
  }

  /** Returns the largest of the hands' mean distances of points in space, in metres. */
  double worstWorld() {
    return worstWorld;
  }

  /** Returns the largest difference of a palm's score. */
  double worstPalmScore() {
    return worstPalmScore;
  }

  /** Returns the largest distance of a palm's keypoint, as a share of its box. */
  double worstPalmPoint() {
    return worstPalmPoint;
  }

  List<String> countDifferences() {
    return countDifferences;
  }

  List<String> labelDifferences() {
    return labelDifferences;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d hands, mean %.4f %%, median %.4f %%, p99 %.4f %%, worst %.4f %% (%s) of the hand; z at"
            + " worst %.3f %%, world %.3f mm, handedness %.5f; %d palms, score at worst %.6f,"
            + " keypoint %.4f %% of the box; other numbers of hands %s, other labels %s",
        distances.size(),
        100 * mean(),
        100 * quantile(0.5),
        100 * quantile(0.99),
        100 * worst(),
        worstFrame,
        100 * worstDepth,
        1000 * worstWorld,
        worstScore,
        palms,
        worstPalmScore,
        100 * worstPalmPoint,
        countDifferences,
        labelDifferences);
  }
}
