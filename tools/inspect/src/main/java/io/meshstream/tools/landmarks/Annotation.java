package io.meshstream.tools.landmarks;

import io.meshstream.tools.console.CommandFailure;
import io.meshstream.tools.drawing.Layer;
import io.meshstream.tools.drawing.PictureImage;
import io.meshstream.tools.drawing.ResultDrawing;
import io.meshstream.vision.TaskResult;
import io.meshstream.vision.image.Picture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import javax.imageio.ImageIO;

/** Keeps a copy of a picture with its faces drawn on it. */
final class Annotation {

  private Annotation() {}

  /**
   * Draws, and makes the folder of the file.
   *
   * @throws CommandFailure if it cannot be written
   */
  static void write(Path file, Picture picture, TaskResult result, Set<Layer> layers) {
    BufferedImage image = PictureImage.of(picture);
    new ResultDrawing(image, layers).draw(result);
    try {
      Files.createDirectories(file.getParent());
      ImageIO.write(image, "png", file.toFile());
    } catch (IOException e) {
      throw new CommandFailure(
          "annotated picture: %s, %s (expected: it can be written); free some space or name another directory"
              .formatted(file, e.getMessage()),
          e);
    }
  }
}
