package io.meshstream.tools.export;

import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.pose.MetricMesh;
import io.meshstream.vision.topology.CanonicalFace;
import io.meshstream.vision.topology.CanonicalPoint;
import io.meshstream.vision.topology.Triangle;
import java.awt.Rectangle;
import java.util.List;

/**
 * The surface of a face in the head's own axes: x to the subject's left, y up, z out of the face.
 *
 * @param shape the points, in centimetres
 * @param texture where each point lies in a texture: u from its left, v from its top, one after
 *     another
 */
record FaceModel(MetricMesh shape, float[] texture) {

  /** Makes a model for textures that are painted for the canonical face model. */
  static FaceModel canonical(MetricMesh shape) {
    float[] texture = new float[2 * shape.count()];
    for (int i = 0; i < shape.count(); i++) {
      CanonicalPoint point = CanonicalFace.points().get(i);
      texture[2 * i] = point.u();
      texture[2 * i + 1] = point.v();
    }
    return new FaceModel(shape, texture);
  }

  /**
   * Makes a model whose texture is a part of the picture that shows it.
   *
   * @param width the picture's width in pixels
   * @param height its height
   * @param part which part of it, in pixels
   */
  static FaceModel pictured(
      MetricMesh shape, Landmarks landmarks, int width, int height, Rectangle part) {
    float[] texture = new float[2 * shape.count()];
    for (int i = 0; i < shape.count(); i++) {
      texture[2 * i] = (landmarks.x(i) * width - part.x) / part.width;
      texture[2 * i + 1] = (landmarks.y(i) * height - part.y) / part.height;
    }
    return new FaceModel(shape, texture);
  }

  static List<Triangle> triangles() {
    return CanonicalFace.triangles();
  }

  /** Returns the normals of the surface in its points, x, y, z of each, one after another. */
  float[] normals() {
    float[] normals = new float[3 * shape.count()];
    for (Triangle triangle : triangles()) {
      addNormal(triangle, normals);
    }
    for (int i = 0; i < normals.length; i += 3) {
      double length =
          Math.sqrt(
              (double) normals[i] * normals[i]
                  + (double) normals[i + 1] * normals[i + 1]
                  + (double) normals[i + 2] * normals[i + 2]);
      boolean hasDirection = length > 0;
      normals[i] = hasDirection ? (float) (normals[i] / length) : 0;
      normals[i + 1] = hasDirection ? (float) (normals[i + 1] / length) : 0;
      normals[i + 2] = hasDirection ? (float) (normals[i + 2] / length) : 1;
    }
    return normals;
  }

  private void addNormal(Triangle triangle, float[] normals) {
    float abX = shape.x(triangle.b()) - shape.x(triangle.a());
    float abY = shape.y(triangle.b()) - shape.y(triangle.a());
    float abZ = shape.z(triangle.b()) - shape.z(triangle.a());
    float acX = shape.x(triangle.c()) - shape.x(triangle.a());
    float acY = shape.y(triangle.c()) - shape.y(triangle.a());
    float acZ = shape.z(triangle.c()) - shape.z(triangle.a());
    for (int point : List.of(triangle.a(), triangle.b(), triangle.c())) {
      normals[3 * point] += abY * acZ - abZ * acY;
      normals[3 * point + 1] += abZ * acX - abX * acZ;
      normals[3 * point + 2] += abX * acY - abY * acX;
    }
  }
}
