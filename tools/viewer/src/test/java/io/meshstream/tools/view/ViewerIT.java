package io.meshstream.tools.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.EventKind;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.frames.FrameFormat;
import io.meshstream.schemas.testing.TestingEvents;
import io.meshstream.schemas.testing.TestingRecords;
import io.meshstream.tools.broker.LocalBroker;
import io.meshstream.vision.testing.ImageFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A viewer whose topics and whose broker change while it runs. */
class ViewerIT {

  private static final String CAMERA = "cam";

  @TempDir private Path folder;

  private final SingleObjectCodec<FrameLandmarks> codec = SingleObjectCodec.ofFrameLandmarks();
  private LocalBroker broker;
  private Viewer viewer;
  private TestingBrowser browser;

  @BeforeEach
  void start() {
    broker = LocalBroker.start(folder, 0);
    broker.createTopic("frames", 1);
    broker.createTopic("landmarks", 1);
    viewer = startViewer();
    browser = TestingBrowser.connect(viewer.page());
  }

  private Viewer startViewer() {
    return Viewer.start(
        new ViewerSettings(
            clients(),
            "frames",
            "landmarks",
            "events",
            FrameFormat.RAW,
            "127.0.0.1",
            /* port= */ 0,
            Set.of(),
            Optional.empty()));
  }

  @AfterEach
  void stop() {
    viewer.close();
    broker.close();
  }

  @Test
  void whatIsOnPartitionsThatAreAddedLaterIsShown() throws Exception {
    sendFrame(1, 0);
    assertThat(browser.next().name()).isEqualTo("cam 1");
    browser.send(CAMERA);

    try (Admin admin = Admin.create(clients())) {
      NewPartitions two = NewPartitions.increaseTo(2);
      admin.createPartitions(Map.of("frames", two, "landmarks", two)).all().get();
    }
    sendFrame(2, 1);

    TestingBrowser.Shown shown = browser.next();
    assertThat(shown.name()).isEqualTo("cam 2");
    assertThat(shown.hasPicture()).isTrue();
    assertThat(viewer.failure()).isEmpty();
  }

  @Test
  void topicsThatAreMadeAnewAreReadFromTheirBeginning() throws Exception {
    for (long sequence = 1; sequence <= 5; sequence++) {
      sendFrame(sequence, 0);
      assertThat(browser.next().name()).isEqualTo("cam " + sequence);
      browser.send(CAMERA);
    }

    try (Admin admin = Admin.create(clients())) {
      admin.deleteTopics(List.of("frames", "landmarks")).all().get();
    }
    broker.createTopic("frames", 2);
    broker.createTopic("landmarks", 2);
    sendFrame(6, 1);

    TestingBrowser.Shown shown = browser.next();
    assertThat(shown.name()).isEqualTo("cam 6");
    assertThat(shown.hasPicture()).isTrue();
    assertThat(viewer.failure()).isEmpty();
  }

  @Test
  void saysThatTheBrokerIsAwayAndGoesOnWhenItIsBack() throws Exception {
    sendFrame(1, 0);
    assertThat(browser.next().name()).isEqualTo("cam 1");
    browser.send(CAMERA);
    browser.awaitStatus("\"brokersAnswer\":true");
    int port = URI.create("kafka://" + broker.bootstrapServers()).getPort();

    broker.close();
    browser.awaitStatus("\"brokersAnswer\":false");
    broker = LocalBroker.start(folder, port);
    browser.awaitStatus("\"brokersAnswer\":true");
    sendFrame(2, 0);

    assertThat(browser.next().name()).isEqualTo("cam 2");
    assertThat(viewer.failure()).isEmpty();
  }

  @Test
  void whatHasHappenedToCamerasIsToldEvenIfTheTopicOfEventsComesLater() throws Exception {
    broker.createTopic("events", 1);
    sendEvent(EventKind.STALLED, 1);
    browser.awaitStatus("\"kind\":\"STALLED\"");

    TestingBrowser later = TestingBrowser.connect(viewer.page());
    later.awaitStatus("\"kind\":\"STALLED\"");
    sendEvent(EventKind.RESUMED, 2);
    later.awaitStatus("\"kind\":\"RESUMED\"");
    later.leave();
    assertThat(viewer.failure()).isEmpty();
  }

  @Test
  void whatHadHappenedBeforeTheViewerWasStartedIsTold() throws Exception {
    broker.createTopic("events", 1);
    sendEvent(EventKind.STALLED, 1);
    viewer.close();

    viewer = startViewer();
    browser = TestingBrowser.connect(viewer.page());

    browser.awaitStatus("\"kind\":\"STALLED\"");
  }

  private void sendEvent(EventKind kind, long sequence) throws Exception {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(clients(), new StringSerializer(), new ByteArraySerializer())) {
      byte[] event =
          SingleObjectCodec.ofCameraEvents()
              .encode(TestingEvents.event(CAMERA, kind, sequence).build());
      producer.send(new ProducerRecord<>("events", CAMERA, event)).get();
    }
  }

  private Map<String, Object> clients() {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }

  private void sendFrame(long sequence, int partition)
      throws IOException, InterruptedException, ExecutionException {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(clients(), new StringSerializer(), new ByteArraySerializer())) {
      long offset =
          producer.send(new ProducerRecord<>("frames", partition, CAMERA, png())).get().offset();
      FrameLandmarks record =
          FrameLandmarks.newBuilder(TestingRecords.record(CAMERA, sequence))
              .setSourcePartition(partition)
              .setSourceOffset(offset)
              .build();
      producer
          .send(new ProducerRecord<>("landmarks", partition, CAMERA, codec.encode(record)))
          .get();
    }
  }

  private static byte[] png() {
    return ImageFiles.png(new BufferedImage(16, 9, BufferedImage.TYPE_INT_RGB));
  }
}
