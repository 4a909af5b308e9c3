package io.meshstream.tools.landmarks;

import io.meshstream.face.FrameResult;
import io.meshstream.face.image.Picture;
import io.meshstream.tools.drawing.FaceDrawing;
import io.meshstream.tools.drawing.Layer;
import io.meshstream.tools.drawing.PictureImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import javax.imageio.ImageIO;

/** Keeps a copy of a picture with its faces drawn on it. */
final class Annotation {

  private Annotation() {}

  static void write(Path file, Picture picture, FrameResult result, Set<Layer> layers)
      throws IOException {
    BufferedImage image = PictureImage.of(picture);
    new FaceDrawing(image, layers).draw(result);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }
}
