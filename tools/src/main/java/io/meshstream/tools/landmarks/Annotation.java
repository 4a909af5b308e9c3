package io.meshstream.tools.landmarks;

import io.meshstream.face.FrameResult;
import io.meshstream.face.image.Picture;
import io.meshstream.tools.drawing.FaceDrawing;
import io.meshstream.tools.drawing.PictureImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Keeps a copy of a picture with its faces drawn on it. */
final class Annotation {

  private Annotation() {}

  static void write(Path file, Picture picture, FrameResult result) throws IOException {
    BufferedImage image = PictureImage.of(picture);
    new FaceDrawing(image).draw(result);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }
}
