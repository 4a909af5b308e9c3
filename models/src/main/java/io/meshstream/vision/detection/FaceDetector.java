package io.meshstream.vision.detection;

import io.meshstream.vision.geometry.Box;
import io.meshstream.vision.geometry.Point;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.inference.ModelRunner;
import io.meshstream.vision.inference.Slot;
import io.meshstream.vision.sampling.Border;
import io.meshstream.vision.sampling.Sampling;
import io.meshstream.vision.sampling.TensorGrid;
import io.meshstream.vision.sampling.TensorSampler;
import io.meshstream.vision.sampling.ValueRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds faces in a whole picture with a BlazeFace model: letterbox, network, decoding, suppression,
 * and back to the picture's coordinates.
 */
public final class FaceDetector implements Detector {
  private final ModelRunner model;
  private final int inputSize;
  private final TensorSampler sampler;
  private final DetectionDecoder decoder;
  private final WeightedSuppression suppression;

  /**
   * Makes a detector.
   *
   * @param variant which network it decodes
   * @param model runs that network
   * @param minScore the lowest accepted score, itself included
   * @param suppression which overlapping detections are one face
   * @param sampling which convention the letterbox follows
   */
  public FaceDetector(
      DetectorModel variant,
      ModelRunner model,
      double minScore,
      SuppressionThreshold suppression,
      Sampling sampling) {
    this.model = model;
    this.inputSize = variant.inputSize();
    this.sampler = new TensorSampler(inputSize, ValueRange.SIGNED, Border.BLACK, sampling);
    this.suppression = new WeightedSuppression(suppression.minOverlap());
    this.decoder = new DetectionDecoder(variant.anchors(), inputSize, minScore);
  }

  @Override
  public int inputSize() {
    return inputSize;
  }

  @Override
  public List<Detection> detect(Picture whole) {
    TensorGrid grid = TensorGrid.letterbox(whole.width(), whole.height());
    List<Detection> candidates = candidates(whole, grid);
    List<Detection> detections = new ArrayList<>();
    for (Detection merged : suppression.apply(candidates)) {
      detections.add(toPicture(merged, grid));
    }
    return List.copyOf(detections);
  }

  private List<Detection> candidates(Picture whole, TensorGrid grid) {
    try (Slot slot = model.claim()) {
      sampler.sample(whole, grid, slot.input());
      slot.run();
      return decoder.decode(slot.output(DetectorModel.BOXES), slot.output(DetectorModel.SCORES));
    }
  }

  private static Detection toPicture(Detection detection, TensorGrid grid) {
    List<Point> keypoints = new ArrayList<>(Detection.KEYPOINTS);
    for (Point point : detection.keypoints()) {
      keypoints.add(grid.toPicture(point.x(), point.y()));
    }
    // The letterbox is not rotated, so two corners tell where the box comes to lie.
    Point topLeft = grid.toPicture(detection.box().xMin(), detection.box().yMin());
    Point bottomRight = grid.toPicture(detection.box().xMax(), detection.box().yMax());
    Box box = new Box(topLeft.x(), topLeft.y(), bottomRight.x(), bottomRight.y());
    return new Detection(detection.score(), box, keypoints);
  }
}
