package io.meshstream.tools.pictures;

import io.meshstream.vision.image.PictureFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Tells whether a file is a picture: by the ending of its name, and by its first bytes if it has
 * none. The first bytes alone would not do: a stream of JPEGs begins like a JPEG.
 */
public final class PictureName {

  private static final Set<String> READ = Set.of("jpg", "jpeg", "png");

  /** Of pictures that cannot be read here; they are no videos, though some begin like one. */
  private static final Set<String> OTHERS =
      Set.of("webp", "heic", "heif", "avif", "jxl", "gif", "bmp", "tif", "tiff");

  private PictureName() {}

  /** Returns whether it is called like a picture of a format that can be read. */
  static boolean isRead(Path file) {
    return READ.contains(ending(file));
  }

  /**
   * Whether a file that was named by itself is a picture, of a format that can be read or of one
   * that cannot.
   */
  public static boolean isPicture(Path file) {
    String ending = ending(file);
    return READ.contains(ending)
        || OTHERS.contains(ending)
        || (ending.isEmpty() && beginsLikeOne(file));
  }

  private static boolean beginsLikeOne(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return PictureFormat.startingWith(in.readNBytes(PictureFormat.SIGNATURE_BYTES)).isPresent();
    } catch (IOException e) {
      // What is to read it will say why it cannot.
      return false;
    }
  }

  /** Returns what follows the last dot, in lower case; empty if there is none. */
  static String ending(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
