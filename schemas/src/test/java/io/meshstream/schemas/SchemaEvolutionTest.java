package io.meshstream.schemas;

import static org.apache.avro.SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaEvolutionTest {

  private static final Path CURRENT = Path.of("src/main/avro");
  private static final Path RELEASED = Path.of("src/main/resources/io/meshstream/schemas/released");

  static List<Path> currentFiles() throws IOException {
    return schemaFilesUnder(CURRENT);
  }

  static List<Path> releasedFiles() throws IOException {
    return schemaFilesUnder(RELEASED);
  }

  @ParameterizedTest
  @MethodSource("releasedFiles")
  void currentReadersReadWhatAReleasedWriterWrote(Path released) throws IOException {
    assertCompatible(currentOf(released), parse(released));
  }

  @ParameterizedTest
  @MethodSource("releasedFiles")
  void releasedReadersReadWhatTheCurrentWriterWrites(Path released) throws IOException {
    assertCompatible(parse(released), currentOf(released));
  }

  @ParameterizedTest
  @MethodSource("releasedFiles")
  void everyFieldThatAReleaseLacksHasADefault(Path released) throws IOException {
    Schema old = parse(released);

    assertThat(currentOf(released).getFields())
        .filteredOn(field -> old.getField(field.name()) == null)
        .allMatch(Schema.Field::hasDefaultValue);
  }

  /** Otherwise messages would go out that no reader of a release can read, for ever. */
  @ParameterizedTest
  @MethodSource("currentFiles")
  void whatIsWrittenIsTheNewestReleasedSchema(Path current) throws IOException {
    Path newest =
        RELEASED.resolve("v" + ReleasedSchemas.LATEST_VERSION).resolve(current.getFileName());

    assertThat(newest)
        .as("see 'Releasing a version' in the README of this module")
        .hasSameTextualContentAs(current);
  }

  @ParameterizedTest
  @MethodSource("releasedFiles")
  void everyReleasedFileIsReadByTheCodec(Path released) throws IOException {
    Schema schema = parse(released);

    assertThat(ReleasedSchemas.of(schema.getName())).contains(schema);
  }

  @ParameterizedTest
  @MethodSource("releasedFiles")
  void theFingerprintOfEveryReleaseStandsInTheReadme(Path released) throws IOException {
    String fingerprint =
        SingleObjectCodec.text(SchemaNormalization.parsingFingerprint64(parse(released)));

    assertThat(Files.readString(Path.of("README.md")))
        .contains("| `" + RELEASED.relativize(released) + "` | `" + fingerprint + "` |");
  }

  @Test
  void versionsAreNumberedWithoutAGap() throws IOException {
    try (var folders = Files.list(RELEASED)) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              IntStream.rangeClosed(1, ReleasedSchemas.LATEST_VERSION)
                  .mapToObj(version -> "v" + version)
                  .toList());
    }
  }

  private static void assertCompatible(Schema reader, Schema writer) {
    var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);

    assertThat(result.getType()).as(result.getDescription()).isEqualTo(COMPATIBLE);
  }

  private static Schema currentOf(Path released) throws IOException {
    return parse(CURRENT.resolve(released.getFileName()));
  }

  private static Schema parse(Path file) throws IOException {
    return new Schema.Parser().parse(Files.readString(file));
  }

  private static List<Path> schemaFilesUnder(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".avsc")).sorted().toList();
    }
  }
}
