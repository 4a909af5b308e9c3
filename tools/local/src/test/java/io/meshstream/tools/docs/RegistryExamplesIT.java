package io.meshstream.tools.docs;

import io.meshstream.job.FaceMeshJob;
import io.meshstream.schemas.testing.TestingRegistry;
import io.meshstream.tools.broker.TestingBroker;
import io.meshstream.tools.broker.TestingFrames;
import io.meshstream.vision.sample.Portrait;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The programs of the page on schema registries, each in a process of its own, on what the job has
 * written in Confluent's wire format, on a real broker.
 */
class RegistryExamplesIT {

  private static final Path EXAMPLES = Path.of("..", "..", "docs", "examples", "registry");
  private static final List<String> EXPECTED = List.of("cam/0: 1", "cam/1: 0", "cam/2: 1");

  @RegisterExtension static final TestingBroker broker = new TestingBroker();

  @TempDir private static Path folder;

  private static TestingRegistry registry;

  @BeforeAll
  static void processFrames() throws Exception {
    for (String topic : List.of("frames", "landmarks", "dead-letters")) {
      broker.create(topic);
    }
    TestingFrames.send(
        broker.bootstrapServers(), List.of(Portrait.png(), new byte[] {1, 2, 3}, Portrait.png()));
    registry = new TestingRegistry();
    FaceMeshJob.main(
        new String[] {
          "--kafka.bootstrap-servers=" + broker.bootstrapServers(),
          "--registry.url=" + registry.url(),
          "--frames.bounded=true",
          "--frames.starting-offsets=earliest"
        });
  }

  @AfterAll
  static void stopTheRegistry() throws IOException {
    registry.close();
  }

  @Test
  void pythonPrintsHowManyFacesEachFrameHas() throws Exception {
    String python =
        ExampleProgram.python(
            "confluent_kafka.schema_registry.avro",
            "pip install confluent-kafka[avro,schemaregistry]");

    assertPrints("faces-python", python, "landmarks.py");
  }

  @Test
  void javascriptPrintsHowManyFacesEachFrameHas() throws Exception {
    assertPrints("faces-javascript", ExampleProgram.node(), "landmarks.js");
  }

  private static void assertPrints(String group, String language, String program) throws Exception {
    ExampleProgram.assertPrints(
        EXPECTED,
        List.of(
            language,
            EXAMPLES.resolve(program).toString(),
            broker.bootstrapServers(),
            registry.url()),
        broker.bootstrapServers(),
        group,
        folder);
  }
}
