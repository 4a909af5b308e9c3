package io.meshstream.tools.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.FaceMeshJob;
import io.meshstream.schemas.Face;
import io.meshstream.schemas.FloatList;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.Hand;
import io.meshstream.schemas.MessageFormatException;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.testing.TestingRecords;
import io.meshstream.tools.broker.TestingBroker;
import io.meshstream.tools.broker.TestingFrames;
import io.meshstream.tools.reading.TopicReading;
import io.meshstream.tools.topics.Brokers;
import io.meshstream.vision.sample.Portrait;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The programs of the page for consumers, each in a process of its own, on what the job has
 * written, on a real broker.
 */
class ConsumerExamplesIT {

  private static final Path EXAMPLES = Path.of("..", "..", "docs", "examples", "consume");
  private static final String RELEASED =
      "../../schemas/src/main/resources/io/meshstream/schemas/released";

  @RegisterExtension static final TestingBroker broker = new TestingBroker();

  @TempDir private static Path folder;

  private static List<String> expected;

  @BeforeAll
  static void processFrames() throws Exception {
    for (String topic : List.of("frames", "landmarks", "dead-letters")) {
      broker.create(topic);
    }
    TestingFrames.send(
        broker.bootstrapServers(), List.of(Portrait.png(), new byte[] {1, 2, 3}, Portrait.png()));
    // Twice, so that each record is there twice, as after a failure.
    runTheJob();
    FrameLandmarks later = withHandsAndWithoutMesh(records().get(0));
    broker.send("landmarks", later);
    runTheJob();
    List<FrameLandmarks> records = records();
    assertThat(records)
        .extracting(FrameLandmarks::getStatus)
        .containsExactly(
            FrameStatus.FACES,
            FrameStatus.REJECTED,
            FrameStatus.FACES,
            FrameStatus.FACES,
            FrameStatus.FACES,
            FrameStatus.REJECTED,
            FrameStatus.FACES);
    expected = List.of(line(records.get(0)), line(records.get(2)), handLine(later));
  }

  private static void runTheJob() throws Exception {
    FaceMeshJob.main(
        new String[] {
          "--kafka.bootstrap-servers=" + broker.bootstrapServers(),
          "--frames.bounded=true",
          "--frames.starting-offsets=earliest"
        });
  }

  /** A face as of a job with {@code landmarks.mesh=false}, and hands with and without, later. */
  private static FrameLandmarks withHandsAndWithoutMesh(FrameLandmarks record) {
    Face face =
        Face.newBuilder(record.getFaces().get(0))
            .setLandmarks(FloatList.view(new float[0]))
            .build();
    Hand hidden =
        Hand.newBuilder(TestingRecords.hand(2))
            .setLandmarks(List.of())
            .setWorldLandmarks(List.of())
            .build();
    return FrameLandmarks.newBuilder(record)
        .setSequence(100)
        .setFaces(List.of(face))
        .setHands(List.of(hidden, TestingRecords.hand(3)))
        .build();
  }

  private static List<FrameLandmarks> records() throws MessageFormatException {
    SingleObjectCodec<FrameLandmarks> codec = SingleObjectCodec.ofFrameLandmarks();
    List<FrameLandmarks> records = new ArrayList<>();
    try (TopicReading reading =
        TopicReading.open(
            new Brokers(Map.of("bootstrap.servers", broker.bootstrapServers())),
            IsolationLevel.READ_UNCOMMITTED,
            "landmarks topic",
            "landmarks",
            OptionalLong.empty())) {
      for (Optional<ConsumerRecord<String, byte[]>> next = reading.next();
          next.isPresent();
          next = reading.next()) {
        records.add(codec.decode(next.get().value()));
      }
    }
    return records;
  }

  private static String line(FrameLandmarks record) {
    Face face = record.getFaces().get(0);
    return String.format(
        Locale.ROOT,
        "cam 1/%d face 1 nose %.1f %.1f",
        record.getSequence(),
        face.getLandmarks().get(3) * record.getWidth(),
        face.getLandmarks().get(4) * record.getHeight());
  }

  private static String handLine(FrameLandmarks record) {
    Hand hand = record.getHands().get(1);
    return String.format(
        Locale.ROOT,
        "cam 1/%d hand 3 LEFT index finger %.1f %.1f",
        record.getSequence(),
        hand.getLandmarks().get(24) * record.getWidth(),
        hand.getLandmarks().get(25) * record.getHeight());
  }

  @Test
  void javaPrintsEveryFaceAndHandOnce() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String program = EXAMPLES.resolve("java/LandmarksConsumer.java").toString();

    assertPrintsEveryFaceAndHandOnce(
        "landmarks-java",
        List.of(
            java.toString(),
            "-cp",
            System.getProperty("java.class.path"),
            program,
            broker.bootstrapServers()));
  }

  @Test
  void pythonPrintsEveryFaceAndHandOnce() throws Exception {
    String python =
        ExampleProgram.python(
            "confluent_kafka, fastavro, numpy", "pip install confluent-kafka fastavro numpy");

    assertPrintsEveryFaceAndHandOnce(
        "landmarks-python",
        List.of(
            python,
            EXAMPLES.resolve("python/landmarks.py").toString(),
            broker.bootstrapServers(),
            RELEASED));
  }

  @Test
  void javascriptPrintsEveryFaceAndHandOnce() throws Exception {
    String node = ExampleProgram.node();

    assertPrintsEveryFaceAndHandOnce(
        "landmarks-javascript",
        List.of(
            node,
            EXAMPLES.resolve("javascript/landmarks.js").toString(),
            broker.bootstrapServers(),
            RELEASED));
  }

  private static void assertPrintsEveryFaceAndHandOnce(String group, List<String> command)
      throws Exception {
    ExampleProgram.assertPrints(expected, command, broker.bootstrapServers(), group, folder);
  }
}
