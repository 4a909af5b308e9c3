package io.meshstream.vision.detection;

import io.meshstream.vision.geometry.Box;
import io.meshstream.vision.geometry.Point;
import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.SampleLattice;
import io.meshstream.vision.inference.ModelRunner;
import io.meshstream.vision.inference.Slot;
import io.meshstream.vision.sampling.Border;
import io.meshstream.vision.sampling.Sampling;
import io.meshstream.vision.sampling.TensorGrid;
import io.meshstream.vision.sampling.TensorSampler;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds faces or palms in a whole picture with one of MediaPipe's single-shot detectors (BlazeFace,
 * BlazePalm): letterbox, network, decoding, suppression, and back to the picture's coordinates.
 */
public final class SsdDetector implements Detector {
  private final ModelRunner model;
  private final int inputSize;
  private final TensorSampler sampler;
  private final DetectionDecoder decoder;
  private final WeightedSuppression suppression;

  private SsdDetector(
      SsdNetwork network,
      ModelRunner model,
      double minScore,
      SuppressionThreshold suppression,
      Sampling sampling) {
    this.model = model;
    this.inputSize = network.inputSize();
    this.sampler = new TensorSampler(inputSize, network.range(), Border.BLACK, sampling);
    this.suppression = new WeightedSuppression(suppression.minOverlap());
    this.decoder = new DetectionDecoder(network, minScore);
  }

  /**
   * Makes a detector of faces.
   *
   * @param variant which network it decodes
   * @param model runs that network
   * @param minScore the lowest accepted score, itself included
   * @param suppression which overlapping detections are one face
   * @param sampling which convention the letterbox follows
   */
  public static SsdDetector faces(
      DetectorModel variant,
      ModelRunner model,
      double minScore,
      SuppressionThreshold suppression,
      Sampling sampling) {
    return new SsdDetector(variant.network(), model, minScore, suppression, sampling);
  }

  /**
   * Makes a detector of palms.
   *
   * @param variant which network it decodes
   * @param model runs that network
   * @param minScore the lowest accepted score, itself included
   * @param sampling which convention the letterbox follows
   */
  public static SsdDetector palms(
      PalmModel variant, ModelRunner model, double minScore, Sampling sampling) {
    return new SsdDetector(
        variant.network(), model, minScore, SuppressionThreshold.PALMS, sampling);
  }

  @Override
  public int inputSize() {
    return inputSize;
  }

  @Override
  public SampleLattice lattice(int width, int height) {
    return sampler.lattice(TensorGrid.letterbox(width, height), width, height);
  }

  @Override
  public List<Detection> detect(Picture whole) {
    return detect(whole, TensorGrid.letterbox(whole.width(), whole.height()));
  }

  @Override
  public List<Detection> detect(Picture pixels, Region region) {
    return detect(pixels, TensorGrid.over(region, pixels.width(), pixels.height()));
  }

  private List<Detection> detect(Picture pixels, TensorGrid grid) {
    List<Detection> candidates = candidates(pixels, grid);
    List<Detection> detections = new ArrayList<>();
    for (Detection merged : suppression.apply(candidates)) {
      detections.add(toPicture(merged, grid));
    }
    return List.copyOf(detections);
  }

  private List<Detection> candidates(Picture pixels, TensorGrid grid) {
    try (Slot slot = model.claim()) {
      sampler.sample(pixels, grid, slot.input());
      slot.run();
      return decoder.decode(slot.output(SsdNetwork.BOXES), slot.output(SsdNetwork.SCORES));
    }
  }

  private static Detection toPicture(Detection detection, TensorGrid grid) {
    List<Point> keypoints = new ArrayList<>(detection.keypoints().size());
    for (Point point : detection.keypoints()) {
      keypoints.add(grid.toPicture(point.x(), point.y()));
    }
    Box box = bounds(detection.box(), grid);
    return new Detection(detection.score(), box, keypoints);
  }

  /** Returns the upright box around a box of the grid, which may be turned in the picture. */
  private static Box bounds(Box box, TensorGrid grid) {
    Point topLeft = grid.toPicture(box.xMin(), box.yMin());
    Point topRight = grid.toPicture(box.xMax(), box.yMin());
    Point bottomLeft = grid.toPicture(box.xMin(), box.yMax());
    Point bottomRight = grid.toPicture(box.xMax(), box.yMax());
    return new Box(
        Math.min(Math.min(topLeft.x(), topRight.x()), Math.min(bottomLeft.x(), bottomRight.x())),
        Math.min(Math.min(topLeft.y(), topRight.y()), Math.min(bottomLeft.y(), bottomRight.y())),
        Math.max(Math.max(topLeft.x(), topRight.x()), Math.max(bottomLeft.x(), bottomRight.x())),
        Math.max(Math.max(topLeft.y(), topRight.y()), Math.max(bottomLeft.y(), bottomRight.y())));
  }
}
