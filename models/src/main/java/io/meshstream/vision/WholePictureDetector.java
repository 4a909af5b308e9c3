package io.meshstream.vision;

import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.detection.Detector;
import io.meshstream.vision.detection.HeadTurns;
import io.meshstream.vision.detection.TileLayout;
import io.meshstream.vision.detection.TiledDetector;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.SampleLattice;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Detects in the whole picture of a frame, and says at which scale it is to be decoded for that.
 *
 * @param detector what detects
 * @param tilesPerFrame how many tiles it takes of a picture that is one of many
 * @param turns finds out which way up heads are, if that is wanted
 * @param scale at which scale pictures are decoded
 */
record WholePictureDetector(
    TiledDetector detector, int tilesPerFrame, Optional<HeadTurns> turns, Scale scale) {

  /**
   * What was found in a picture, and which tile is next.
   *
   * @param detections what was found, best first
   * @param nextTile the number of the first tile of the next picture
   */
  record Found(List<Detection> detections, int nextTile) {}

  /** Makes one that looks at the whole picture only, and takes heads to be upright. */
  static WholePictureDetector plain(Detector detector, Scale scale) {
    return new WholePictureDetector(
        new TiledDetector(detector, 1, 0), TileOptions.none().perFrame(), Optional.empty(), scale);
  }

  /** Returns the coarsest scale of a picture that will do. */
  int reduction(int width, int height) {
    int longerSide = Math.max(width, height);
    return scale.reduction(
        longerSide, detector.samples(detector.layout(width, height), longerSide));
  }

  /**
   * Tells where it looks into a picture, at full scale; empty where that depends on what it sees.
   */
  Optional<SampleLattice> lattice(int width, int height) {
    return turns.isEmpty() ? detector.lattice(width, height) : Optional.empty();
  }

  /**
   * Detects in a picture that stands alone: in the whole of it and in all tiles.
   *
   * @param whole the picture, at a scale that will do
   */
  List<Detection> detect(Picture whole) {
    return detect(whole, 0, Integer.MAX_VALUE, detection -> true).detections();
  }

  /**
   * Detects in one of many pictures: in the whole of it, and in some tiles from one on.
   *
   * @param whole the picture, at a scale that will do
   * @param isNew tells whether it matters which way up a head is
   */
  Found detect(Picture whole, int firstTile, Predicate<Detection> isNew) {
    return detect(whole, firstTile, tilesPerFrame, isNew);
  }

  private Found detect(Picture whole, int first, int count, Predicate<Detection> isNew) {
    TileLayout layout = detector.layout(whole.width(), whole.height());
    List<Detection> detections = detector.detect(whole, layout, first, count);
    return new Found(upright(detections, whole, isNew), layout.next(first, count));
  }

  /** Of so many detections that it matters, those that are new are seen once more. */
  private List<Detection> upright(
      List<Detection> detections, Picture whole, Predicate<Detection> isNew) {
    if (turns.isEmpty()) {
      return detections;
    }
    return turns.get().withUpsideDown(detections, whole).stream()
        .limit(DetectionOptions.MAX_FACES)
        .map(each -> isNew.test(each) ? turns.get().upright(each, whole) : each)
        .sorted(Comparator.comparing(Detection::score).reversed())
        .toList();
  }
}
