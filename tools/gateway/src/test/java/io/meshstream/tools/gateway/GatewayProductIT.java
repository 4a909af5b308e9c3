package io.meshstream.tools.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.EncodedFrame;
import io.meshstream.tools.broker.TestingBroker;
import io.meshstream.tools.console.TestingProduct;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.ffmpeg.global.avcodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The gateway by itself: an image of it need hold nothing else. */
class GatewayProductIT {

  @RegisterExtension private final TestingBroker broker = new TestingBroker();

  @TempDir private Path folder;

  @Test
  void needsNeitherARuntimeForModelsNorFlinkNorABroker() throws Exception {
    assertThat(TestingProduct.libraries())
        .anyMatch(name -> name.startsWith("ffmpeg-"))
        .anyMatch(name -> name.startsWith("kafka-clients-"))
        .noneMatch(name -> name.matches("(onnxruntime|flink|kafka_|kafka-metadata|scala|vertx).*"));
  }

  @Test
  void sendsPicturesAndEncodesVideoWithNothingElseOnItsClassPath() throws Exception {
    broker.create("frames");
    TestingClip recording = new TestingClip(320, 180);
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    for (int i = 0; i < 3; i++) {
      Files.write(pictures.resolve(i + ".jpg"), recording.jpegs().get(i));
    }
    Path video = folder.resolve("clip.mp4");
    recording.record(video, "mp4", avcodec.AV_CODEC_ID_MPEG4, 5);
    Path list = folder.resolve("cameras.yaml");
    Files.writeString(
        list,
        """
        cameras:
          - {id: as-they-are, url: %s}
          - {id: smaller, url: %s, size: 160x90}
        """
            .formatted(pictures, video));

    Process gateway =
        TestingProduct.start(
            folder, "gateway", "-b", broker.bootstrapServers(), "--cameras-file", list.toString());
    String said = new String(gateway.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(gateway.waitFor()).as("%s", said).isZero();
    try (FramesTopic topic = new FramesTopic(broker.bootstrapServers(), "frames")) {
      List<EncodedFrame> frames = topic.await(8);
      assertThat(frames.stream().map(EncodedFrame::getWidth)).containsOnly(320, 160);
    }
  }
}
