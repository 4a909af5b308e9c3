package io.meshstream.tools.pictures;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a size such as {@code 640x360} from the command line. */
public final class PictureSizeConverter implements ITypeConverter<PictureSize> {

  /** Is made by picocli, by class. */
  public PictureSizeConverter() {}

  @Override
  public PictureSize convert(String text) {
    try {
      return PictureSize.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
