package io.meshstream.tools.export;

import io.meshstream.tools.console.CommandFailure;
import io.meshstream.tools.drawing.PictureImage;
import io.meshstream.vision.Face;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.pose.FaceGeometrySolver;
import io.meshstream.vision.pose.MetricMesh;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * Writes faces as files, each with its shape in space. Immutable and thread-safe.
 *
 * @param solver finds the shapes
 * @param format what is written
 * @param isTextured whether the picture is their texture
 */
public record FaceExport(FaceGeometrySolver solver, ModelFormat format, boolean isTextured) {

  /**
   * Writes the faces of a picture, and makes the folder of the files. A face whose landmarks say
   * nothing is left out.
   *
   * @param stem the files' path without the end of its name, which is the face's track id
   * @throws CommandFailure if one cannot be written
   */
  public void write(Path stem, Picture picture, List<Face> faces) {
    for (Face face : faces) {
      solver
          .solve(face.landmarks(), picture.width(), picture.height())
          .ifPresent(
              found -> write(file(stem, face.trackId()), picture, face.landmarks(), found.mesh()));
    }
  }

  private Path file(Path stem, long trackId) {
    return stem.resolveSibling(stem.getFileName() + "-" + trackId + "." + format);
  }

  private void write(Path file, Picture picture, Landmarks landmarks, MetricMesh shape) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes(picture, landmarks, shape));
    } catch (IOException e) {
      throw new CommandFailure(
          "exported face: %s, %s (expected: it can be written); free some space or name another directory"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private byte[] bytes(Picture picture, Landmarks landmarks, MetricMesh shape) throws IOException {
    if (format == ModelFormat.OBJ) {
      return ObjFile.text(FaceModel.canonical(shape)).getBytes(StandardCharsets.US_ASCII);
    }
    Rectangle part = shown(picture, landmarks);
    if (!isTextured || part.isEmpty()) {
      return GlbFile.bytes(FaceModel.canonical(shape), Optional.empty());
    }
    FaceModel model = FaceModel.pictured(shape, landmarks, picture.width(), picture.height(), part);
    return GlbFile.bytes(model, Optional.of(png(picture, part)));
  }

  /** What the picture shows of a face. */
  private static Rectangle shown(Picture picture, Landmarks landmarks) {
    double left = picture.width();
    double top = picture.height();
    double right = 0;
    double bottom = 0;
    for (int i = 0; i < landmarks.count(); i++) {
      left = Math.min(left, landmarks.x(i) * picture.width());
      right = Math.max(right, landmarks.x(i) * picture.width());
      top = Math.min(top, landmarks.y(i) * picture.height());
      bottom = Math.max(bottom, landmarks.y(i) * picture.height());
    }
    int x = (int) Math.floor(left);
    int y = (int) Math.floor(top);
    return new Rectangle(x, y, (int) Math.ceil(right) - x, (int) Math.ceil(bottom) - y)
        .intersection(new Rectangle(picture.width(), picture.height()));
  }

  private static byte[] png(Picture picture, Rectangle part) throws IOException {
    BufferedImage image =
        PictureImage.of(picture).getSubimage(part.x, part.y, part.width, part.height);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }
}
