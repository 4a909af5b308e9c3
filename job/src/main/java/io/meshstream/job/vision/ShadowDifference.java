package io.meshstream.job.vision;

import io.meshstream.vision.Face;
import io.meshstream.vision.TaskResult;
import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How far what models on trial see in a frame is from what the models in use see.
 *
 * @param facePixels for each face that both see, the mean distance of its points, in pixels of the
 *     upright picture: of its landmarks, or of the detector's keypoints where none are read
 * @param unmatchedFaces how many faces only one of the two sees
 */
public record ShadowDifference(List<Double> facePixels, int unmatchedFaces) {

  /** As a share of its region's width, how far a face may be from where the other sees it. */
  private static final double SAME_FACE = 0.5;

  /** Copies the list. */
  public ShadowDifference {
    facePixels = List.copyOf(facePixels);
  }

  /**
   * Compares two results of one frame, which were reached from the same state. Faces belong
   * together that are nearest to each other.
   *
   * @param width columns of pixels of the upright picture
   * @param height rows of pixels of the upright picture
   */
  static ShadowDifference between(TaskResult used, TaskResult trial, int width, int height) {
    Distance distance = new Distance(width, height);
    List<Face> others = new ArrayList<>(trial.faces());
    List<Double> pixels = new ArrayList<>();
    int unmatched = 0;
    for (Face face : used.faces()) {
      Optional<Face> same = distance.nearest(face, others);
      same.ifPresent(others::remove);
      double difference = same.map(other -> distance.between(face, other)).orElse(Double.NaN);
      if (Double.isFinite(difference)) {
        pixels.add(difference);
      } else {
        unmatched++;
      }
    }
    return new ShadowDifference(pixels, unmatched + others.size());
  }

  private record Distance(int width, int height) {

    Optional<Face> nearest(Face face, List<Face> others) {
      double least = SAME_FACE * face.region().width() * width;
      Optional<Face> nearest = Optional.empty();
      for (Face other : others) {
        double apart = between(centre(face), centre(other));
        if (apart <= least) {
          least = apart;
          nearest = Optional.of(other);
        }
      }
      return nearest;
    }

    double between(Face one, Face other) {
      List<Point> points = points(one);
      List<Point> otherPoints = points(other);
      return points.size() != otherPoints.size()
          ? Double.NaN
          : IntStream.range(0, points.size())
              .mapToDouble(i -> between(points.get(i), otherPoints.get(i)))
              .average()
              .orElse(Double.NaN);
    }

    private double between(Point one, Point other) {
      return Math.hypot((one.x() - other.x()) * width, (one.y() - other.y()) * height);
    }

    private static Point centre(Face face) {
      return new Point(face.region().centerX(), face.region().centerY());
    }

    private static List<Point> points(Face face) {
      Landmarks landmarks = face.landmarks();
      return landmarks.count() == 0
          ? face.detection().map(Detection::keypoints).orElse(List.of())
          : IntStream.range(0, landmarks.count())
              .mapToObj(i -> new Point(landmarks.x(i), landmarks.y(i)))
              .toList();
    }
  }
}
