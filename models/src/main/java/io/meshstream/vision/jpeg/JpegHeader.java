package io.meshstream.vision.jpeg;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.Optional;

/**
 * What a JPEG says about itself in front of its pixels, and where in an array these are.
 *
 * <p>Immutable and thread-safe, as long as the array it was read from is left alone.
 */
public final class JpegHeader {
  private final byte[] data;
  private final int start;
  private final int scanSegment;
  private final int scanStart;
  private final int end;
  private final int width;
  private final int height;
  private final int componentCount;
  private final JpegSampling sampling;
  private final JpegColour colour;
  private final int restartInterval;
  private final int orientation;
  private final JpegLimitation limitation;
  private final List<Component> components;
  private final boolean hasEnd;

  JpegHeader(HeaderParser parsed) {
    data = parsed.data;
    start = parsed.start;
    scanSegment = parsed.scanSegment;
    scanStart = parsed.scanStart;
    end = parsed.end;
    width = parsed.width;
    height = parsed.height;
    componentCount = parsed.componentCount;
    sampling = parsed.sampling;
    colour = parsed.colour;
    restartInterval = parsed.restartInterval;
    orientation = parsed.orientation;
    limitation = parsed.limitation;
    components = List.copyOf(parsed.components);
    hasEnd = parsed.hasEnd;
  }

  /**
   * Reads the header of a JPEG.
   *
   * @param maxPixels the most pixels, width times height, that a picture may have
   * @throws JpegException if the header ends early, contradicts the format, or states a size beyond
   *     the limit; a picture that merely is of a kind that cannot be decoded here has a {@link
   *     #limitation()} instead
   */
  public static JpegHeader parse(byte[] data, int offset, int length, long maxPixels)
      throws JpegException {
    return new HeaderParser(data, offset, length, maxPixels).parse();
  }

  /** Returns the number of columns of pixels at full scale. */
  public int width() {
    return width;
  }

  /**
   * Returns the number of rows of pixels at full scale; 0 if they are stated only behind the
   * pixels.
   */
  public int height() {
    return height;
  }

  /** Tells how many components there are. */
  public int componentCount() {
    return componentCount;
  }

  /** Tells how the components are sampled; empty if in a way that cannot be decoded. */
  Optional<JpegSampling> sampling() {
    return Optional.ofNullable(sampling);
  }

  /** Tells what the components stand for; empty if there are neither one nor three. */
  Optional<JpegColour> colour() {
    return Optional.ofNullable(colour);
  }

  /**
   * Returns the number of minimum coded units (MCUs) between restart markers; 0 without such
   * markers.
   */
  public int restartInterval() {
    return restartInterval;
  }

  /** Returns the EXIF orientation, from 1, upright, to 8. Decoding does not apply it. */
  public int orientation() {
    return orientation;
  }

  /** Tells why the picture cannot be decoded here; empty if it can. */
  public Optional<JpegLimitation> limitation() {
    return Optional.ofNullable(limitation);
  }

  /** Returns the number of bytes of a decoded pixel: 3 of red, green, blue, or 1 of luminance. */
  public int pixelBytes() {
    return componentCount == 1 ? 1 : 3;
  }

  /** Tells whether the end of the picture is marked, be it with stray bytes behind. */
  public boolean hasEnd() {
    return hasEnd;
  }

  /**
   * Tells how often a decoder of the whole picture goes through the blocks of a component, at most:
   * the components of all scans together.
   */
  public long componentScans() {
    return ScanCount.of(data, scanSegment, end);
  }

  /**
   * Returns the same pixels for a decoder that has its own mind about metadata: the segments that
   * matter for them, and a marker that says beyond doubt what the components stand for. Nothing is
   * copied but a few bytes.
   */
  public InputStream withoutMetadata() {
    return new SequenceInputStream(
        new ByteArrayInputStream(PlainStart.of(colour)), new PixelSegments(data, start, end));
  }

  /** Returns the number of bytes of the encoded picture. */
  public int encodedBytes() {
    return end - start;
  }

  byte[] data() {
    return data;
  }

  /** Returns the index of the first byte. */
  int start() {
    return start;
  }

  /** Returns the index of the marker of the first scan. */
  int scanSegment() {
    return scanSegment;
  }

  /** Returns the index of the first byte of entropy-coded data. */
  int scanStart() {
    return scanStart;
  }

  /** Returns the index behind the last byte. */
  int end() {
    return end;
  }

  /** Returns the components of a picture without a limitation. */
  List<Component> components() {
    return components;
  }

  @Override
  public String toString() {
    return "JpegHeader["
        + width
        + "x"
        + height
        + ", sampling="
        + sampling
        + ", colour="
        + colour
        + ", restartInterval="
        + restartInterval
        + ", orientation="
        + orientation
        + ", limitation="
        + limitation
        + "]";
  }
}
