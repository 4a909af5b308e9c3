package io.meshstream.tools.simulation;

import io.meshstream.schemas.PictureEncoding;
import io.meshstream.tools.console.CommandFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Makes a clip of the JPEG and PNG files of a directory, in the order of their names; their bytes
 * are sent as they are, damaged or not.
 */
public final class PictureFolder {

  private PictureFolder() {}

  /**
   * Reads the whole directory.
   *
   * @throws CommandFailure if it cannot be read or holds no picture
   */
  public static Clip clip(Path directory) {
    return new Clip(require(directory).stream().map(PictureFolder::picture).toList(), 0);
  }

  /**
   * Sees that there are pictures, without reading them.
   *
   * @return their files
   * @throws CommandFailure if the directory cannot be read or holds no picture
   */
  public static List<Path> require(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new CommandFailure(
          "images: %s (expected: an existing directory); correct --images".formatted(directory));
    }
    List<Path> pictures;
    try (Stream<Path> files = Files.list(directory)) {
      pictures =
          files
              .filter(file -> isJpeg(file) || isPng(file))
              .sorted(Comparator.comparing(file -> file.getFileName().toString()))
              .toList();
    } catch (IOException e) {
      throw unreadable(directory, e);
    }
    if (pictures.isEmpty()) {
      throw new CommandFailure(
          "images: %s (expected: at least one .jpg, .jpeg or .png file); name another directory"
              .formatted(directory));
    }
    return pictures;
  }

  private static ClipPicture picture(Path file) {
    PictureEncoding encoding = isPng(file) ? PictureEncoding.PNG : PictureEncoding.JPEG;
    try {
      return new ClipPicture(encoding, 0, 0, ByteBuffer.wrap(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static boolean isJpeg(Path file) {
    String name = lowerCaseName(file);
    return name.endsWith(".jpg") || name.endsWith(".jpeg");
  }

  private static boolean isPng(Path file) {
    return lowerCaseName(file).endsWith(".png");
  }

  private static String lowerCaseName(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT);
  }

  private static CommandFailure unreadable(Path path, IOException cause) {
    return new CommandFailure(
        "images: %s, %s (expected: files that can be read); check their permissions"
            .formatted(path, cause.getMessage()),
        cause);
  }
}
