package io.meshstream.tools.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.meshstream.job.FaceMeshJob;
import io.meshstream.job.options.JobSettings;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.tools.broker.TestingBroker;
import io.meshstream.tools.broker.TestingFrames;
import io.meshstream.tools.console.StopSignal;
import io.meshstream.tools.deadletters.ReplayDeadLettersCommand;
import io.meshstream.tools.drawing.PictureImage;
import io.meshstream.tools.reading.TopicReading;
import io.meshstream.tools.topics.Brokers;
import io.meshstream.vision.sample.Portrait;
import io.meshstream.vision.testing.ImageFiles;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import picocli.CommandLine;

/** Frames that a limit kept from being processed are processed once the limit is raised. */
@Timeout(300)
class ReplayedFramesIT {

  private static final int FRAMES = 3;

  @RegisterExtension static final TestingBroker broker = new TestingBroker();

  @Test
  void rejectedFramesAreProcessedByAJobOfTheirOwn() throws Exception {
    for (String topic : List.of("frames", "landmarks", "letters", "frames-replay", "again")) {
      broker.create(topic, 1);
    }
    byte[] png = ImageFiles.png(PictureImage.of(Portrait.picture()));
    TestingFrames.send(broker.bootstrapServers(), Collections.nCopies(FRAMES, png));
    run("frames", "landmarks", "--limits.picture-pixels=1000");
    List<FrameLandmarks> rejected = records("landmarks");
    assertThat(rejected).hasSize(FRAMES).allMatch(each -> each.getStatus() == FrameStatus.REJECTED);

    assertThat(replay()).isZero();
    run("frames-replay", "again");

    List<FrameLandmarks> processed = records("again");
    assertThat(processed).allMatch(each -> each.getStatus() == FrameStatus.FACES);
    assertThat(processed)
        .extracting(
            FrameLandmarks::getCameraId, FrameLandmarks::getEpoch, FrameLandmarks::getSequence)
        .containsExactlyElementsOf(
            rejected.stream()
                .map(each -> tuple(each.getCameraId(), each.getEpoch(), each.getSequence()))
                .toList());
    assertThat(records("landmarks")).isEqualTo(rejected);
  }

  private static void run(String frames, String landmarks, String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--kafka.bootstrap-servers=" + broker.bootstrapServers());
    all.add("--frames.topic=" + frames);
    all.add("--frames.bounded=true");
    all.add("--landmarks.topic=" + landmarks);
    all.add("--dead-letters.topic=letters");
    Configuration flink = new Configuration();
    flink.set(CoreOptions.DEFAULT_PARALLELISM, 1);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    FaceMeshJob.define(env, JobSettings.from(all.toArray(String[]::new), Map.of()));
    env.execute();
  }

  private static int replay() {
    StopSignal stop = new StopSignal();
    CommandLine line = new CommandLine(new ReplayDeadLettersCommand(stop));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(new StringWriter()));
    try {
      return line.execute(
          "-b", broker.bootstrapServers(), "--dead-letters-topic", "letters", "--camera", "cam");
    } finally {
      // Until then the virtual machine of the tests would not end.
      stop.end();
    }
  }

  private static List<FrameLandmarks> records(String topic) {
    SingleObjectCodec<FrameLandmarks> codec = SingleObjectCodec.ofFrameLandmarks();
    List<FrameLandmarks> records = new ArrayList<>();
    try (TopicReading reading =
        TopicReading.open(
            new Brokers(Map.of("bootstrap.servers", broker.bootstrapServers())),
            IsolationLevel.READ_COMMITTED,
            "topic",
            topic,
            OptionalLong.empty())) {
      for (var next = reading.next(); next.isPresent(); next = reading.next()) {
        records.add(codec.decode(next.get().value()));
      }
    }
    return records;
  }
}
