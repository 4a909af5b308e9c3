package io.meshstream.tools.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.EncodedFrame;
import io.meshstream.tools.broker.TestingBroker;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RtspIT {

  private static final int FRAMES = 10;

  @RegisterExtension static final TestingBroker broker = new TestingBroker();

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"h264", "mjpeg"})
  void aStreamThatIsCutComesBackInALaterEpoch(String codec) throws Exception {
    broker.create(codec);
    TestingRtspServer server = TestingRtspServer.start(folder, 0);
    try (FramesTopic frames = new FramesTopic(broker.bootstrapServers(), codec);
        RunningGateway gateway = run(codec, server.url("/" + codec))) {
      frames.await(FRAMES);
      server.close();
      try (TestingRtspServer again = TestingRtspServer.start(folder, server.port())) {
        List<EncodedFrame> all =
            frames.await(so -> epochs(so).size() > 1 && epochs(so).get(1).size() >= FRAMES);

        assertThat(again.port()).isEqualTo(server.port());
        assertThat(gateway.stop()).isZero();
        for (List<EncodedFrame> epoch : epochs(all)) {
          assertThat(epoch.stream().map(EncodedFrame::getSequence))
              .containsExactlyElementsOf(LongStream.range(0, epoch.size()).boxed().toList());
        }
        for (EncodedFrame frame : all) {
          assertThat(frame.getWidth()).isEqualTo(320);
          assertThat(frame.getHeight()).isEqualTo(240);
          BufferedImage image = image(frame.getData());
          assertThat(image.getWidth()).isEqualTo(320);
          assertThat(image.getHeight()).isEqualTo(240);
        }
      }
    } finally {
      server.close();
    }
  }

  @Test
  void saysThatAServerHasNoSuchStream() throws Exception {
    broker.create("nothing", 1);
    try (TestingRtspServer server = TestingRtspServer.start(folder, 0);
        RunningGateway gateway = run("nothing", server.url("/nothing"))) {
      gateway.awaitOut("404 Not Found");

      assertThat(gateway.stop()).isZero();
    }
  }

  private static RunningGateway run(String topic, String url) {
    return new RunningGateway(
        "-b", broker.bootstrapServers(), "--frames-topic", topic, "--id", "cam", "--url", url);
  }

  /** By epoch, in the order in which they began. */
  private static List<List<EncodedFrame>> epochs(List<EncodedFrame> frames) {
    Map<Long, List<EncodedFrame>> epochs = new TreeMap<>();
    for (EncodedFrame frame : frames) {
      epochs.computeIfAbsent(frame.getEpoch(), epoch -> new ArrayList<>()).add(frame);
    }
    return List.copyOf(epochs.values());
  }

  private static BufferedImage image(ByteBuffer data) throws IOException {
    byte[] bytes = new byte[data.remaining()];
    data.duplicate().get(bytes);
    return ImageIO.read(new ByteArrayInputStream(bytes));
  }
}
