package io.meshstream.tools.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.records.FaceForm;
import io.meshstream.job.records.FaceRecords;
import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.Face;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.frames.FrameFormat;
import io.meshstream.schemas.testing.TestingRecords;
import io.meshstream.tools.broker.TestingBroker;
import io.meshstream.tools.console.StopSignal;
import io.meshstream.tools.console.TestingCommandLine;
import io.meshstream.tools.drawing.PictureImage;
import io.meshstream.tools.topics.Brokers;
import io.meshstream.vision.Frame;
import io.meshstream.vision.ModelSet;
import io.meshstream.vision.Task;
import io.meshstream.vision.TaskCatalog;
import io.meshstream.vision.TaskKind;
import io.meshstream.vision.TaskResult;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.TaskStep;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.QuarterTurn;
import io.meshstream.vision.sample.Portrait;
import io.meshstream.vision.testing.ImageFiles;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Frames and records on a real broker, drawn. */
class TopicRenderIT {

  private static final SingleObjectCodec<EncodedFrame> FRAMES = SingleObjectCodec.ofEncodedFrames();
  private static final SingleObjectCodec<FrameLandmarks> RECORDS =
      SingleObjectCodec.ofFrameLandmarks();
  private static final String CAMERA = "cam";
  private static final int FRAME_MICROS = 50_000;

  @TempDir private Path folder;

  @RegisterExtension static final TestingBroker topics = new TestingBroker();

  private final StopSignal stop = new StopSignal();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private String frames;
  private String landmarks;

  @BeforeEach
  void createTopics(TestInfo test) {
    String name = test.getTestMethod().orElseThrow().getName();
    frames = name + "-frames";
    landmarks = name + "-landmarks";
    topics.create(frames);
    topics.create(landmarks);
  }

  @Test
  void whatLiesOnTheTopicsIsDrawnAsTheSamePicturesInFilesAre() throws Exception {
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    List<Picture> walk = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      byte[] png = ImageFiles.png(moved(3 * i));
      Files.write(pictures.resolve(i + ".png"), png);
      walk.add(Picture.bgr(pixels(moved(3 * i)), 512, 512));
      send(frame(i, png));
      send(frame("other", i, png));
    }
    sendRecords(walk);

    assertThat(renderFiles(pictures, folder.resolve("files"))).isZero();
    assertThat(render(folder.resolve("topics"))).as("%s", err).isZero();

    assertThat(out.toString().lines())
        .allMatch(line -> line.startsWith("4 frames: 4 with faces; written to "));
    for (int i = 0; i < 4; i++) {
      assertThat(image("topics/1-%08d.png".formatted(i)))
          .as("frame %d", i)
          .isEqualTo(image("files/" + i + ".png"));
    }
    assertThat(image("topics/1-00000000.png")).isNotEqualTo(image("topics/1-00000001.png"));
  }

  @Test
  void framesAreCutByTheTimeTheyWereTaken() throws Exception {
    for (int i = 0; i < 10; i++) {
      send(frame(i, Portrait.png()));
      send(TestingRecords.notAnalysed(CAMERA, i, FrameStatus.SHED, "LATE: by a day"));
    }

    String from = "1970-01-01T00:00:01.1Z";
    assertThat(render(folder.resolve("x"), "--from", from, "--to", "1250000")).isZero();

    assertThat(names(folder.resolve("x")))
        .containsExactly("1-00000002.png", "1-00000003.png", "1-00000004.png");
    assertThat(render(folder.resolve("y"), "--from", "2001-01-01T00:00:00Z")).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("render: time: none of the 10 frames read of camera cam (expected: at least")
        .hasLineCount(1);
  }

  @Test
  void aTimeAfterAllFramesIsNoUnknownCamera() throws Exception {
    send(frame(0, Portrait.png()));

    assertThat(render(folder.resolve("x"), "--from", "2100-01-01T00:00:00Z")).isEqualTo(1);

    assertThat(err.toString())
        .startsWith("render: camera: cam (expected: a camera with frames since --from); cameras");
  }

  @Test
  void framesInSeveralPartitionsAreRefusedUnlessTheTimeLeavesOneOnly() throws Exception {
    for (int i = 0; i < 2; i++) {
      byte[] frame = FRAMES.encode(frame(i, Portrait.png()).build());
      topics.send(new ProducerRecord<>(frames, i, CAMERA, frame));
      send(TestingRecords.notAnalysed(CAMERA, i, FrameStatus.SHED, "LATE: by a day"));
    }

    assertThat(render(folder.resolve("x"))).isEqualTo(1);
    assertThat(err.toString())
        .contains("camera: cam is in partitions ")
        .contains(" of topic " + frames + " (expected: in one, ")
        .hasLineCount(1);
    assertThat(render(folder.resolve("y"), "--from", Long.toString(time(1)))).isZero();
  }

  @Test
  void recordsInSeveralPartitionsAreRefused() throws Exception {
    for (int i = 0; i < 2; i++) {
      send(frame(i, Portrait.png()));
      byte[] record =
          RECORDS.encode(TestingRecords.notAnalysed(CAMERA, i, FrameStatus.SHED, "LATE: by a day"));
      topics.send(new ProducerRecord<>(landmarks, i, CAMERA, record));
    }

    assertThat(render(folder.resolve("x"))).isEqualTo(1);
    assertThat(err.toString()).contains(" of topic " + landmarks + " (expected: in one, ");
  }

  @Test
  void whatATransactionLeftAtTheEndIsNotWaitedFor() throws Exception {
    send(frame(0, Portrait.png()));
    send(TestingRecords.notAnalysed(CAMERA, 0, FrameStatus.SHED, "LATE: by a day"));
    topics.sendAborted(frames, CAMERA, FRAMES.encode(frame(1, Portrait.png()).build()));
    topics.sendAborted(landmarks, CAMERA, new byte[] {7});

    assertThat(render(folder.resolve("x"), "--isolation", "read_committed")).isZero();

    assertThat(names(folder.resolve("x"))).containsExactly("1-00000000.png");
  }

  @Test
  void readsNoFurtherWhenToldToStop() throws Exception {
    send(frame("other", 0, Portrait.png()));
    CameraTopics all =
        new CameraTopics(
            new Brokers(Map.of("bootstrap.servers", topics.bootstrapServers())),
            frames,
            landmarks,
            FrameFormat.AVRO,
            IsolationLevel.READ_UNCOMMITTED);
    TimeRange always = new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE);

    try (FrameSource frames = TopicFrames.open(all, CAMERA, always, () -> true)) {
      assertThat(frames.next()).isEmpty();
    }
  }

  @Test
  void framesThatWereNotLookedAtGetACaptionAndAreCounted() throws Exception {
    byte[] portrait = Portrait.png();
    for (int i = 0; i < 4; i++) {
      send(frame(i, i == 2 ? new byte[] {1, 2, 3} : portrait));
    }
    topics.send(landmarks, CAMERA, new byte[] {7});
    send(TestingRecords.notAnalysed(CAMERA, 0, FrameStatus.SHED, "LATE: by a day"));
    send(TestingRecords.notAnalysed(CAMERA, 2, FrameStatus.REJECTED, "PICTURE_UNKNOWN_FORMAT: no"));
    send(withoutFace(3));

    assertThat(render(folder.resolve("x"))).as("%s", err).isZero();

    assertThat(out.toString())
        .startsWith("4 frames: 1 without a face, 1 shed, 1 rejected, 1 without a record;");
    List<Integer> plain = rgb(PictureImage.of(Portrait.picture()));
    assertThat(image("x/1-00000003.png")).as("nothing to draw").isEqualTo(plain);
    for (int i : new int[] {0, 1}) {
      List<Integer> captioned = image("x/1-%08d.png".formatted(i));
      assertThat(captioned.subList(0, 400 * 512)).isEqualTo(plain.subList(0, 400 * 512));
      assertThat(captioned).as("has a caption").isNotEqualTo(plain);
    }
    assertThat(image("x/1-00000002.png")).as("has white letters on black").contains(0, 0xffffff);
  }

  @Test
  void aMessageThatIsNoFrameIsBlackWithTheReasonOfItsRecord() throws Exception {
    send(frame(0, Portrait.png()));
    send(withoutFace(0));
    RecordMetadata place = topics.send(frames, CAMERA, new byte[] {7});
    send(
        FrameLandmarks.newBuilder(
                TestingRecords.notAnalysed(
                    CAMERA, place.offset(), FrameStatus.REJECTED, "MESSAGE_UNREADABLE: no"))
            .setEpoch(-1L - place.partition())
            .build());

    assertThat(render(folder.resolve("x"))).as("%s", err).isZero();

    assertThat(out.toString()).startsWith("2 frames: 1 without a face, 1 rejected;");
    List<Integer> black = image("x/%d-%08d.png".formatted(-1L - place.partition(), place.offset()));
    assertThat(black).as("as large as the one before").hasSize(512 * 512);
    assertThat(black.subList(0, 400 * 512)).containsOnly(0);
    assertThat(black).as("has a caption").contains(0xffffff);
  }

  @Test
  void aFrameThatLiesThereTwiceIsDrawnOnce() throws Exception {
    send(frame(0, Portrait.png()));
    send(frame(0, Portrait.png()));
    send(TestingRecords.notAnalysed(CAMERA, 0, FrameStatus.SHED, "LATE: by a day"));

    assertThat(render(folder.resolve("x"))).isZero();

    assertThat(names(folder.resolve("x"))).containsExactly("1-00000000.png");
  }

  @Test
  void picturesAreTurnedUpright() throws Exception {
    Picture lying = Portrait.picture().turned(QuarterTurn.COUNTER_CLOCKWISE);
    EncodedFrame.Builder frame = frame(0, ImageFiles.png(PictureImage.of(lying)));
    frame.setRotation(90);
    send(frame);
    send(withoutFace(0));

    assertThat(render(folder.resolve("x"))).isZero();

    assertThat(image("x/1-00000000.png")).isEqualTo(rgb(PictureImage.of(Portrait.picture())));
  }

  @Test
  void barePicturesAreFramesToo() throws Exception {
    topics.send(new ProducerRecord<>(frames, 0, 5_000L, CAMERA, Portrait.png()));
    send(
        FrameLandmarks.newBuilder(
                TestingRecords.notAnalysed(CAMERA, 0, FrameStatus.SHED, "LATE: by a day"))
            .setEpoch(0)
            .build());

    assertThat(render(folder.resolve("x"), "--frames-format", "raw", "--from", "5000000")).isZero();

    assertThat(out.toString()).startsWith("1 frames: 1 shed;");
    assertThat(names(folder.resolve("x"))).containsExactly("0-00000000.png");
  }

  @Test
  void aVideoHasTheRateAtWhichTheFramesWereTaken() throws Exception {
    for (int i = 0; i < 6; i++) {
      send(frame(i, Portrait.png()));
    }
    Path video = folder.resolve("x.mkv");

    assertThat(render(video)).as("%s", err).isZero();

    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(video.toString())) {
      grabber.start();
      assertThat(grabber.getVideoFrameRate()).isEqualTo(20);
      int count = 0;
      while (grabber.grabImage() != null) {
        count++;
      }
      assertThat(count).isEqualTo(6);
    }
  }

  @Test
  void anUnknownCameraIsToldWhichThereAre() throws Exception {
    send(frame("a", 0, Portrait.png()));
    send(frame("b", 0, Portrait.png()));

    assertThat(render(folder.resolve("x"))).isEqualTo(1);

    assertThat(err.toString().strip())
        .isEqualTo("render: camera: cam (expected: a camera with frames); cameras there: a, b");
  }

  /** Sends what the library finds in a camera's pictures. */
  private void sendRecords(List<Picture> pictures) throws Exception {
    try (ModelSet models = ModelSet.open()) {
      Task task = TaskCatalog.task(TaskSettings.of(TaskKind.FACE_MESH), models);
      TaskState state = TaskState.initial();
      for (int i = 0; i < pictures.size(); i++) {
        TaskStep step = task.step(state, Frame.of(pictures.get(i)));
        state = step.state();
        send(found(i, step.result()));
      }
    }
  }

  private static FrameLandmarks withoutFace(int sequence) {
    TaskResult nothing = new TaskResult(List.of(), Optional.empty());
    return found(sequence, nothing);
  }

  private static FrameLandmarks found(int sequence, TaskResult result) {
    List<Face> faces = FaceRecords.of(result, new FaceForm(true, false, false));
    FrameLandmarks record =
        TestingRecords.record(
            CAMERA, sequence, FaceRecords.status(faces), faces.toArray(Face[]::new));
    return FrameLandmarks.newBuilder(record).setCapturedAtMicros(time(sequence)).build();
  }

  private static EncodedFrame.Builder frame(int sequence, byte[] picture) {
    return frame(CAMERA, sequence, picture);
  }

  private static EncodedFrame.Builder frame(String camera, int sequence, byte[] picture) {
    return TestingRecords.frame(camera, sequence, picture).setCapturedAtMicros(time(sequence));
  }

  private static long time(int sequence) {
    return 1_000_000 + (long) FRAME_MICROS * sequence;
  }

  private void send(EncodedFrame.Builder frame) throws Exception {
    topics.send(frames, frame.getCameraId(), FRAMES.encode(frame.build()));
  }

  private void send(FrameLandmarks record) throws Exception {
    topics.send(landmarks, record);
  }

  /** The portrait, moved to the right by some pixels. */
  private static BufferedImage moved(int columns) {
    BufferedImage image = new BufferedImage(512, 512, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    graphics.drawImage(PictureImage.of(Portrait.picture()), columns, 0, null);
    graphics.dispose();
    return image;
  }

  private static byte[] pixels(BufferedImage image) {
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }

  private List<Integer> image(String name) throws IOException {
    return rgb(ImageIO.read(folder.resolve(name).toFile()));
  }

  private static List<Integer> rgb(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    return Arrays.stream(image.getRGB(0, 0, width, height, null, 0, width))
        .map(pixel -> pixel & 0xffffff)
        .boxed()
        .toList();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Records carry no detections, so files are drawn without them too. */
  private int renderFiles(Path pictures, Path target) {
    return run(
        pictures.toString(),
        "--film",
        "--out",
        target.toString(),
        "--draw",
        "contours,points,region");
  }

  private int render(Path target, String... more) {
    List<String> arguments = new ArrayList<>(List.of("-b", topics.bootstrapServers()));
    arguments.addAll(List.of("--camera", CAMERA, "--out", target.toString()));
    arguments.addAll(List.of("--frames-topic", frames, "--landmarks-topic", landmarks));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private int run(String... arguments) {
    CommandLine line = TestingCommandLine.of(new RenderCommand(stop), out, err);
    try {
      return line.execute(arguments);
    } finally {
      // Until then the virtual machine of the tests would not end.
      stop.end();
    }
  }
}
