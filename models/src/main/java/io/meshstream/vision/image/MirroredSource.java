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
  public Picture part(PixelSelection wanted, int maxReduction) throws PictureException {
    return source.part(wanted.mirrored(width()), maxReduction).mirrored();
  }

  @Override
  public void close() {
    source.close();
  }
}
