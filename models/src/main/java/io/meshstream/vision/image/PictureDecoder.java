package io.meshstream.vision.image;

import io.meshstream.vision.image.PictureException.Problem;
import io.meshstream.vision.jpeg.ExifOrientation;
import io.meshstream.vision.jpeg.JpegException;
import io.meshstream.vision.jpeg.JpegHeader;
import io.meshstream.vision.jpeg.JpegLimitation;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Decodes untrusted JPEG and PNG bytes, as far as needed.
 *
 * <p>What a picture would cost is checked before a pixel is decoded. Pixels are those of
 * libjpeg-turbo and libpng: Exif orientation and colour profiles are left alone, alpha is dropped,
 * grey stays grey, and damage among a JPEG's pixels is seen in them. A picture whose data ends
 * early is refused rather than filled in. Each verdict is the same whichever part of a picture is
 * asked for.
 *
 * <p>All decoders of a process together take at most half of its heap for large pictures, those
 * beyond Full HD or of very long rows, and for pictures that can only be decoded whole: who comes
 * later waits. Thread-safe; keeps buffers for as many pictures as were ever open at the same time.
 */
public final class PictureDecoder {
  private final PictureLimits limits;
  private final DecodingBudget budget;
  private final JpegBuffers.Pool buffers;
  private final LongAdder wholeJpegs = new LongAdder();

  /** Makes a decoder that refuses what exceeds the limits. */
  public PictureDecoder(PictureLimits limits) {
    this(limits, DecodingBudget.ofProcess());
  }

  PictureDecoder(PictureLimits limits, DecodingBudget budget) {
    this.limits = Objects.requireNonNull(limits, "limits");
    this.budget = budget;
    this.buffers = new JpegBuffers.Pool(budget);
  }

  /**
   * Decodes a whole picture: what {@link #open} would give, for good.
   *
   * @throws PictureException if the bytes are not a picture that can be used
   */
  public Picture decode(byte[] data) throws PictureException {
    PictureSource source = open(data);
    if (source instanceof RegionJpeg jpeg) {
      return jpeg.keepWhole();
    }
    try (source) {
      return source.whole(1);
    }
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
    try {
      return switch (encoded.format()) {
        case JPEG -> jpeg(encoded);
        case PNG -> png(encoded);
      };
    } catch (OutOfMemoryError | StackOverflowError e) {
      throw PictureException.outOfMemory(length, e);
    }
  }

  private PictureSource jpeg(EncodedBytes encoded) throws PictureException {
    JpegHeader header = header(encoded);
    Optional<JpegLimitation> limitation = header.limitation();
    if (limitation.isEmpty()) {
      PictureLimits.checkMemory(JpegBuffers.memory(header), budget);
      return new RegionJpeg(header, buffers);
    }
    String kind = limitation.get().text();
    if (!limitation.get().isDecodable()) {
      throw new PictureException(
          Problem.UNSUPPORTED,
          "JPEG: "
              + kind
              + " (expected: 8-bit baseline or progressive, grey or colour); re-encode it");
    }
    limits.checkWhole(header.width(), header.height(), kind);
    limits.checkScans(header);
    wholeJpegs.increment();
    return whole(WholeJpeg.memory(header), () -> WholeJpeg.decode(encoded, header));
  }

  private PictureSource png(EncodedBytes encoded) throws PictureException {
    PngChunks chunks = PngChunks.of(encoded);
    PngHeader header = PngHeader.of(encoded, chunks);
    limits.checkWhole(header.width(), header.height(), "a PNG");
    return whole(header.memory(), () -> PngDecoder.decode(encoded, chunks, header));
  }

  private PictureSource whole(long bytes, Decoding decoding) throws PictureException {
    PictureLimits.checkMemory(bytes, budget);
    DecodingBudget.Reservation reservation = budget.reserve(bytes);
    boolean done = false;
    try {
      PictureSource source = new DecodedSource(decoding.decode(), reservation::close);
      done = true;
      return source;
    } finally {
      if (!done) {
        reservation.close();
      }
    }
  }

  /** Decodes one picture. */
  private interface Decoding {
    Picture decode() throws PictureException;
  }

  /** Opens a picture that fills an array. */
  public PictureSource open(byte[] data) throws PictureException {
    return open(data, 0, data.length);
  }

  /**
   * Returns the orientation that the Exif data of a JPEG or PNG states, for {@link
   * PictureSource#oriented} or {@link Picture#oriented}; decoding leaves it alone, as MediaPipe
   * does. Upright where none is stated or the bytes cannot be read.
   */
  public Orientation orientation(byte[] data) {
    try {
      EncodedBytes encoded = EncodedBytes.of(data, 0, data.length);
      return Orientation.ofExif(
          switch (encoded.format()) {
            case JPEG -> header(encoded).orientation();
            case PNG -> pngOrientation(encoded);
          });
    } catch (PictureException e) {
      return Orientation.UPRIGHT;
    }
  }

  private static int pngOrientation(EncodedBytes encoded) throws PictureException {
    return PngChunks.of(encoded)
        .first(PngChunks.EXIF)
        .map(
            exif ->
                ExifOrientation.of(
                    Arrays.copyOfRange(encoded.data(), exif.start(), exif.start() + exif.length())))
        .orElse(ExifOrientation.UPRIGHT);
  }

  /** Tells how many JPEGs had to be decoded whole because of their kind. */
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
