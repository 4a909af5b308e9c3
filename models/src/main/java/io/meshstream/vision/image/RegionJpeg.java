package io.meshstream.vision.image;

import io.meshstream.vision.image.PictureException.Problem;
import io.meshstream.vision.jpeg.JpegDecoder;
import io.meshstream.vision.jpeg.JpegException;
import io.meshstream.vision.jpeg.JpegHeader;
import io.meshstream.vision.jpeg.JpegRegion;
import io.meshstream.vision.jpeg.JpegScale;
import io.meshstream.vision.jpeg.PixelMask;

/** A JPEG of which only what is asked for gets decoded, into borrowed buffers. */
final class RegionJpeg implements PictureSource {
  /** With a larger part of an area wanted, to pass over the rest is not worth the mask. */
  private static final double MOST_MASKED_PART = 0.85;

  private final JpegHeader header;
  private final JpegBuffers buffers;
  private final JpegBuffers.Pool pool;

  /** All of the picture at full scale, as long as that is what lies in the buffers; or null. */
  private Picture whole;

  RegionJpeg(JpegHeader header, JpegBuffers.Pool pool) {
    this.header = header;
    this.pool = pool;
    this.buffers = pool.borrow();
  }

  @Override
  public int width() {
    return header.width();
  }

  @Override
  public int height() {
    return header.height();
  }

  @Override
  public Picture whole(int maxReduction) throws PictureException {
    return decode(PixelSelection.all(PixelArea.ofPicture(width(), height())), scale(maxReduction));
  }

  @Override
  public Picture part(PixelSelection wanted, int maxReduction) throws PictureException {
    return whole != null ? whole : decode(wanted, scale(maxReduction));
  }

  private Picture decode(PixelSelection wanted, JpegScale scale) throws PictureException {
    whole = null;
    int reduction = scale.reduction();
    PixelArea samples = wanted.area().reduced(reduction, width(), height());
    SampleLayout layout = header.pixelBytes() == 1 ? SampleLayout.GREY : SampleLayout.RGB;
    try {
      JpegRegion region =
          new JpegRegion(samples.x(), samples.y(), samples.width(), samples.height());
      boolean masked = isMasked(wanted, scale) && JpegBuffers.mayMask(region);
      byte[] pixels =
          buffers.pixels(
              samples.size() * layout.bytes(),
              JpegDecoder.rowBytes(header, scale, region),
              masked ? JpegDecoder.maskBytes(region) : 0);
      if (masked) {
        buffers.decoder().decode(header, mask(wanted, region), pixels);
      } else {
        buffers.decoder().decode(header, scale, region, pixels);
      }
      Picture picture = Picture.reduced(pixels, layout, samples, reduction, width(), height());
      if (!masked && isWhole(picture)) {
        whole = picture;
      }
      return picture;
    } catch (JpegException e) {
      throw problem(e);
    } catch (OutOfMemoryError | StackOverflowError e) {
      throw PictureException.outOfMemory(header.encodedBytes(), e);
    }
  }

  private static boolean isWhole(Picture picture) {
    return picture.reduction() == 1
        && picture.columns() == picture.width()
        && picture.rows() == picture.height();
  }

  /** Tells whether only what is looked at gets decoded: in a reduced picture it is nearly all. */
  private boolean isMasked(PixelSelection wanted, JpegScale scale) {
    if (scale != JpegScale.FULL || wanted.samples().isEmpty()) {
      return false;
    }
    double pixels = 0;
    for (SampleLattice lattice : wanted.samples()) {
      pixels += sampled(lattice).count();
    }
    return pixels < MOST_MASKED_PART * wanted.area().size();
  }

  private SampledPixels sampled(SampleLattice lattice) {
    return new SampledPixels(lattice, width(), height(), JpegDecoder.writesRuns(header));
  }

  private PixelMask mask(PixelSelection wanted, JpegRegion region) {
    PixelMask mask = buffers.mask();
    mask.reset(region);
    for (SampleLattice lattice : wanted.samples()) {
      sampled(lattice).addTo(mask);
    }
    return mask;
  }

  /** Returns the whole picture for good: closes the source, but leaves the pixels to the caller. */
  Picture keepWhole() throws PictureException {
    try (this) {
      Picture picture = whole(1);
      buffers.forgetPixels();
      return picture;
    }
  }

  private static JpegScale scale(int maxReduction) {
    if (maxReduction >= 8) {
      return JpegScale.EIGHTH;
    }
    if (maxReduction >= 4) {
      return JpegScale.QUARTER;
    }
    return maxReduction >= 2 ? JpegScale.HALF : JpegScale.FULL;
  }

  static PictureException problem(JpegException e) {
    Problem problem =
        switch (e.reason()) {
          case TRUNCATED -> Problem.TRUNCATED;
          case TOO_LARGE -> Problem.TOO_LARGE;
          case UNSUPPORTED -> Problem.UNSUPPORTED;
          case CORRUPT -> Problem.CORRUPT;
        };
    return new PictureException(problem, e.getMessage(), e);
  }

  @Override
  public void close() {
    pool.giveBack(buffers);
  }
}
