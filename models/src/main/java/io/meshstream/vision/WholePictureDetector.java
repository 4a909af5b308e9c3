package io.meshstream.vision;

import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.detection.Detector;
import io.meshstream.vision.detection.TiledDetector;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureSource;
import java.util.List;

/**
 * Detects in a picture that has yet to be decoded.
 *
 * @param detector what detects
 * @param tilesPerFrame how many tiles it takes of a picture that is one of many
 * @param scale at which scale pictures are decoded
 */
record WholePictureDetector(TiledDetector detector, int tilesPerFrame, Scale scale) {

  /**
   * What was found in a picture, and which tile is next.
   *
   * @param detections what was found, best first
   * @param nextTile the number of the first tile of the next picture
   */
  record Found(List<Detection> detections, int nextTile) {}

  /** Makes one that looks at the whole picture only. */
  static WholePictureDetector withoutTiles(Detector detector, Scale scale) {
    return new WholePictureDetector(
        new TiledDetector(detector, 1, 0), TileOptions.none().perFrame(), scale);
  }

  /** Detects in a picture that stands alone: in the whole of it and in all tiles. */
  List<Detection> detect(PictureSource picture) throws PictureException {
    return detect(picture, 0, Integer.MAX_VALUE).detections();
  }

  /** Detects in one of many pictures: in the whole of it, and in some tiles from one on. */
  Found detect(PictureSource picture, int firstTile) throws PictureException {
    return detect(picture, firstTile, tilesPerFrame);
  }

  private Found detect(PictureSource picture, int first, int count) throws PictureException {
    int width = picture.width();
    int height = picture.height();
    // Decoded first: a place in a batch is not kept waiting for that.
    int reduction = scale.reduction(Math.max(width, height), detector.samples(width, height));
    List<Detection> detections = detector.detect(picture.whole(reduction), first, count);
    int tiles = detector.tiles(width, height);
    return new Found(detections, tiles == 0 ? 0 : (int) (((long) first + count) % tiles));
  }
}
