package io.meshstream.vision.image;

/**
 * A picture that has been decoded already.
 *
 * @param picture all of it, at full scale
 * @param release what to do once it is not needed any more
 */
record DecodedSource(Picture picture, Runnable release) implements PictureSource {

  @Override
  public int width() {
    return picture.width();
  }

  @Override
  public int height() {
    return picture.height();
  }

  @Override
  public Picture whole(int maxReduction) {
    return picture;
  }

  @Override
  public Picture part(PixelSelection wanted, int maxReduction) {
    return picture;
  }

  @Override
  public void close() {
    release.run();
  }
}
