package io.meshstream.tools.export;

import io.meshstream.vision.pose.MetricMesh;
import io.meshstream.vision.topology.Triangle;
import java.util.Locale;

/**
 * Writes a face as a Wavefront OBJ file, in centimetres, as MediaPipe's canonical face model is.
 */
final class ObjFile {

  private ObjFile() {}

  static String text(FaceModel model) {
    StringBuilder text = new StringBuilder("# Meshstream: a face, in centimetres\no face\n");
    MetricMesh shape = model.shape();
    for (int i = 0; i < shape.count(); i++) {
      line(text, "v %.6f %.6f %.6f", shape.x(i), shape.y(i), shape.z(i));
    }
    for (int i = 0; i < shape.count(); i++) {
      // Its v goes upwards.
      line(text, "vt %.6f %.6f", model.texture()[2 * i], 1 - model.texture()[2 * i + 1]);
    }
    float[] normals = model.normals();
    for (int i = 0; i < shape.count(); i++) {
      line(text, "vn %.6f %.6f %.6f", normals[3 * i], normals[3 * i + 1], normals[3 * i + 2]);
    }
    for (Triangle triangle : FaceModel.triangles()) {
      line(
          text,
          "f %1$d/%1$d/%1$d %2$d/%2$d/%2$d %3$d/%3$d/%3$d",
          triangle.a() + 1,
          triangle.b() + 1,
          triangle.c() + 1);
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
