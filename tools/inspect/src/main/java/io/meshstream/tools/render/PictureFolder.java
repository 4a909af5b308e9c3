package io.meshstream.tools.render;

import io.meshstream.tools.console.CommandFailure;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;

/**
 * Writes each picture to a file of its own.
 *
 * <p>The same names in the same order give the same files. A name that comes again gets {@code -2},
 * {@code -3} and so on; a file of an earlier run is replaced.
 */
final class PictureFolder implements FrameSink {

  private final Path folder;
  private final OutputFormat format;
  private final Set<String> taken = new HashSet<>();

  /**
   * @throws CommandFailure if the folder cannot be made
   */
  PictureFolder(Path folder, OutputFormat format) {
    this.folder = folder;
    this.format = format;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new CommandFailure(
          "out: %s, %s (expected: a directory that can be written); name another"
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  @Override
  public void write(String name, BufferedImage image) throws IOException {
    ImageIO.write(image, format.ending(), folder.resolve(free(name)).toFile());
  }

  private String free(String stem) {
    String name = stem + "." + format.ending();
    for (int number = 2; !taken.add(name); number++) {
      name = stem + "-" + number + "." + format.ending();
    }
    return name;
  }

  @Override
  public String description() {
    return folder + " (" + format + ")";
  }

  @Override
  public void close() {}
}
