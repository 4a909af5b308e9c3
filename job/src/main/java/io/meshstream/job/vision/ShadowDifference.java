package io.meshstream.job.vision;

import io.meshstream.vision.Face;
import io.meshstream.vision.Hand;
import io.meshstream.vision.TaskResult;
import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Point;
import io.meshstream.vision.geometry.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How far what models on trial see in a frame is from what the models in use see.
 *
 * @param faces of its faces
 * @param hands of its hands
 */
public record ShadowDifference(Comparison faces, Comparison hands) {

  /**
   * How far the faces, or the hands, of a frame are from each other.
   *
   * @param pixels for each that both see, the mean distance of its points, in pixels of the upright
   *     picture: of its landmarks, or of the detector's keypoints where none are read
   * @param unmatched how many only one of the two sees
   */
  public record Comparison(List<Double> pixels, int unmatched) {

    /** Copies the list. */
    public Comparison {
      pixels = List.copyOf(pixels);
    }
  }

  /**
   * As a share of its region's width, how far a face or hand may be from where the other sees it.
   */
  private static final double SAME = 0.5;

  /**
   * Compares two results of one frame, which were reached from the same state. Those belong
   * together that are nearest to each other.
   *
   * @param width columns of pixels of the upright picture
   * @param height rows of pixels of the upright picture
   */
  static ShadowDifference between(TaskResult used, TaskResult trial, int width, int height) {
    Scale scale = new Scale(width, height);
    return new ShadowDifference(
        scale.compare(
            used.faces().stream().map(Sighting::of).toList(),
            trial.faces().stream().map(Sighting::of).toList()),
        scale.compare(
            used.hands().stream().map(Sighting::of).toList(),
            trial.hands().stream().map(Sighting::of).toList()));
  }

  /** A face or a hand: where it was looked for, and its points. */
  private record Sighting(Region region, List<Point> points) {

    static Sighting of(Face face) {
      return new Sighting(
          face.region(),
          face.landmarks().count() == 0
              ? face.detection().map(Detection::keypoints).orElse(List.of())
              : points(face.landmarks()));
    }

    static Sighting of(Hand hand) {
      return new Sighting(hand.region(), points(hand.landmarks()));
    }

    private static List<Point> points(Landmarks landmarks) {
      return IntStream.range(0, landmarks.count())
          .mapToObj(i -> new Point(landmarks.x(i), landmarks.y(i)))
          .toList();
    }

    Point centre() {
      return new Point(region.centerX(), region.centerY());
    }
  }

  /** Measures in the pixels of a picture. */
  private record Scale(int width, int height) {

    Comparison compare(List<Sighting> used, List<Sighting> trial) {
      List<Sighting> others = new ArrayList<>(trial);
      List<Double> pixels = new ArrayList<>();
      int unmatched = 0;
      for (Sighting one : used) {
        Optional<Sighting> same = nearest(one, others);
        same.ifPresent(others::remove);
        double difference = same.map(other -> between(one, other)).orElse(Double.NaN);
        if (Double.isFinite(difference)) {
          pixels.add(difference);
        } else {
          unmatched++;
        }
      }
      return new Comparison(pixels, unmatched + others.size());
    }

    private Optional<Sighting> nearest(Sighting one, List<Sighting> others) {
      double least = SAME * one.region().width() * width;
      Optional<Sighting> nearest = Optional.empty();
      for (Sighting other : others) {
        double apart = between(one.centre(), other.centre());
        if (apart <= least) {
          least = apart;
          nearest = Optional.of(other);
        }
      }
      return nearest;
    }

    private double between(Sighting one, Sighting other) {
      return one.points().size() != other.points().size()
          ? Double.NaN
          : IntStream.range(0, one.points().size())
              .mapToDouble(i -> between(one.points().get(i), other.points().get(i)))
              .average()
              .orElse(Double.NaN);
    }

    private double between(Point one, Point other) {
      return Math.hypot((one.x() - other.x()) * width, (one.y() - other.y()) * height);
    }
  }
}
