package io.meshstream.vision.image;

/**
 * A picture whose pixels are decoded when, and as far as, they are asked for.
 *
 * <p>Not thread-safe. A view that it returned is valid until the next call; closing ends them all.
 */
public interface PictureSource extends AutoCloseable {

  /** Returns the number of columns of pixels. */
  int width();

  /** Returns the number of rows of pixels. */
  int height();

  /**
   * Returns the whole picture.
   *
   * @param maxReduction the coarsest scale that will do: at most so many pixels along the side of
   *     the square that a sample stands for; 1 asks for every pixel
   * @throws PictureException if the picture cannot be decoded
   */
  Picture whole(int maxReduction) throws PictureException;

  /**
   * Returns a part of the picture that holds at least an area; its pixels are the same as the whole
   * picture's.
   *
   * @param area within the picture
   * @param maxReduction as above
   * @throws PictureException if the picture cannot be decoded
   */
  default Picture part(PixelArea area, int maxReduction) throws PictureException {
    return part(PixelSelection.all(area), maxReduction);
  }

  /**
   * Returns a part of the picture that holds at least an area; those of its pixels that are
   * selected are the same as the whole picture's, and the others may be anything.
   *
   * @param wanted within the picture
   * @param maxReduction as above
   * @throws PictureException if the picture cannot be decoded
   */
  Picture part(PixelSelection wanted, int maxReduction) throws PictureException;

  /** Makes a source of a picture that has been decoded already. */
  static PictureSource of(Picture picture) {
    return new DecodedSource(picture, () -> {});
  }

  /** This source's picture turned clockwise. */
  default PictureSource turned(QuarterTurn turn) {
    return turn == QuarterTurn.NONE ? this : new TurnedSource(this, turn);
  }

  /** This source's picture, upright if it has the orientation: mirrored, then turned. */
  default PictureSource oriented(Orientation orientation) {
    return (orientation.mirrored() ? new MirroredSource(this) : this).turned(orientation.turn());
  }

  /** Gives back what the picture borrowed. */
  @Override
  default void close() {}
}
