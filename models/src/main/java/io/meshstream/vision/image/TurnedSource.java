package io.meshstream.vision.image;

/**
 * Another source's picture, turned: areas are turned back, views are turned forth.
 *
 * @param source the picture as it was encoded
 * @param turn the clockwise turn that makes it upright
 */
record TurnedSource(PictureSource source, QuarterTurn turn) implements PictureSource {

  @Override
  public int width() {
    return turn.isSideways() ? source.height() : source.width();
  }

  @Override
  public int height() {
    return turn.isSideways() ? source.width() : source.height();
  }

  @Override
  public Picture whole(int maxReduction) throws PictureException {
    return source.whole(maxReduction).turned(turn);
  }

  @Override
  public Picture part(PixelSelection wanted, int maxReduction) throws PictureException {
    PixelSelection encoded = wanted.turned(turn.inverse(), width(), height());
    return source.part(encoded, maxReduction).turned(turn);
  }

  @Override
  public void close() {
    source.close();
  }
}
