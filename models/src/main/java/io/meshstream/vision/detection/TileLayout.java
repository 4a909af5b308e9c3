package io.meshstream.vision.detection;

import io.meshstream.vision.geometry.Region;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The overlapping squares of a picture in which a detector finds faces that are too small for it in
 * the whole. Immutable.
 *
 * <p>A detector finds faces of at least some share of the side of what it sees. So there are
 * levels: the squares of the finest are just small enough for the smallest face that is sought.
 * Faces of more than six tenths of a square's side are left to the level above, whose squares are
 * as large as that allows, and at last to the whole picture. Neighbours overlap by a fifth, so that
 * of each face one of them sees at least two thirds of its width and of its height.
 */
public final class TileLayout {

  /** The largest face of a level, as a share of its squares' side. */
  static final float LARGEST_FACE = 0.6f;

  private static final float OVERLAP = 0.2f;

  private final List<Tile> tiles;

  private TileLayout(List<Tile> tiles) {
    this.tiles = List.copyOf(tiles);
  }

  /** Returns the layout of a picture that is looked at as a whole: without a square. */
  static TileLayout none() {
    return new TileLayout(List.of());
  }

  /**
   * Cuts a picture: the largest squares first, and those of a size row by row; there is none if a
   * face of that size is found in the whole picture.
   *
   * @param width the picture's width in pixels
   * @param height the picture's height in pixels
   * @param smallestShare the smallest face that the detector finds, as a share of the side of what
   *     it sees; at most an eighth
   * @param smallestFace the smallest face that is sought, in pixels
   */
  static TileLayout of(int width, int height, float smallestShare, int smallestFace) {
    float longerSide = Math.max(width, height);
    Deque<Float> sides = new ArrayDeque<>();
    float found = smallestShare * longerSide;
    for (float side = smallestFace / smallestShare;
        side < longerSide && (sides.isEmpty() || LARGEST_FACE * sides.peek() < found);
        side *= LARGEST_FACE / smallestShare) {
      sides.push(side);
    }
    List<Tile> tiles = new ArrayList<>();
    sides.forEach(side -> addLevel(width, height, side, tiles));
    return new TileLayout(tiles);
  }

  /** Returns the squares, the largest first. */
  List<Tile> tiles() {
    return tiles;
  }

  /** Returns some squares in turn: so many from one on, or all, beginning anew after the last. */
  List<Tile> turn(int first, int count) {
    return IntStream.range(0, Math.min(count, tiles.size()))
        .mapToObj(i -> tiles.get((first + i) % tiles.size()))
        .toList();
  }

  /** Returns which square is next after so many from one on; 0 where there is none. */
  public int next(int first, int count) {
    return tiles.isEmpty() ? 0 : (int) (((long) first + count) % tiles.size());
  }

  private static void addLevel(int width, int height, float side, List<Tile> tiles) {
    int columns = count(width, side);
    int rows = count(height, side);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        tiles.add(
            new Tile(
                new Region(
                    centre(column, columns, width, side) / width,
                    centre(row, rows, height, side) / height,
                    side / width,
                    side / height,
                    /* rotation= */ 0),
                side));
      }
    }
  }

  /** Returns how many squares cover a length, each overlapping the next at least as it should. */
  private static int count(int length, float side) {
    float step = side * (1 - OVERLAP);
    return Math.max(1, (int) Math.ceil((length - side) / step) + 1);
  }

  /** The first begins where the length does and the last ends there; one alone is in the middle. */
  private static float centre(int index, int count, int length, float side) {
    return count == 1 ? length / 2f : side / 2 + index * (length - side) / (count - 1);
  }
}
