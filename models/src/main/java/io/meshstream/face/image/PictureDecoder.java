package io.meshstream.face.image;

import io.meshstream.face.jpeg.JpegException;
import io.meshstream.face.jpeg.JpegHeader;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/**
 * Decodes untrusted JPEG and PNG bytes, as far as needed.
 *
 * <p>The size that the header states is checked before a pixel is decoded. EXIF orientation is left
 * alone, alpha is dropped, grey stays grey. A picture whose data ends early is refused rather than
 * filled in. Thread-safe; keeps buffers for as many pictures as were ever open at the same time.
 */
public final class PictureDecoder {
  private final PictureLimits limits;
  private final ImageIoDecoder imageIo;
  private final JpegBuffers.Pool buffers = new JpegBuffers.Pool();
  private final LongAdder wholeJpegs = new LongAdder();

  /** A decoder that refuses what exceeds the limits. */
  public PictureDecoder(PictureLimits limits) {
    this.limits = Objects.requireNonNull(limits, "limits");
    this.imageIo = new ImageIoDecoder(limits);
  }

  /**
   * Decodes a whole picture.
   *
   * @throws PictureException if the bytes are not a picture that can be used
   */
  public Picture decode(byte[] data) throws PictureException {
    return imageIo.decode(EncodedBytes.of(data, 0, data.length));
  }

  /**
   * Opens a picture that lies in a part of an array, to decode what will be asked for.
   *
   * <p>A PNG, and a JPEG of a kind that has no parts to speak of (progressive, for one), is decoded
   * whole at once.
   *
   * @return to be closed; borrows the array until then
   * @throws PictureException if the bytes are not a picture that can be used
   */
  public PictureSource open(byte[] data, int offset, int length) throws PictureException {
    EncodedBytes encoded = EncodedBytes.of(data, offset, length);
    if (encoded.format() == PictureFormat.JPEG) {
      JpegHeader header = header(encoded);
      if (header.limitation().isEmpty()) {
        return new RegionJpeg(header, buffers);
      }
      wholeJpegs.increment();
    }
    return PictureSource.of(imageIo.decode(encoded));
  }

  /** Opens a picture that fills an array. */
  public PictureSource open(byte[] data) throws PictureException {
    return open(data, 0, data.length);
  }

  /**
   * The orientation that the Exif data of a JPEG or PNG states, for {@link PictureSource#oriented}
   * or {@link Picture#oriented}; decoding leaves it alone, as MediaPipe does. Upright where none is
   * stated or the bytes cannot be read.
   */
  public Orientation orientation(byte[] data) {
    try {
      EncodedBytes encoded = EncodedBytes.of(data, 0, data.length);
      return Orientation.ofExif(
          switch (encoded.format()) {
            case JPEG -> header(encoded).orientation();
            case PNG -> PngOrientation.of(encoded);
          });
    } catch (PictureException e) {
      return Orientation.UPRIGHT;
    }
  }

  /** How many JPEGs had to be decoded whole because of their kind. */
  public long wholeJpegs() {
    return wholeJpegs.sum();
  }

  private JpegHeader header(EncodedBytes encoded) throws PictureException {
    try {
      return JpegHeader.parse(
          encoded.data(), encoded.offset(), encoded.length(), limits.maxPixels());
    } catch (JpegException e) {
      throw RegionJpeg.problem(e);
    }
  }
}
