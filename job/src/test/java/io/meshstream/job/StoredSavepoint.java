package io.meshstream.job;

import io.meshstream.job.names.StateNames;
import io.meshstream.job.options.JobSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;

/**
 * A savepoint of an earlier version.
 *
 * @param path its folder, named after the delivery of the job that took it
 * @param options what else that job was told
 */
record StoredSavepoint(Path path, List<String> options) {

  private static final Path STORED = Path.of("src/test/resources/savepoints").toAbsolutePath();
  private static final String OPTIONS = "options.txt";
  private static final String STATE = "state.txt";

  /** Returns the savepoints of all versions. */
  static List<StoredSavepoint> all() throws IOException {
    List<StoredSavepoint> all = new ArrayList<>();
    for (Path version : folders(STORED)) {
      List<String> options = Files.readAllLines(version.resolve(OPTIONS));
      folders(version).forEach(each -> all.add(new StoredSavepoint(each, options)));
    }
    return all;
  }

  /** Returns what the savepoints of versions hold, as far as these say so. */
  static List<List<String>> states() throws IOException {
    List<List<String>> states = new ArrayList<>();
    for (Path version : folders(STORED)) {
      if (Files.exists(version.resolve(STATE))) {
        states.add(Files.readAllLines(version.resolve(STATE)));
      }
    }
    return states;
  }

  private static List<Path> folders(Path parent) throws IOException {
    try (Stream<Path> files = Files.list(parent)) {
      return files.filter(Files::isDirectory).sorted().toList();
    }
  }

  /** Says beside the savepoints of this version with which options they were taken. */
  static void describe(Path version, List<String> options) throws IOException {
    Files.write(version.resolve(OPTIONS), options);
    Files.write(version.resolve(STATE), stateOfThisVersion());
  }

  /** Returns what this version stores: operators, their states, and the schemas of these. */
  static List<String> stateOfThisVersion() throws IOException {
    List<String> lines = new ArrayList<>();
    operators().forEach(uid -> lines.add("operator " + uid));
    for (String state :
        List.of(
            StateNames.CAMERA,
            StateNames.SMOOTHING,
            StateNames.SIGNALS,
            StateNames.CONTROL,
            StateNames.CONTROL_POSITIONS,
            StateNames.STALLS,
            StateNames.MODELS,
            StateNames.REFUSED_MODELS)) {
      lines.add("state " + state);
    }
    try (Stream<Path> files = Files.list(Path.of("src/main/avro"))) {
      for (Path file : files.sorted().toList()) {
        Schema schema = new Schema.Parser().parse(file.toFile());
        lines.add(
            "schema %s %016x"
                .formatted(schema.getFullName(), SchemaNormalization.parsingFingerprint64(schema)));
      }
    }
    return lines;
  }

  private static Stream<String> operators() {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    FaceMeshJob.define(
        env,
        JobSettings.from(
            new String[] {
              "--control.topic=settings", "--events.topic=events", "--sink.delivery=exactly-once"
            },
            Map.of()));
    return env.getStreamGraph().getStreamNodes().stream()
        .map(StreamNode::getTransformationUID)
        .sorted();
  }

  String delivery() {
    return path.getFileName().toString();
  }

  /** Names it in the list of tests. */
  @Override
  public String toString() {
    return path.getParent().getFileName() + "/" + delivery();
  }
}
