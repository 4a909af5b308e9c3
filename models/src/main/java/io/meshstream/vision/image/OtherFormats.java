package io.meshstream.vision.image;

import java.util.List;
import java.util.Optional;

/** The formats of pictures that people have and that are not decoded, to call them by name. */
final class OtherFormats {
  private static final int CONTAINED_AT = 8;
  private static final int BRAND_AT = 4;

  private static final List<Format> ALL =
      List.of(
          new Format("GIF", "GIF8", 0),
          new Format("BMP", "BM", 0),
          new Format("TIFF", "II*\0", 0),
          new Format("TIFF", "MM\0*", 0),
          new Format("JPEG XL", "\377\12", 0),
          new Format("JPEG XL", "\0\0\0\14JXL ", 0),
          new Format("JPEG 2000", "\0\0\0\14jP  ", 0),
          new Format("JPEG 2000", "\377\117\377\121", 0),
          new Format("WebP", "WEBP", CONTAINED_AT),
          new Format("AVIF", "ftypavif", BRAND_AT),
          new Format("AVIF", "ftypavis", BRAND_AT),
          new Format("HEIC", "ftypheic", BRAND_AT),
          new Format("HEIC", "ftypheix", BRAND_AT),
          new Format("HEIC", "ftypmif1", BRAND_AT),
          new Format("HEIC", "ftypmsf1", BRAND_AT));

  private OtherFormats() {}

  private record Format(String name, Magic magic) {
    Format(String name, String text, int at) {
      this(name, new Magic(text, at));
    }
  }

  /** Returns the name of the format that these bytes are in, if it is one of those. */
  static Optional<String> nameOf(byte[] data, int offset, int length) {
    return ALL.stream()
        .filter(format -> format.magic().matches(data, offset, length))
        .map(Format::name)
        .findFirst();
  }
}
