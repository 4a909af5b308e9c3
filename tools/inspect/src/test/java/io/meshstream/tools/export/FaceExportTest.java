package io.meshstream.tools.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshstream.vision.Face;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.pose.FaceGeometrySolver;
import io.meshstream.vision.pose.MetricMesh;
import io.meshstream.vision.pose.PerspectiveCamera;
import io.meshstream.vision.topology.CanonicalFace;
import io.meshstream.vision.topology.CanonicalPoint;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaceExportTest {
  private static final int SIZE = 100;
  private static final int POINTS = 468;
  private static final int TRIANGLES = 898;
  private static final int FLOAT = 5126;
  private static final int UNSIGNED_SHORT = 5123;

  private final FaceGeometrySolver solver = new FaceGeometrySolver(PerspectiveCamera.mediaPipe());
  private final Landmarks landmarks = landmarks();
  private final MetricMesh shape = solver.solve(landmarks, SIZE, SIZE).orElseThrow().mesh();

  @TempDir private Path folder;

  @Test
  void anObjFileHasThePointsAndTrianglesOfTheFace() throws Exception {
    List<String> lines = Files.readAllLines(export(ModelFormat.OBJ, false));

    List<float[]> points = numbers(lines, "v ");
    List<float[]> texture = numbers(lines, "vt ");
    assertThat(points).hasSize(POINTS);
    assertThat(texture).hasSize(POINTS);
    assertThat(numbers(lines, "vn ")).hasSize(POINTS).allMatch(FaceExportTest::isOne);
    for (int i = 0; i < POINTS; i++) {
      CanonicalPoint canonical = CanonicalFace.points().get(i);
      assertThat(points.get(i)).contains(rounded(shape, i), within(1e-4f));
      assertThat(texture.get(i)[0]).isCloseTo(canonical.u(), within(1e-5f));
      assertThat(texture.get(i)[1]).as("upwards").isCloseTo(1 - canonical.v(), within(1e-5f));
    }
    List<String> triangles = lines.stream().filter(line -> line.startsWith("f ")).toList();
    assertThat(triangles).hasSize(TRIANGLES);
    assertThat(triangles.get(0)).isEqualTo("f 174/174/174 156/156/156 134/134/134");
  }

  @Test
  void aGlbFileHasThePointsAndTrianglesOfTheFace() throws Exception {
    Glb glb = Glb.read(Files.readAllBytes(export(ModelFormat.GLB, false)));

    assertThat(glb.json().at("/asset/version").asText()).isEqualTo("2.0");
    assertThat(glb.json().at("/meshes/0/primitives")).hasSize(1);
    JsonNode primitive = glb.json().at("/meshes/0/primitives/0");
    ByteBuffer points = glb.accessor(primitive.at("/attributes/POSITION"), FLOAT, POINTS, "VEC3");
    ByteBuffer normals = glb.accessor(primitive.at("/attributes/NORMAL"), FLOAT, POINTS, "VEC3");
    ByteBuffer texture =
        glb.accessor(primitive.at("/attributes/TEXCOORD_0"), FLOAT, POINTS, "VEC2");
    ByteBuffer indices =
        glb.accessor(primitive.at("/indices"), UNSIGNED_SHORT, 3 * TRIANGLES, "SCALAR");
    JsonNode bounds = glb.json().at("/accessors/" + primitive.at("/attributes/POSITION"));
    for (int i = 0; i < POINTS; i++) {
      float[] point = {points.getFloat(), points.getFloat(), points.getFloat()};
      assertThat(point[0]).as("metres").isCloseTo(shape.x(i) / 100, within(1e-6f));
      assertThat(point[1]).isCloseTo(shape.y(i) / 100, within(1e-6f));
      assertThat(point[2]).isCloseTo(shape.z(i) / 100, within(1e-6f));
      for (int axis = 0; axis < 3; axis++) {
        assertThat(point[axis])
            .isBetween(
                (float) bounds.at("/min/" + axis).asDouble(),
                (float) bounds.at("/max/" + axis).asDouble());
      }
      assertThat(isOne(new float[] {normals.getFloat(), normals.getFloat(), normals.getFloat()}))
          .isTrue();
      assertThat(texture.getFloat()).isEqualTo(CanonicalFace.points().get(i).u());
      assertThat(texture.getFloat()).isEqualTo(CanonicalFace.points().get(i).v());
    }
    for (int i = 0; i < 3 * TRIANGLES; i++) {
      assertThat(indices.getShort()).isBetween((short) 0, (short) (POINTS - 1));
    }
    assertThat(glb.json().has("images")).isFalse();
  }

  @Test
  void theSurfaceLooksOutOfTheFace() {
    float[] normals = FaceModel.canonical(shape).normals();

    assertThat(normals[3 * 4 + 2]).as("z at the tip of the nose").isGreaterThan(0.9f);
    assertThat(normals[3 * 454]).as("x at the left ear").isGreaterThan(0.3f);
    assertThat(normals[3 * 234]).as("x at the right ear").isLessThan(-0.3f);
  }

  @Test
  void aTexturedFaceHasThePictureWhereItsPointsAreSeen() throws Exception {
    Glb glb = Glb.read(Files.readAllBytes(export(ModelFormat.GLB, true)));

    JsonNode view = glb.json().at("/bufferViews/" + glb.json().at("/images/0/bufferView"));
    byte[] png = new byte[view.get("byteLength").asInt()];
    glb.binary().position(view.get("byteOffset").asInt()).get(png);
    BufferedImage texture = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(glb.json().at("/materials/0/pbrMetallicRoughness/baseColorTexture/index").asInt())
        .isZero();
    ByteBuffer places =
        glb.accessor(
            glb.json().at("/meshes/0/primitives/0/attributes/TEXCOORD_0"), FLOAT, POINTS, "VEC2");
    for (int i = 0; i < POINTS; i++) {
      int column = Math.min(texture.getWidth() - 1, (int) (places.getFloat() * texture.getWidth()));
      int row = Math.min(texture.getHeight() - 1, (int) (places.getFloat() * texture.getHeight()));
      int grey = texture.getRGB(column, row) & 0xff;
      assertThat(grey)
          .as("the picture's grey is its column and row")
          .isCloseTo(grey(landmarks.x(i), landmarks.y(i)), within(3));
    }
  }

  @Test
  void aFaceThatIsNoneIsLeftOut() throws Exception {
    Face face = face(Landmarks.wrap(new float[3 * POINTS]));

    new FaceExport(solver, ModelFormat.GLB, false)
        .write(folder.resolve("name"), picture(), List.of(face));

    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  private Path export(ModelFormat format, boolean isTextured) {
    new FaceExport(solver, format, isTextured)
        .write(folder.resolve("some/name"), picture(), List.of(face(landmarks)));
    return folder.resolve("some/name-7." + format);
  }

  private static Face face(Landmarks landmarks) {
    return new Face(7, 1, new Region(0.5f, 0.5f, 0.5f, 0.5f, 0), landmarks, Optional.empty());
  }

  /** A face that looks at the camera from its middle. */
  private static Landmarks landmarks() {
    float[] values = new float[3 * POINTS];
    for (int i = 0; i < POINTS; i++) {
      CanonicalPoint point = CanonicalFace.points().get(i);
      values[3 * i] = 0.5f + point.x() / 30;
      values[3 * i + 1] = 0.5f - point.y() / 30;
      values[3 * i + 2] = -point.z() / 30;
    }
    return Landmarks.wrap(values);
  }

  private static Picture picture() {
    byte[] pixels = new byte[SIZE * SIZE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) grey((i % SIZE + 0.5f) / SIZE, (Math.floorDiv(i, SIZE) + 0.5f) / SIZE);
    }
    return Picture.grey(pixels, SIZE, SIZE);
  }

  private static int grey(float x, float y) {
    return Math.round(100 * x + 100 * y);
  }

  private static float[] rounded(MetricMesh shape, int i) {
    return new float[] {shape.x(i), shape.y(i), shape.z(i)};
  }

  private static boolean isOne(float[] vector) {
    double length =
        Math.sqrt(vector[0] * vector[0] + vector[1] * vector[1] + vector[2] * vector[2]);
    return Math.abs(length - 1) < 1e-4;
  }

  private static List<float[]> numbers(List<String> lines, String keyword) {
    return lines.stream()
        .filter(line -> line.startsWith(keyword))
        .map(line -> line.substring(keyword.length()).split(" "))
        .map(
            words -> {
              float[] values = new float[words.length];
              for (int i = 0; i < words.length; i++) {
                values[i] = Float.parseFloat(words[i]);
              }
              return values;
            })
        .toList();
  }

  /** A binary glTF file, taken apart by its specification. */
  private record Glb(JsonNode json, ByteBuffer binary) {

    static Glb read(byte[] file) throws Exception {
      ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
      assertThat(bytes.getInt()).as("glTF").isEqualTo(0x46546C67);
      assertThat(bytes.getInt()).as("version").isEqualTo(2);
      assertThat(bytes.getInt()).as("length").isEqualTo(file.length);
      byte[] json = chunk(bytes, 0x4E4F534A);
      byte[] binary = chunk(bytes, 0x004E4942);
      assertThat(bytes.remaining()).isZero();
      JsonNode root = new ObjectMapper().readTree(new String(json, StandardCharsets.UTF_8));
      assertThat(root.at("/buffers/0/byteLength").asInt())
          .isBetween(binary.length - 3, binary.length);
      for (JsonNode view : root.get("bufferViews")) {
        assertThat(view.get("byteOffset").asInt() % 4).isZero();
        assertThat(view.get("byteOffset").asInt() + view.get("byteLength").asInt())
            .isLessThanOrEqualTo(root.at("/buffers/0/byteLength").asInt());
      }
      return new Glb(root, ByteBuffer.wrap(binary).order(ByteOrder.LITTLE_ENDIAN));
    }

    private static byte[] chunk(ByteBuffer bytes, int type) {
      byte[] data = new byte[bytes.getInt()];
      assertThat(data.length % 4).isZero();
      assertThat(bytes.getInt()).isEqualTo(type);
      bytes.get(data);
      return data;
    }

    ByteBuffer accessor(JsonNode number, int componentType, int count, String type) {
      JsonNode accessor = json.at("/accessors/" + number.asInt());
      assertThat(accessor.get("componentType").asInt()).isEqualTo(componentType);
      assertThat(accessor.get("count").asInt()).isEqualTo(count);
      assertThat(accessor.get("type").asText()).isEqualTo(type);
      JsonNode view = json.at("/bufferViews/" + accessor.get("bufferView"));
      return binary
          .slice(view.get("byteOffset").asInt(), view.get("byteLength").asInt())
          .order(ByteOrder.LITTLE_ENDIAN);
    }
  }
}
