package io.meshstream.tools.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.frames.FrameFormat;
import io.meshstream.tools.broker.LocalBroker;
import io.meshstream.tools.broker.TestingBroker;
import io.meshstream.tools.ledger.CameraBalance;
import io.meshstream.tools.ledger.LedgerReport;
import io.meshstream.tools.ledger.TopicLedger;
import io.meshstream.tools.video.FFmpeg;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.config.ConfigResource;
import org.bytedeco.ffmpeg.global.avcodec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class GatewayIT {

  @RegisterExtension static final TestingBroker broker = new TestingBroker();

  private static TestingClip recording;

  @TempDir private Path folder;

  private String topic;

  @BeforeAll
  static void start() {
    broker.create("landmarks", 1);
    recording = new TestingClip(320, 180);
  }

  @BeforeEach
  void createTopic(TestInfo test) {
    topic = test.getTestMethod().orElseThrow().getName();
    broker.create(topic);
  }

  @Test
  void sendsADirectoryAndEnds() throws Exception {
    for (int i = 0; i < 5; i++) {
      Files.write(folder.resolve(i + ".jpg"), recording.jpegs().get(i));
    }
    try (RunningGateway gateway = run("--id", "cam", "--url", folder.toString(), "--fps", "100")) {
      assertThat(gateway.exitCode()).isZero();
      assertThat(gateway.out()).containsPattern("cam +ended +[0-9.]+ +5 +0 +0 +0 +0");
    }
    List<EncodedFrame> frames = frames(5);
    assertThat(frames.stream().map(frame -> bytes(frame.getData())))
        .usingElementComparator(Arrays::compare)
        .containsExactlyElementsOf(recording.jpegs().subList(0, 5));
    assertThat(frames).allMatch(frame -> frame.getWidth() == 320 && frame.getHeight() == 180);
    requireWhole(frames, 5);
  }

  @Test
  void sendsAVideoScaledAndTurned() throws Exception {
    Path file = folder.resolve("clip.mp4");
    recording.record(file, "mp4", avcodec.AV_CODEC_ID_H264, 25);
    try (RunningGateway gateway =
        run("--id", "cam", "--url", file.toString(), "--size", "160x160", "--rotation", "90")) {
      assertThat(gateway.exitCode()).isZero();
    }
    List<EncodedFrame> frames = frames(25);
    assertThat(frames)
        .allMatch(frame -> frame.getWidth() == 160 && frame.getHeight() == 90)
        .allMatch(frame -> frame.getRotation() == 90);
    assertThat(frames.stream().map(EncodedFrame::getCapturedAtMicros)).isSorted();
    requireWhole(frames, 25);
  }

  @Test
  void renewsItsHealthFileWhenKafkaHasTakenFramesAndOnlyThen() throws Exception {
    Path health = folder.resolve("healthy");
    String[] arguments = {"--id", "cam", "--url", still(), "--health-file", health.toString()};
    setMaxMessageBytes("1000");
    try (RunningGateway gateway = run(arguments)) {
      assertThat(gateway.exitCode()).isEqualTo(1);
    }
    assertThat(Files.getLastModifiedTime(health).toInstant()).isEqualTo(Instant.EPOCH);

    setMaxMessageBytes("1000000");
    try (RunningGateway gateway = run(arguments)) {
      assertThat(gateway.exitCode()).isZero();
    }
    assertThat(Files.getLastModifiedTime(health).toInstant()).isAfter(Instant.EPOCH);
  }

  @Test
  void simulatesACameraUntilItIsStopped() throws Exception {
    try (RunningGateway gateway =
        run("--id", "cam", "--url", "simulate:1", "--size", "320x180", "--fps", "50")) {
      List<EncodedFrame> frames = frames(10);

      assertThat(gateway.stop()).isZero();
      assertThat(frames).allMatch(frame -> frame.getWidth() == 320 && frame.getHeight() == 180);
      assertThat(frames.stream().map(EncodedFrame::getCapturedAtMicros)).isSorted();
      assertThat(frames.stream().map(EncodedFrame::getEpoch).distinct()).hasSize(1);
    }
  }

  @Test
  void passesTheJpegsOfANetworkCameraThrough() throws Exception {
    try (TestingMjpegServer camera = new TestingMjpegServer(0, recording.jpegs());
        RunningGateway gateway = run("--id", "cam", "--url", camera.url())) {
      List<EncodedFrame> frames = frames(recording.jpegs().size());

      assertThat(gateway.stop()).isZero();
      assertThat(frames.stream().map(frame -> bytes(frame.getData())))
          .usingElementComparator(Arrays::compare)
          .containsExactlyElementsOf(recording.jpegs());
      requireWhole(frames, recording.jpegs().size());
    }
  }

  @Test
  void aCameraThatIsLostComesBackInALaterEpoch() throws Exception {
    int count = recording.jpegs().size();
    TestingMjpegServer camera = new TestingMjpegServer(0, recording.jpegs());
    int port = camera.port();
    try (FramesTopic frames = new FramesTopic(broker.bootstrapServers(), topic);
        RunningGateway gateway = run("--id", "cam", "--url", camera.url())) {
      frames.await(count);
      camera.close();
      try (TestingMjpegServer again = new TestingMjpegServer(port, recording.jpegs())) {
        List<EncodedFrame> all = frames.await(2 * count);

        assertThat(again.port()).isEqualTo(port);
        assertThat(gateway.stop()).isZero();
        assertThat(gateway.out()).containsPattern("cam +stopped .* 1\\R");
        List<Long> epochs = all.stream().map(EncodedFrame::getEpoch).distinct().toList();
        assertThat(epochs).hasSize(2).isSorted();
        assertThat(all.stream().map(EncodedFrame::getSequence))
            .containsExactlyElementsOf(
                IntStream.range(0, 2 * count).mapToObj(i -> (long) i % count).toList());
        requireNoGaps(2 * count);
      }
    } finally {
      camera.close();
    }
  }

  @Test
  void oneBadCameraDoesNotHoldTheOthersUp() throws Exception {
    Path clip = folder.resolve("clip.mkv");
    recording.record(clip, "matroska", avcodec.AV_CODEC_ID_MPEG4, 5);
    Path corrupt = folder.resolve("corrupt.mp4");
    Files.write(corrupt, new byte[10_000]);
    Path file = folder.resolve("cameras.yaml");
    Files.writeString(
        file,
        """
        cameras:
          - {id: good, url: %s}
          - {id: corrupt, url: %s}
          - {id: gone, url: %s}
        """
            .formatted(clip, corrupt, folder.resolve("gone.mp4")));
    try (RunningGateway gateway = run("--cameras-file", file.toString())) {
      assertThat(gateway.exitCode()).isEqualTo(1);
      assertThat(gateway.out())
          .containsPattern("good +ended ")
          .containsPattern("corrupt +failed ")
          .containsPattern("gone +failed ")
          .contains("corrupt: " + corrupt + ": ")
          .contains("gone: " + folder.resolve("gone.mp4") + " (expected: an existing file");
    }
    requireWhole(frames(5), 5);
  }

  @Test
  void keepsTryingACameraThatIsNotThereAndStopsWhenTold() throws Exception {
    Path file = folder.resolve("cameras.yaml");
    Files.writeString(
        file,
        """
        cameras:
          - {id: web, url: "http://127.0.0.1:%d/video"}
          - {id: wall, url: "rtsp://127.0.0.1:%d/1"}
          - {id: still, url: %s, loop: true, fps: 50}
        """
            .formatted(closedPort(), closedPort(), still()));
    try (RunningGateway gateway = run("--cameras-file", file.toString())) {
      gateway.awaitOutLike("web: http://127\\.0\\.0\\.1:.*Connection refused");
      gateway.awaitOutLike("wall: rtsp://127\\.0\\.0\\.1:.*Connection refused");
      frames(20);

      assertThat(gateway.stop()).isZero();
      assertThat(gateway.out()).containsPattern("still +stopped ");
    }
  }

  @Test
  void keepsTryingAWebcamThatIsNotThere() throws Exception {
    assumeThatCode(() -> FFmpeg.requireDevices("a webcam")).doesNotThrowAnyException();
    try (RunningGateway gateway = run("--id", "usb", "--url", "/dev/video99")) {
      gateway.awaitOut("usb: v4l2:/dev/video99: No such file or directory");

      assertThat(gateway.stop()).isZero();
    }
  }

  @Test
  void noticesAServerThatNeverAnswers() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        RunningGateway gateway =
            run(
                "--timeout",
                "1",
                "--id",
                "cam",
                "--url",
                "rtsp://127.0.0.1:" + deaf.getLocalPort() + "/1")) {
      // It connects again, so it has given the first connection up.
      try (Socket first = deaf.accept();
          Socket second = deaf.accept()) {
        assertThat(gateway.stop()).isZero();
        assertThat(gateway.out()).contains("/1: no answer (expected: one within 1000 ms)");
        assertThat(second).isNotEqualTo(first);
      }
    }
  }

  @Test
  void goesOnWhenTheBrokerComesBackAndWhatWasLostIsAGap(@TempDir Path data) throws Exception {
    LocalBroker lost = LocalBroker.start(data, 0);
    String server = lost.bootstrapServers();
    int port = Integer.parseInt(server.substring(server.indexOf(':') + 1));
    lost.createTopic("frames", 1);
    lost.createTopic("landmarks", 1);
    String[] arguments = {
      "-b", server, "--id", "cam", "--url", still(), "--loop", "--fps", "50", "--when-full", "drop"
    };
    try (RunningGateway gateway = new RunningGateway(arguments)) {
      long seen;
      try (FramesTopic frames = new FramesTopic(server, "frames")) {
        seen = frames.await(10).size();
      }
      lost.close();
      gateway.awaitOut("Kafka: no frame acknowledged for ");
      try (LocalBroker back = LocalBroker.start(data, port);
          FramesTopic frames = new FramesTopic(back.bootstrapServers(), "frames")) {
        List<EncodedFrame> all = frames.await(so -> so.size() > seen && isAfterGap(so));

        assertThat(gateway.stop()).isZero();
        assertThat(all.stream().map(EncodedFrame::getEpoch).distinct()).hasSize(1);
        assertThat(all.stream().map(EncodedFrame::getSequence)).isSorted().doesNotHaveDuplicates();
        LedgerReport report = ledger(server, "frames");
        Matcher row =
            Pattern.compile("cam +stopped +[0-9.]+ +(\\d+) +(\\d+) +(\\d+) +0 ")
                .matcher(gateway.out().substring(gateway.out().indexOf("The whole run:")));
        assertThat(row.find()).as("%s", gateway.out()).isTrue();
        long sent = Long.parseLong(row.group(1));
        long lostFrames = Long.parseLong(row.group(2)) + Long.parseLong(row.group(3));
        // Not equal: the last frames of all leave no gap, and one that failed may have arrived.
        assertThat(report.total(CameraBalance::frames)).isGreaterThanOrEqualTo(sent);
        assertThat(report.total(CameraBalance::gaps)).isPositive().isLessThanOrEqualTo(lostFrames);
      }
    } finally {
      lost.close();
    }
  }

  @Test
  void aFrameThatTheTopicRefusesIsCountedAndTheOthersGoOn() throws Exception {
    setMaxMessageBytes("50000");
    Files.write(folder.resolve("0.jpg"), recording.jpegs().get(0));
    Files.write(folder.resolve("1.jpg"), new byte[60_000]);
    Files.write(folder.resolve("2.jpg"), recording.jpegs().get(2));

    try (RunningGateway gateway = run("--id", "cam", "--url", folder.toString(), "--fps", "100")) {
      assertThat(gateway.exitCode()).isEqualTo(1);
      assertThat(gateway.out())
          .containsPattern("cam +ended +[0-9.]+ +2 +0 +1 +0 +0")
          .contains("cam: Kafka: The request included a message larger than the max message size");
    }
    assertThat(frames(2).stream().map(EncodedFrame::getSequence)).containsExactly(0L, 2L);
  }

  @Test
  void goesOnWhenTheTopicWasDeletedAndIsThereAgain() throws Exception {
    Path impatient = folder.resolve("client.properties");
    Files.writeString(impatient, "delivery.timeout.ms=1000\nrequest.timeout.ms=500\n");
    try (RunningGateway gateway =
            run(
                "--kafka-config",
                impatient.toString(),
                "--id",
                "cam",
                "--url",
                still(),
                "--loop",
                "--fps",
                "50",
                "--when-full",
                "drop");
        Admin admin = admin()) {
      EncodedFrame before = frames(1).get(0);
      admin.deleteTopics(List.of(topic)).all().get();
      gateway.awaitOut("cam: Kafka: Topic " + topic + " not present in metadata");
      // A camera that each frame held up until the client gives up would take minutes.
      gateway.awaitOutLike("cam +streaming[a-z, ]* +[0-9.]+ +\\d+ +\\d+ +\\d{2,} ");
      broker.create(topic);

      EncodedFrame after = frames(1).get(0);

      assertThat(gateway.stop()).isZero();
      assertThat(after.getEpoch()).isEqualTo(before.getEpoch());
      assertThat(after.getSequence()).isGreaterThan(before.getSequence() + 10);
    }
  }

  private void setMaxMessageBytes(String bytes) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    AlterConfigOp limit =
        new AlterConfigOp(new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET);
    try (Admin admin = admin()) {
      admin.incrementalAlterConfigs(Map.of(resource, List.of(limit))).all().get();
    }
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  private static boolean isAfterGap(List<EncodedFrame> frames) {
    return frames.get(frames.size() - 1).getSequence() >= frames.size() + 50L;
  }

  @Test
  void reportsAllThatIsWrongBeforeAnythingStarts() throws Exception {
    Path file = folder.resolve("cameras.yaml");
    Files.writeString(file, "cameras:\n  - {id: a, url: x.mp4, fps: 0}\n  - {id: a}\n");
    try (RunningGateway gateway = run("--cameras-file", file.toString())) {
      assertThat(gateway.exitCode()).isEqualTo(2);
      assertThat(gateway.err())
          .contains(file + ":2: fps: 0 (expected: ")
          .contains(file + ":3: url: none (expected: ")
          .contains(file + ":3: id: a (expected: an id that no other camera has)");
    }
    try (RunningGateway gateway = run("--cameras-file", file.toString(), "--id", "b")) {
      assertThat(gateway.exitCode()).isEqualTo(2);
      assertThat(gateway.err()).startsWith("gateway: --cameras-file: with --id (expected: ");
    }
  }

  @Test
  void saysThatTheTopicOrTheBrokerIsNotThere() throws Exception {
    String still = still();
    try (RunningGateway gateway =
        new RunningGateway(
            "-b",
            broker.bootstrapServers(),
            "--frames-topic",
            "none",
            "--id",
            "a",
            "--url",
            still)) {
      assertThat(gateway.exitCode()).isEqualTo(1);
      assertThat(gateway.err())
          .startsWith("gateway: frames topic: none (expected: one of the topics there, [");
    }
    String nowhere = "127.0.0.1:" + closedPort();
    try (RunningGateway gateway = new RunningGateway("-b", nowhere, "--id", "a", "--url", still)) {
      assertThat(gateway.exitCode()).isEqualTo(1);
      assertThat(gateway.err())
          .startsWith("gateway: bootstrap servers: " + nowhere + " (expected: a Kafka broker ")
          .hasLineCount(1);
    }
  }

  private RunningGateway run(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 4);
    all[arguments.length] = "-b";
    all[arguments.length + 1] = broker.bootstrapServers();
    all[arguments.length + 2] = "--frames-topic";
    all[arguments.length + 3] = topic;
    return new RunningGateway(all);
  }

  private List<EncodedFrame> frames(int count) {
    try (FramesTopic frames = new FramesTopic(broker.bootstrapServers(), topic)) {
      return frames.await(count);
    }
  }

  private String still() throws IOException {
    Path file = folder.resolve("still.jpg");
    Files.write(file, recording.jpegs().get(0));
    return file.toString();
  }

  /** All of one camera, in one epoch, from sequence 0 on, and nothing else on the topic. */
  private void requireWhole(List<EncodedFrame> frames, int count) {
    assertThat(frames.stream().map(EncodedFrame::getEpoch).distinct()).hasSize(1);
    assertThat(frames.stream().map(EncodedFrame::getSequence))
        .containsExactlyElementsOf(LongStream.range(0, count).boxed().toList());
    requireNoGaps(count);
  }

  private void requireNoGaps(int count) {
    LedgerReport report = ledger(broker.bootstrapServers(), topic);
    assertThat(report.total(CameraBalance::frames)).isEqualTo(count);
    assertThat(report.total(CameraBalance::gaps)).isZero();
  }

  private static LedgerReport ledger(String bootstrapServers, String topic) {
    return new TopicLedger(
            Map.of("bootstrap.servers", bootstrapServers),
            topic,
            "landmarks",
            FrameFormat.AVRO,
            IsolationLevel.READ_UNCOMMITTED)
        .read(Duration.ZERO);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
