package io.meshstream.vision.image;

/**
 * Another source's picture with left and right exchanged.
 *
 * @param source the picture as it was encoded
 */
record MirroredSource(PictureSource source) implements PictureSource {

  @Override
  public int width() {
    return source.width();
  }

  @Override
  public int height() {
    return source.height();
  }

  @Override
  public Picture whole(int maxReduction) throws PictureException {
    return source.whole(maxReduction).mirrored();
  }

  @Override
  public Picture part(PixelArea area, int maxReduction) throws PictureException {
    int fromRight = width() - area.x() - area.width();
    return source
        .part(new PixelArea(fromRight, area.y(), area.width(), area.height()), maxReduction)
        .mirrored();
  }

  @Override
  public void close() {
    source.close();
  }
}
