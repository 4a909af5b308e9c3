package io.meshstream.vision.detection;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.SampleLattice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Seeks faces that are too small in the whole picture, in overlapping squares of it ({@linkplain
 * TileLayout tiles}), some in each picture of a camera, in turn.
 *
 * <p>A face that several tiles see is one detection. Immutable and thread-safe.
 */
public final class TiledDetector {

  /** Of a face that is seen again in a smaller part, more than that lies within the larger one. */
  private static final float PART_OF_ANOTHER = 0.5f;

  private final Detector detector;
  private final float smallestShare;
  private final int smallestFace;
  private final WeightedSuppression suppression =
      new WeightedSuppression(SuppressionThreshold.FACE_MESH.minOverlap());

  /**
   * Makes a detector.
   *
   * @param detector sees the whole picture and each tile
   * @param smallestShare the smallest face that it finds, as a share of the side of what it sees;
   *     at most an eighth
   * @param smallestFace the smallest face that is sought, in pixels of the picture; 0: no tiles
   */
  public TiledDetector(Detector detector, float smallestShare, int smallestFace) {
    this.detector = detector;
    this.smallestShare = smallestShare;
    this.smallestFace = smallestFace;
  }

  /** Returns the tiles of a picture of a size. */
  public TileLayout layout(int width, int height) {
    return smallestFace == 0
        ? TileLayout.none()
        : TileLayout.of(width, height, smallestShare, smallestFace);
  }

  /**
   * Tells how many samples of the longer side of a picture it can make use of.
   *
   * @param longerSide that side, in pixels
   */
  public float samples(TileLayout layout, float longerSide) {
    return layout.tiles().stream()
        .map(tile -> detector.inputSize() * longerSide / tile.side())
        .reduce((float) detector.inputSize(), Math::max);
  }

  /** Tells where it looks into a picture of a size, at full scale; empty where there are tiles. */
  public Optional<SampleLattice> lattice(int width, int height) {
    return layout(width, height).tiles().isEmpty()
        ? Optional.of(detector.lattice(width, height))
        : Optional.empty();
  }

  /**
   * Detects in the whole picture and in some tiles.
   *
   * @param whole the whole picture, perhaps at a coarser scale
   * @param layout the picture's tiles
   * @param first the first tile's number, from 0 on; a number beyond the last begins anew
   * @param count of how many tiles on from that one; all at most
   * @return what was found, best first, in the picture's normalised coordinates; not clipped to it
   * @throws io.meshstream.vision.inference.InferenceException if the runtime fails
   */
  public List<Detection> detect(Picture whole, TileLayout layout, int first, int count) {
    List<Detection> found = detector.detect(whole);
    List<Tile> turn = layout.turn(first, count);
    if (turn.isEmpty()) {
      return found;
    }
    List<Detection> all = new ArrayList<>(found);
    for (List<Tile> level : bySide(turn).values()) {
      all.addAll(detect(whole, level, List.copyOf(all)));
    }
    all.sort(Comparator.comparing(Detection::score).reversed());
    return List.copyOf(all);
  }

  /** The larger tiles come first. */
  private static SortedMap<Float, List<Tile>> bySide(List<Tile> tiles) {
    return tiles.stream()
        .collect(groupingBy(Tile::side, () -> new TreeMap<>(Comparator.reverseOrder()), toList()));
  }

  /** Returns what tiles of a size show beside what larger ones did. */
  private List<Detection> detect(Picture whole, List<Tile> tiles, List<Detection> larger) {
    List<Detection> found = new ArrayList<>();
    for (Tile tile : tiles) {
      float largest = TileLayout.LARGEST_FACE * tile.region().width();
      detector.detect(whole, tile.region()).stream()
          .filter(detection -> detection.box().width() <= largest)
          .forEach(found::add);
    }
    List<Detection> merged = suppression.apply(found);
    merged.removeIf(detection -> larger.stream().anyMatch(other -> isPart(detection, other)));
    return merged;
  }

  /** Tells whether what was seen in a smaller part is of a face that was seen in a larger one. */
  private static boolean isPart(Detection detection, Detection other) {
    return other.score() >= detection.score()
        && detection.box().shareWithin(other.box()) > PART_OF_ANOTHER;
  }
}
