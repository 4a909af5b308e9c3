package io.meshstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the bytes of fixed records against files, one folder per released version. */
class GoldenBytesTest {

  private static final Path GOLDEN = Path.of("src/test/resources/io/meshstream/schemas/golden");

  private static final SingleObjectCodec<EncodedFrame> FRAMES = SingleObjectCodec.ofEncodedFrames();
  private static final SingleObjectCodec<FrameLandmarks> LANDMARKS =
      SingleObjectCodec.ofFrameLandmarks();
  private static final SingleObjectCodec<DeadLetter> DEAD_LETTERS =
      SingleObjectCodec.ofDeadLetters();
  private static final SingleObjectCodec<CameraEvent> EVENTS = SingleObjectCodec.ofCameraEvents();
  private static final SingleObjectCodec<CameraConfig> CONFIGS =
      SingleObjectCodec.ofCameraConfigs();

  static List<Map.Entry<String, byte[]>> samples() {
    return List.of(
        Map.entry("EncodedFrame", FRAMES.encode(Samples.encodedFrame())),
        Map.entry("FrameLandmarks", LANDMARKS.encode(Samples.frameLandmarks())),
        Map.entry("FrameLandmarks-shed", LANDMARKS.encode(Samples.shedFrame())),
        Map.entry("DeadLetter", DEAD_LETTERS.encode(Samples.deadLetter())),
        Map.entry("DeadLetter-empty", DEAD_LETTERS.encode(Samples.emptyDeadLetter())),
        Map.entry("CameraEvent", EVENTS.encode(Samples.faceLeft())),
        Map.entry("CameraEvent-refused", EVENTS.encode(Samples.settingsRefused())),
        Map.entry("CameraEvent-drowsy", EVENTS.encode(Samples.drowsinessEnded())),
        Map.entry("CameraConfig", CONFIGS.encode(Samples.cameraConfig())),
        Map.entry("CameraConfig-empty", CONFIGS.encode(Samples.emptyCameraConfig())));
  }

  static List<Path> files() throws IOException {
    try (var files = Files.walk(GOLDEN)) {
      return files.filter(file -> file.toString().endsWith(".hex")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theBytesOfFixedRecordsNeverChangeWithinAVersion(Map.Entry<String, byte[]> sample)
      throws IOException {
    Path file =
        GOLDEN.resolve("v" + ReleasedSchemas.LATEST_VERSION).resolve(sample.getKey() + ".hex");

    assertThat(HexFormat.of().formatHex(sample.getValue()))
        .isEqualTo(HexFormat.of().formatHex(bytes(file)));
  }

  @ParameterizedTest
  @MethodSource("files")
  void theBytesOfEveryReleaseAreStillRead(Path file) throws IOException {
    assertThat(read(file)).isEqualTo(asOf(version(file), expected(file)));
  }

  private static int version(Path file) {
    return Integer.parseInt(file.getParent().getFileName().toString().substring(1));
  }

  /** Returns a record without what a version's schema does not have: that comes at the end. */
  private static SpecificRecord asOf(int version, SpecificRecord record) throws IOException {
    Schema schema = ReleasedSchemas.of(record.getSchema().getName()).get(version - 1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new SpecificDatumWriter<SpecificRecord>(schema).write(record, encoder);
    encoder.flush();
    return new SpecificDatumReader<SpecificRecord>(schema, record.getSchema())
        .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
  }

  private static SpecificRecord read(Path file) throws IOException {
    byte[] message = bytes(file);
    return switch (recordOf(file)) {
      case "EncodedFrame" -> FRAMES.decode(message);
      case "FrameLandmarks", "FrameLandmarks-shed" -> LANDMARKS.decode(message);
      case "DeadLetter", "DeadLetter-empty" -> DEAD_LETTERS.decode(message);
      case "CameraEvent", "CameraEvent-refused", "CameraEvent-drowsy" -> EVENTS.decode(message);
      case "CameraConfig", "CameraConfig-empty" -> CONFIGS.decode(message);
      default -> throw new AssertionError("no codec is known for " + file);
    };
  }

  private static SpecificRecord expected(Path file) {
    return switch (recordOf(file)) {
      case "EncodedFrame" -> Samples.encodedFrame();
      case "FrameLandmarks" -> Samples.frameLandmarks();
      case "FrameLandmarks-shed" -> Samples.shedFrame();
      case "DeadLetter" -> Samples.deadLetter();
      case "DeadLetter-empty" -> Samples.emptyDeadLetter();
      case "CameraEvent" -> Samples.faceLeft();
      case "CameraEvent-refused" -> Samples.settingsRefused();
      case "CameraEvent-drowsy" -> Samples.drowsinessEnded();
      case "CameraConfig" -> Samples.cameraConfig();
      case "CameraConfig-empty" -> Samples.emptyCameraConfig();
      default -> throw new AssertionError("no record is known for " + file);
    };
  }

  private static String recordOf(Path file) {
    return file.getFileName().toString().replace(".hex", "");
  }

  private static byte[] bytes(Path file) throws IOException {
    return HexFormat.of().parseHex(Files.readString(file).replaceAll("\\s", ""));
  }
}
