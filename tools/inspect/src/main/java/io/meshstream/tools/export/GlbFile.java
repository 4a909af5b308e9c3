package io.meshstream.tools.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.meshstream.vision.topology.Triangle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Writes a face as a binary glTF 2.0 file: one mesh with normals and texture coordinates, in
 * metres, and its texture if there is one.
 */
final class GlbFile {

  private static final JsonFactory JSON = new JsonFactory();

  private static final int MAGIC = 0x46546C67;
  private static final int VERSION = 2;
  private static final int JSON_CHUNK = 0x4E4F534A;
  private static final int BINARY_CHUNK = 0x004E4942;
  private static final int HEADER_BYTES = 12;
  private static final int CHUNK_HEADER_BYTES = 8;
  private static final int ALIGNMENT = 4;

  private static final int ARRAY_BUFFER = 34962;
  private static final int ELEMENT_ARRAY_BUFFER = 34963;
  private static final int FLOAT = 5126;
  private static final int UNSIGNED_SHORT = 5123;
  private static final float METRES = 0.01f;

  private final FaceModel model;
  private final Optional<byte[]> png;
  private final int points;
  private final int pointBytes;
  private final int textureBytes;
  private final int indexBytes;

  private GlbFile(FaceModel model, Optional<byte[]> png) {
    this.model = model;
    this.png = png;
    this.points = model.shape().count();
    this.pointBytes = 3 * Float.BYTES * points;
    this.textureBytes = 2 * Float.BYTES * points;
    this.indexBytes = 3 * Short.BYTES * FaceModel.triangles().size();
  }

  /**
   * Returns the file.
   *
   * @param png the texture, if there is one
   */
  static byte[] bytes(FaceModel model, Optional<byte[]> png) {
    return new GlbFile(model, png).bytes();
  }

  private byte[] bytes() {
    byte[] json = json();
    int jsonLength = aligned(json.length);
    int binaryLength = aligned(pictureAt() + png.map(picture -> picture.length).orElse(0));
    int length = HEADER_BYTES + 2 * CHUNK_HEADER_BYTES + jsonLength + binaryLength;
    ByteBuffer file = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(MAGIC).putInt(VERSION).putInt(length);
    file.putInt(jsonLength).putInt(JSON_CHUNK).put(json);
    for (int i = json.length; i < jsonLength; i++) {
      file.put((byte) ' ');
    }
    file.putInt(binaryLength).putInt(BINARY_CHUNK);
    putBinary(file);
    return file.array();
  }

  private void putBinary(ByteBuffer file) {
    int start = file.position();
    for (int i = 0; i < points; i++) {
      file.putFloat(METRES * model.shape().x(i));
      file.putFloat(METRES * model.shape().y(i));
      file.putFloat(METRES * model.shape().z(i));
    }
    for (float value : model.normals()) {
      file.putFloat(value);
    }
    for (float value : model.texture()) {
      file.putFloat(value);
    }
    for (Triangle triangle : FaceModel.triangles()) {
      file.putShort((short) triangle.a());
      file.putShort((short) triangle.b());
      file.putShort((short) triangle.c());
    }
    if (png.isPresent()) {
      file.position(start + pictureAt());
      file.put(png.get());
    }
  }

  private int pictureAt() {
    return aligned(2 * pointBytes + textureBytes + indexBytes);
  }

  private static int aligned(int length) {
    return length + Math.floorMod(-length, ALIGNMENT);
  }

  private byte[] json() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeObjectFieldStart("asset");
      json.writeStringField("version", "2.0");
      json.writeStringField("generator", "Meshstream");
      json.writeEndObject();
      json.writeNumberField("scene", 0);
      writeScene(json);
      writeMesh(json);
      writeMaterial(json);
      writeAccessors(json);
      writeViews(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void writeScene(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("scenes");
    json.writeStartObject();
    json.writeArrayFieldStart("nodes");
    json.writeNumber(0);
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeArrayFieldStart("nodes");
    json.writeStartObject();
    json.writeStringField("name", "face");
    json.writeNumberField("mesh", 0);
    json.writeEndObject();
    json.writeEndArray();
  }

  private static void writeMesh(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("meshes");
    json.writeStartObject();
    json.writeArrayFieldStart("primitives");
    json.writeStartObject();
    json.writeObjectFieldStart("attributes");
    json.writeNumberField("POSITION", 0);
    json.writeNumberField("NORMAL", 1);
    json.writeNumberField("TEXCOORD_0", 2);
    json.writeEndObject();
    json.writeNumberField("indices", 3);
    json.writeNumberField("material", 0);
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  private void writeMaterial(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("materials");
    json.writeStartObject();
    json.writeBooleanField("doubleSided", true);
    json.writeObjectFieldStart("pbrMetallicRoughness");
    json.writeNumberField("metallicFactor", 0);
    if (png.isPresent()) {
      json.writeObjectFieldStart("baseColorTexture");
      json.writeNumberField("index", 0);
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
    if (png.isPresent()) {
      json.writeArrayFieldStart("textures");
      json.writeStartObject();
      json.writeNumberField("source", 0);
      json.writeEndObject();
      json.writeEndArray();
      json.writeArrayFieldStart("images");
      json.writeStartObject();
      json.writeNumberField("bufferView", 4);
      json.writeStringField("mimeType", "image/png");
      json.writeEndObject();
      json.writeEndArray();
    }
  }

  private void writeAccessors(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("accessors");
    json.writeStartObject();
    writeAccessor(json, 0, FLOAT, points, "VEC3");
    writeBounds(json);
    json.writeEndObject();
    json.writeStartObject();
    writeAccessor(json, 1, FLOAT, points, "VEC3");
    json.writeEndObject();
    json.writeStartObject();
    writeAccessor(json, 2, FLOAT, points, "VEC2");
    json.writeEndObject();
    json.writeStartObject();
    writeAccessor(json, 3, UNSIGNED_SHORT, 3 * FaceModel.triangles().size(), "SCALAR");
    json.writeEndObject();
    json.writeEndArray();
  }

  private static void writeAccessor(
      JsonGenerator json, int view, int componentType, int count, String type) throws IOException {
    json.writeNumberField("bufferView", view);
    json.writeNumberField("componentType", componentType);
    json.writeNumberField("count", count);
    json.writeStringField("type", type);
  }

  /** Readers want to know them of positions. */
  private void writeBounds(JsonGenerator json) throws IOException {
    float[] least = {Float.MAX_VALUE, Float.MAX_VALUE, Float.MAX_VALUE};
    float[] most = {-Float.MAX_VALUE, -Float.MAX_VALUE, -Float.MAX_VALUE};
    for (int i = 0; i < points; i++) {
      float[] point = {model.shape().x(i), model.shape().y(i), model.shape().z(i)};
      for (int axis = 0; axis < 3; axis++) {
        least[axis] = Math.min(least[axis], METRES * point[axis]);
        most[axis] = Math.max(most[axis], METRES * point[axis]);
      }
    }
    writeVector(json, "min", least);
    writeVector(json, "max", most);
  }

  private static void writeVector(JsonGenerator json, String name, float[] vector)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (float value : vector) {
      json.writeNumber(value);
    }
    json.writeEndArray();
  }

  private void writeViews(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("bufferViews");
    writeView(json, 0, pointBytes, ARRAY_BUFFER);
    writeView(json, pointBytes, pointBytes, ARRAY_BUFFER);
    writeView(json, 2 * pointBytes, textureBytes, ARRAY_BUFFER);
    writeView(json, 2 * pointBytes + textureBytes, indexBytes, ELEMENT_ARRAY_BUFFER);
    if (png.isPresent()) {
      json.writeStartObject();
      writePlace(json, pictureAt(), png.get().length);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("buffers");
    json.writeStartObject();
    json.writeNumberField("byteLength", pictureAt() + png.map(picture -> picture.length).orElse(0));
    json.writeEndObject();
    json.writeEndArray();
  }

  private static void writeView(JsonGenerator json, int offset, int length, int target)
      throws IOException {
    json.writeStartObject();
    writePlace(json, offset, length);
    json.writeNumberField("target", target);
    json.writeEndObject();
  }

  private static void writePlace(JsonGenerator json, int offset, int length) throws IOException {
    json.writeNumberField("buffer", 0);
    json.writeNumberField("byteOffset", offset);
    json.writeNumberField("byteLength", length);
  }
}
