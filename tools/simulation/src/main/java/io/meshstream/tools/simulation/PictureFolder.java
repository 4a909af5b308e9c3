package io.meshstream.tools.simulation;

import io.meshstream.schemas.PictureEncoding;
import io.meshstream.tools.console.CommandFailure;
import io.meshstream.tools.pictures.PictureDirectory;
import io.meshstream.vision.image.PictureFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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
    try {
      pictures = PictureDirectory.list(directory).pictures();
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
    try {
      byte[] data = Files.readAllBytes(file);
      boolean isPng = PictureFormat.startingWith(data).equals(Optional.of(PictureFormat.PNG));
      PictureEncoding encoding = isPng ? PictureEncoding.PNG : PictureEncoding.JPEG;
      return new ClipPicture(encoding, 0, 0, ByteBuffer.wrap(data));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static CommandFailure unreadable(Path path, IOException cause) {
    return new CommandFailure(
        "images: %s, %s (expected: files that can be read); check their permissions"
            .formatted(path, cause.getMessage()),
        cause);
  }
}
