package io.meshstream.job.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.meshstream.job.FaceMeshJob;
import io.meshstream.job.KafkaBroker;
import io.meshstream.job.PortraitPictures;
import io.meshstream.job.TestFrames;
import io.meshstream.schemas.CameraEvent;
import io.meshstream.schemas.CameraEventDeserializer;
import io.meshstream.schemas.Face;
import io.meshstream.schemas.FloatList;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameLandmarksDeserializer;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.Hand;
import io.meshstream.schemas.Handedness;
import io.meshstream.schemas.PictureEncoding;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.testing.TestingRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.types.Row;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The queries of docs/sql.md, on what the job has written about somebody who walks by. */
class SqlExamplesIT {

  private static final Path EXAMPLES = Path.of("..", "docs", "examples", "sql");

  /** The face is gone in pictures 9 to 11. */
  private static final List<byte[]> WALK = PortraitPictures.walk();

  /** The fourth picture is the last of its minute. */
  private static final Instant START = Instant.parse("2026-01-31T11:59:58Z");

  private static final long FRAME_MICROS = 500_000;

  @RegisterExtension static final KafkaBroker broker = new KafkaBroker();

  private static List<FrameLandmarks> records;

  @BeforeAll
  static void runTheJob() throws Exception {
    broker.create("frames", "landmarks", "dead-letters", "camera-events");
    for (int i = 0; i < WALK.size(); i++) {
      broker.send(
          "frames",
          "lobby",
          TestFrames.message(
              TestFrames.frame("lobby", 5, i, WALK.get(i))
                  .setEncoding(PictureEncoding.JPEG)
                  .setCapturedAtMicros(micros(START) + i * FRAME_MICROS)));
    }
    broker.send("frames", "lobby", new byte[] {7});
    FaceMeshJob.main(
        new String[] {
          "--kafka.bootstrap-servers=" + broker.address(),
          "--frames.bounded=true",
          "--events.topic=camera-events"
        });
    records =
        broker.read("landmarks", new FrameLandmarksDeserializer()).stream()
            .map(ConsumerRecord::value)
            .toList();
  }

  @Test
  void facesOfEachCameraAreCountedByTheMinute() throws Exception {
    assertThat(run("faces-per-minute.sql", "landmarks"))
        .containsExactlyInAnyOrder(
            Row.of("lobby", LocalDateTime.parse("2026-01-31T11:59"), 1L),
            Row.of("lobby", LocalDateTime.parse("2026-01-31T12:00"), 2L));
  }

  @Test
  void aHeadThatIsTurnedAwayForThreeSecondsIsNoticedAndAGlanceIsNot() throws Exception {
    FrameLandmarks frontal = records.get(0);
    assertThat(frontal.getStatus()).isEqualTo(FrameStatus.FACES);
    broker.create("turned");
    for (int tenth = 0; tenth < 100; tenth++) {
      boolean isAway = tenth >= 20 && tenth < 60;
      boolean isGlance = tenth >= 20 && tenth < 45;
      send("turned", turned(frontal, "gate", tenth, isAway ? 60 : 0));
      send("turned", turned(frontal, "door", tenth, isGlance ? -60 : 10));
    }

    assertThat(run("turned-away.sql", "turned"))
        .containsExactly(
            Row.of(
                "gate",
                frontal.getFaces().get(0).getTrackId(),
                START.plusSeconds(2),
                START.plusSeconds(5)));
  }

  @Test
  void howLongAFaceStayedIsKnownOnceItHasLeft() throws Exception {
    List<CameraEvent> events =
        broker.read("camera-events", new CameraEventDeserializer()).stream()
            .map(ConsumerRecord::value)
            .toList();
    for (CameraEvent event : events) {
      broker.send("camera-events", "lobby", SingleObjectCodec.ofCameraEvents().encode(event));
    }

    assertThat(run("dwell-time.sql", "landmarks"))
        .containsExactly(Row.of("lobby", 1L, START.plusMillis(4500), 4.0, 9L));
  }

  @Test
  void aHandWhoseThumbMeetsItsIndexFingerIsToldOnceASecond() throws Exception {
    broker.create("hands");
    for (int tenth = 0; tenth < 30; tenth++) {
      boolean isPinching = tenth >= 12 && tenth < 18;
      Hand left = hand(Handedness.LEFT, isPinching ? 0.015f : 0.08f);
      Hand right = hand(Handedness.RIGHT, 0.03f);
      Hand hidden = Hand.newBuilder(right).setWorldLandmarks(List.of()).build();
      send("hands", withHands(tenth, List.of(left, right, hidden)));
    }

    assertThat(run("pinches.sql", "hands"))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.getField(0)).isEqualTo("lobby");
              assertThat(row.getField(1)).isEqualTo(7L);
              assertThat(row.getField(2)).isEqualTo("LEFT");
              assertThat(row.getField(3))
                  .isEqualTo(LocalDateTime.ofInstant(START.plusSeconds(1), ZoneOffset.UTC));
              assertThat((double) row.getField(4)).isCloseTo(0.015, within(1e-6));
            });
  }

  /** A hand whose tips of thumb and index finger are so many metres apart. */
  private static Hand hand(Handedness handedness, float apart) {
    float[] world = new float[TestingRecords.HAND_FLOATS];
    world[3 * 4 + 1] = -0.05f;
    world[3 * 8 + 1] = -0.05f + 0.6f * apart;
    world[3 * 8 + 2] = -0.8f * apart;
    return Hand.newBuilder(TestingRecords.hand(7))
        .setHandedness(handedness)
        .setWorldLandmarks(FloatList.view(world))
        .build();
  }

  private static FrameLandmarks withHands(int tenth, List<Hand> hands) {
    return FrameLandmarks.newBuilder(TestingRecords.record("lobby", tenth, FrameStatus.NO_FACE))
        .setCapturedAtMicros(micros(START) + tenth * 100_000L)
        .setHands(hands)
        .build();
  }

  @Test
  void framesAreATableWithoutTheirPictures() throws Exception {
    SqlClient client = clientWithTables("landmarks");

    assertThat(
            client.rows(
                "SELECT cameraId, encoding, COUNT(*), MIN(`sequence`), MAX(`sequence`),"
                    + " COUNT(sentAt) FROM frames GROUP BY cameraId, encoding"))
        .last()
        .isEqualTo(
            Row.of(
                "lobby",
                "JPEG",
                (long) WALK.size(),
                0L,
                (long) WALK.size() - 1,
                (long) WALK.size()));
  }

  /** Runs a query up to where the topics end now. */
  private static List<Row> run(String example, String landmarksTopic) throws Exception {
    SqlClient client = clientWithTables(landmarksTopic);
    return client.runAll(read(example)).get(0);
  }

  private static SqlClient clientWithTables(String landmarksTopic) throws Exception {
    SqlClient client = new SqlClient(broker);
    client.runAll(
        read("tables.sql")
            .replace("'topic' = 'landmarks'", "'topic' = '%s'".formatted(landmarksTopic))
            .replace("'scan.startup", "'scan.bounded.mode' = 'latest-offset',\n  'scan.startup"));
    return client;
  }

  private static String read(String example) throws IOException {
    return Files.readString(EXAMPLES.resolve(example));
  }

  /** The same face, turned to the side in space. */
  private static FrameLandmarks turned(
      FrameLandmarks frontal, String camera, int tenth, double degrees) {
    Face face = frontal.getFaces().get(0);
    float[] points = FloatList.toArray(face.getLandmarks());
    double axis = face.getRegion().getCenterX();
    double cos = Math.cos(Math.toRadians(degrees));
    double sin = Math.sin(Math.toRadians(degrees));
    for (int i = 0; i < points.length; i += 3) {
      double x = points[i] - axis;
      double z = points[i + 2];
      points[i] = (float) (axis + x * cos - z * sin);
      points[i + 2] = (float) (x * sin + z * cos);
    }
    return FrameLandmarks.newBuilder(frontal)
        .setCameraId(camera)
        .setSequence(tenth)
        .setCapturedAtMicros(micros(START) + tenth * 100_000L)
        .setFaces(List.of(Face.newBuilder(face).setLandmarks(FloatList.view(points)).build()))
        .build();
  }

  private static void send(String topic, FrameLandmarks record) throws Exception {
    broker.send(topic, record.getCameraId(), SingleObjectCodec.ofFrameLandmarks().encode(record));
  }

  private static long micros(Instant time) {
    return TimeUnit.SECONDS.toMicros(time.getEpochSecond());
  }
}
