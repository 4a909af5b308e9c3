package io.meshstream.vision.detection;

import io.meshstream.vision.geometry.Box;
import io.meshstream.vision.geometry.Point;
import io.meshstream.vision.image.Picture;
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
 *
 * <p>Immutable and thread-safe; each call brings a slot of its own.
 */
public final class FaceDetector {
  private static final String BOXES = "boxes";
  private static final String SCORES = "scores";

  private final int inputSize;
  private final TensorSampler sampler;
  private final DetectionDecoder decoder;
  private final WeightedSuppression suppression =
      new WeightedSuppression(WeightedSuppression.FACE_MESH_OVERLAP);

  /**
   * A detector.
   *
   * @param model which network it decodes
   * @param minScore the lowest accepted score, itself included
   * @param sampling which convention the letterbox follows
   */
  public FaceDetector(DetectorModel model, double minScore, Sampling sampling) {
    this.inputSize = model.inputSize();
    this.sampler = new TensorSampler(model.inputSize(), ValueRange.SIGNED, Border.BLACK, sampling);
    this.decoder = new DetectionDecoder(model.anchors(), model.inputSize(), minScore);
  }

  /** Side of the model's square input, in pixels. */
  public int inputSize() {
    return inputSize;
  }

  /**
   * The faces of a picture, best first, in its normalised coordinates; they are not clipped to it.
   *
   * @param slot a fresh place in this detector's model
   */
  public List<Detection> detect(Picture picture, Slot slot) {
    TensorGrid grid = TensorGrid.letterbox(picture.width(), picture.height());
    sampler.sample(picture, grid, slot.input());
    slot.run();
    List<Detection> candidates = decoder.decode(slot.output(BOXES), slot.output(SCORES));
    List<Detection> detections = new ArrayList<>();
    for (Detection merged : suppression.apply(candidates)) {
      detections.add(toPicture(merged, grid));
    }
    return List.copyOf(detections);
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
