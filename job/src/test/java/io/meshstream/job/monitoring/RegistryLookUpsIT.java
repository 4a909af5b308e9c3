package io.meshstream.job.monitoring;

import static io.meshstream.job.TestFrames.frame;
import static io.meshstream.job.TestFrames.png;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.FaceMeshJob;
import io.meshstream.job.KafkaBroker;
import io.meshstream.job.options.JobSettings;
import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.RecordCodec;
import io.meshstream.schemas.RecordCodecs;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.registry.RegistryConfig;
import io.meshstream.schemas.testing.TestingRegistry;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How often a running job asks a schema registry, as its metrics and the registry itself say. */
@Timeout(180)
class RegistryLookUpsIT {

  private static final String PREFIX = "flink_taskmanager_job_task_operator_";
  private static final int FRAMES = 10_000;
  private static final int SUBTASKS = 2;

  @RegisterExtension static final KafkaBroker broker = new KafkaBroker();

  @TempDir private Path configs;

  @Test
  void tenThousandFramesOfASchemaThatCameLaterTakeOneLookUp() throws Exception {
    broker.create("frames", "landmarks", "dead-letters");
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Configuration flink = DocumentedConfig.read(configs, List.of("prometheus"));
    flink.setString("metrics.reporter.prometheus.port", Integer.toString(port));
    try (TestingRegistry registry = new TestingRegistry()) {
      StreamExecutionEnvironment env =
          StreamExecutionEnvironment.createLocalEnvironment(SUBTASKS, flink);
      FaceMeshJob.define(
          env,
          JobSettings.from(
              new String[] {
                "--kafka.bootstrap-servers=" + broker.address(), "--registry.url=" + registry.url()
              },
              Map.of()));
      byte[] message = withId(99, registry.url());
      registry.put(99, EncodedFrame.getClassSchema());
      int before = registry.requests().size();
      JobClient job = env.executeAsync();
      try {
        // One frame, again and again: it is analysed once, and read each time.
        broker.sendAll(
            Collections.nCopies(
                FRAMES, new ProducerRecord<>("frames", "cam".getBytes(UTF_8), message)));

        Scrape scrape = Scrape.of(port);
        while (sum(scrape, "frames_shed") + sum(scrape, "frames_no_face") < FRAMES) {
          scrape = Scrape.of(port);
        }
        // What a scrape reads first may be older than what it reads last.
        scrape = Scrape.of(port);

        assertThat(sum(scrape, "registry_requests")).isEqualTo(1);
        assertThat(sum(scrape, "registry_cache_hits")).isEqualTo(FRAMES - 1);
        assertThat(registry.requests().subList(before, registry.requests().size()))
            .containsExactly("GET /schemas/ids/99");
      } finally {
        job.cancel().get();
      }
    }
  }

  private static double sum(Scrape scrape, String metric) {
    return scrape.of(PREFIX + metric).stream().mapToDouble(Scrape.Sample::value).sum();
  }

  private static byte[] withId(int id, String registry) {
    RecordCodec<EncodedFrame> codec =
        RecordCodecs.of(Map.of(RegistryConfig.URL, registry))
            .writing(SingleObjectCodec.ofEncodedFrames(), "frames");
    byte[] message = codec.encode(frame("cam", 0, 0, png(64, 64, 0x808080)).build());
    ByteBuffer.wrap(message).putInt(1, id);
    return message;
  }
}
