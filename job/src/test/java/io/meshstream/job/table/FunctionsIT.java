package io.meshstream.job.table;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.meshstream.job.FaceMeshJob;
import io.meshstream.job.KafkaBroker;
import io.meshstream.job.TestFrames;
import io.meshstream.schemas.Face;
import io.meshstream.schemas.FloatList;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameLandmarksDeserializer;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.vision.Frame;
import io.meshstream.vision.LandmarkOptions;
import io.meshstream.vision.ModelSet;
import io.meshstream.vision.Task;
import io.meshstream.vision.TaskCatalog;
import io.meshstream.vision.TaskKind;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PictureDecoder;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.pose.FaceGeometrySolver;
import io.meshstream.vision.pose.PerspectiveCamera;
import io.meshstream.vision.pose.PoseMatrix;
import io.meshstream.vision.sample.Portrait;
import io.meshstream.vision.signals.FacePoints;
import io.meshstream.vision.signals.FaceSignals;
import io.meshstream.vision.signals.GazeZone;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.flink.types.Row;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The functions' jar in Flink SQL, on what the job has written about a real face. */
class FunctionsIT {

  private static final Path EXAMPLES = Path.of("..", "docs", "examples", "functions");
  private static final Path TARGET = Path.of("..", "tools", "functions", "target");
  private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

  /** The subject's right eye and left eye: corners and, above one another, lids. */
  private static final int[][] EYES = {
    {33, 133, 160, 144, 158, 153}, {263, 362, 387, 373, 385, 380}
  };

  @RegisterExtension static final KafkaBroker broker = new KafkaBroker();

  private static FrameLandmarks portrait;

  @BeforeAll
  static void runTheJob() throws Exception {
    broker.create("frames", "landmarks", "dead-letters");
    for (int i = 0; i < 2; i++) {
      broker.send(
          "frames", "cam", TestFrames.message(TestFrames.frame("cam", 5, i, Portrait.png())));
    }
    FaceMeshJob.main(
        new String[] {"--kafka.bootstrap-servers=" + broker.address(), "--frames.bounded=true"});
    FrameLandmarks written =
        broker.read("landmarks", new FrameLandmarksDeserializer()).get(0).value();
    Face face = written.getFaces().get(0);
    portrait =
        FrameLandmarks.newBuilder(written)
            .setFaces(List.of(Face.newBuilder(face).setIrises(FloatList.view(irises())).build()))
            .build();
  }

  @Test
  void functionsSayWhatTheLibraryDoes() throws Exception {
    broker.create("portraits");
    send("portraits", 1, Map.of("cam", tenth -> portrait));
    SqlClient client = clientWithTables("portraits");

    Row row =
        client
            .rows(
                """
                SELECT
                  EYE_OPENNESS_LEFT(face.landmarks, frame.width, frame.height),
                  EYE_OPENNESS_RIGHT(face.landmarks, frame.width, frame.height),
                  MOUTH_OPENNESS(face.landmarks, frame.width, frame.height),
                  FRONTALNESS(face.landmarks, frame.width, frame.height),
                  FACE_SIZE(face.landmarks, frame.width, frame.height),
                  HEAD_YAW(face.landmarks, frame.width, frame.height),
                  HEAD_PITCH(face.landmarks, frame.width, frame.height),
                  HEAD_ROLL(face.landmarks, frame.width, frame.height),
                  HEAD_ZONE(face.landmarks, frame.width, frame.height),
                  GAZE_ZONE(face.landmarks, face.irises, frame.width, frame.height)
                FROM landmarks AS frame
                CROSS JOIN UNNEST(frame.faces) AS face (trackId, landmarks, irises)""")
            .get(0);

    FacePoints points = points(portrait.getFaces().get(0));
    PoseMatrix pose =
        new FaceGeometrySolver(PerspectiveCamera.mediaPipe())
            .solve(points.landmarks(), points.width(), points.height())
            .orElseThrow()
            .pose();
    FaceSignals signals = FaceSignals.of(points, pose).orElseThrow();
    List<Float> expected =
        List.of(
            signals.eyeOpennessLeft(),
            signals.eyeOpennessRight(),
            signals.mouthOpenness(),
            signals.frontalness(),
            signals.faceSize(),
            pose.headPose().yaw(),
            pose.headPose().pitch(),
            pose.headPose().roll());
    for (int i = 0; i < expected.size(); i++) {
      assertThat((double) row.getField(i))
          .as("column " + i)
          .isEqualTo((double) expected.get(i), within(1e-4));
    }
    assertThat(row.getField(8)).isEqualTo("CENTER");
    assertThat(signals.gazeZone()).contains(GazeZone.CENTER);
    assertThat(row.getField(9)).isEqualTo("CENTER");
  }

  @Test
  void theJarIsSmallAndHasNothingOfOthers() throws Exception {
    assertThat(Files.size(jar())).isLessThan(500_000);
  }

  @Test
  void eyesThatAreClosedForATenthOfAMinuteAreSeen() throws Exception {
    broker.create("sleepy");
    IntFunction<FrameLandmarks> seen = during(500, 550, nobody(), tenth -> portrait);
    IntFunction<FrameLandmarks> measured = during(450, 500, withoutMesh(), seen);
    send("sleepy", 600, Map.of("cab", during(300, 350, closed(), measured)));
    SqlClient client = clientWithTables("sleepy");

    List<Row> rows = client.runAll(read("eyes-closed.sql")).get(0);

    assertThat(rows).hasSize(1);
    Row minute = rows.get(0);
    assertThat(minute.getField("cameraId")).isEqualTo("cab");
    assertThat(minute.getField("minuteBegin")).isEqualTo(LocalDateTime.parse("2026-01-31T12:00"));
    assertThat((double) minute.getField("closed")).isEqualTo(0.1, within(1e-9));
  }

  @Test
  void whoLooksAwayFromTheRoadForTooLongAtTheirSpeedIsWarnedOnce() throws Exception {
    IntFunction<FrameLandmarks> away = during(20, 90, looksDown(), tenth -> portrait);
    List<Drive> drives =
        List.of(
            new Drive("fast", Map.of(0, "80"), away),
            new Drive("slow", Map.of(0, "50"), away),
            new Drive("parking", Map.of(0, "19.9"), away),
            new Drive("silent", Map.of(), away),
            new Drive("broken", Map.of(0, "80", 40, "eighty"), away),
            new Drive("soon-fast", Map.of(0, "20", 40, "80"), away),
            new Drive("late-fast", Map.of(0, "20", 70, "80"), away),
            new Drive("starting", Map.of(0, "0", 85, "30"), away),
            new Drive("slowing", Map.of(0, "80", 50, "50"), away),
            new Drive("stopping", Map.of(0, "80", 50, "5"), away),
            new Drive("wavering", Map.of(0, "51", 60, "50", 65, "19", 70, "51"), away),
            new Drive("glance", Map.of(0, "80"), during(55, 90, portrait, away)),
            new Drive("two-glances", Map.of(0, "80"), during(54, 55, portrait, away)),
            new Drive("lost-shortly", Map.of(0, "80"), during(50, 58, nobody(), away)),
            new Drive("lost", Map.of(0, "80"), during(40, 50, nobody(), away)));
    broker.create("drivers");
    // Their times are long ago: the broker would delete them.
    broker.create("speeds", Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1"));
    send("drivers", 100, drives.stream().collect(toMap(Drive::camera, Drive::frames)));
    sendSpeeds(drives);
    SqlClient client = clientWithTables("drivers");

    List<Row> warnings = client.runAll(bounded(read("driver-attention.sql"))).get(0);

    assertThat(warnings)
        .containsExactlyInAnyOrder(
            warning("fast", 20, 55),
            warning("slow", 20, 80),
            warning("soon-fast", 20, 55),
            warning("late-fast", 20, 70),
            warning("starting", 20, 85),
            warning("slowing", 20, 80),
            warning("wavering", 20, 55),
            warning("lost-shortly", 20, 58),
            warning("lost", 50, 85));
  }

  /**
   * What a camera sees of its driver, and the speeds that are reported at some tenths of seconds.
   */
  private record Drive(
      String camera, Map<Integer, String> kmh, IntFunction<FrameLandmarks> frames) {}

  private static Row warning(String camera, int since, int warned) {
    return Row.of(camera, at(since), at(warned), "DOWN");
  }

  private static Instant at(int tenth) {
    return START.plusMillis(100L * tenth);
  }

  private static FacePoints points(Face face) {
    float[] landmarks = FloatList.toArray(face.getLandmarks());
    float[] irises = FloatList.toArray(face.getIrises());
    float[] all = Arrays.copyOf(landmarks, landmarks.length + irises.length);
    System.arraycopy(irises, 0, all, landmarks.length, irises.length);
    return new FacePoints(Landmarks.wrap(all), portrait.getWidth(), portrait.getHeight());
  }

  /** Reads the irises of the portrait. */
  private static float[] irises() throws Exception {
    try (ModelSet models = ModelSet.open()) {
      Task task =
          TaskCatalog.task(
              TaskSettings.of(TaskKind.FACE_MESH)
                  .withLandmarks(LandmarkOptions.defaults().withRefined(true)),
              models);
      Picture picture = new PictureDecoder(PictureLimits.defaults()).decode(Portrait.png());
      float[] points =
          task.step(TaskState.initial(), Frame.of(picture))
              .result()
              .faces()
              .get(0)
              .landmarks()
              .toArray();
      return Arrays.copyOfRange(points, 3 * Landmarks.MESH_POINTS, points.length);
    }
  }

  /** Ten frames a second of each camera, in the order of their times; twice, as after a failure. */
  private static void send(
      String topic, int frames, Map<String, IntFunction<FrameLandmarks>> cameras) throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int tenth = 0; tenth < frames; tenth++) {
      for (Map.Entry<String, IntFunction<FrameLandmarks>> camera : cameras.entrySet()) {
        FrameLandmarks record =
            FrameLandmarks.newBuilder(camera.getValue().apply(tenth))
                .setCameraId(camera.getKey())
                .setSequence(tenth)
                .setCapturedAtMicros(at(tenth).toEpochMilli() * 1000)
                .build();
        ProducerRecord<byte[], byte[]> message =
            new ProducerRecord<>(
                topic,
                camera.getKey().getBytes(StandardCharsets.UTF_8),
                SingleObjectCodec.ofFrameLandmarks().encode(record));
        records.addAll(List.of(message, message));
      }
    }
    broker.sendAll(records);
  }

  private static void sendSpeeds(List<Drive> drives) throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (Drive drive : drives) {
      drive.kmh().forEach((tenth, kmh) -> records.add(speed(drive.camera(), tenth, kmh)));
    }
    records.sort(Comparator.comparing(ProducerRecord::timestamp));
    broker.sendAll(records);
  }

  private static ProducerRecord<byte[], byte[]> speed(String camera, int tenth, String kmh) {
    return new ProducerRecord<>(
        "speeds",
        null,
        at(tenth).toEpochMilli(),
        camera.getBytes(StandardCharsets.UTF_8),
        kmh.getBytes(StandardCharsets.UTF_8));
  }

  /** Shows a frame from one tenth of a second until another, and else what is seen otherwise. */
  private static IntFunction<FrameLandmarks> during(
      int begin, int end, FrameLandmarks frame, IntFunction<FrameLandmarks> otherwise) {
    return tenth -> tenth >= begin && tenth < end ? frame : otherwise.apply(tenth);
  }

  /** The same face with its lids together. */
  private static FrameLandmarks closed() {
    float[] points = FloatList.toArray(portrait.getFaces().get(0).getLandmarks());
    for (int[] eye : EYES) {
      for (int lid = 2; lid < eye.length; lid += 2) {
        for (int axis = 0; axis < 3; axis++) {
          points[3 * eye[lid + 1] + axis] = points[3 * eye[lid] + axis];
        }
      }
    }
    return with(Face.newBuilder(portrait.getFaces().get(0)).setLandmarks(FloatList.view(points)));
  }

  /** The same face with its irises lowered by a quarter of an eye's breadth. */
  private static FrameLandmarks looksDown() {
    Face face = portrait.getFaces().get(0);
    float[] points = FloatList.toArray(face.getLandmarks());
    float[] irises = FloatList.toArray(face.getIrises());
    float breadth =
        Math.abs(points[3 * EYES[0][0]] - points[3 * EYES[0][1]])
            * portrait.getWidth()
            / portrait.getHeight();
    for (int i = 1; i < irises.length; i += 3) {
      irises[i] += breadth / 4;
    }
    return with(Face.newBuilder(face).setIrises(FloatList.view(irises)));
  }

  private static FrameLandmarks withoutMesh() {
    return with(
        Face.newBuilder(portrait.getFaces().get(0)).setLandmarks(FloatList.view(new float[0])));
  }

  private static FrameLandmarks nobody() {
    return FrameLandmarks.newBuilder(portrait).setFaces(List.of()).build();
  }

  private static FrameLandmarks with(Face.Builder face) {
    return FrameLandmarks.newBuilder(portrait).setFaces(List.of(face.build())).build();
  }

  private static SqlClient clientWithTables(String topic) throws Exception {
    SqlClient client = new SqlClient(broker);
    client.run("ADD JAR '%s'".formatted(jar().toAbsolutePath().normalize()));
    client.runAll(
        bounded(read("tables.sql"))
            .replace("'topic' = 'landmarks'", "'topic' = '%s'".formatted(topic)));
    return client;
  }

  private static String bounded(String script) {
    return script.replace(
        "'properties.bootstrap", "'scan.bounded.mode' = 'latest-offset',\n  'properties.bootstrap");
  }

  private static Path jar() throws Exception {
    try (Stream<Path> files = Files.list(TARGET)) {
      return files
          .filter(
              file ->
                  file.getFileName()
                      .toString()
                      .matches("meshstream-functions-[^-]*(-SNAPSHOT)?\\.jar"))
          .findFirst()
          .orElseThrow(
              () ->
                  new AssertionError(
                      TARGET
                          + ": no jar of the functions (expected: the build's); build from the"
                          + " root with --also-make, up to verify"));
    }
  }

  private static String read(String example) throws Exception {
    return Files.readString(EXAMPLES.resolve(example));
  }
}
