package io.meshstream.job.tracking;

import static io.meshstream.job.TestFrames.frame;
import static io.meshstream.job.TestFrames.message;
import static io.meshstream.job.TestFrames.png;
import static io.meshstream.job.TestFrames.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.control.ResolvedSettings;
import io.meshstream.job.control.SettingsOrigin;
import io.meshstream.job.options.EventsSettings;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.vision.TestingTask;
import io.meshstream.schemas.CameraConfig;
import io.meshstream.schemas.CameraEvent;
import io.meshstream.schemas.EventKind;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.frames.SourceFrame;
import io.meshstream.vision.Face;
import io.meshstream.vision.FaceDetails;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.Track;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.signals.FaceSignals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class CameraEventsTest {

  private static final byte[] FACE = png(4, 4, TestingTask.FACE);
  private static final byte[] YAWN = png(4, 4, TestingTask.YAWN);
  private static final byte[] NO_FACE = png(4, 4, TestingTask.NO_FACE);
  private static final byte[] DAMAGED = {1, 2, 3, 4, 5, 6, 7, 8, 9};

  private static final Region REGION = new Region(0.5f, 0.5f, 0.25f, 0.25f, 0);

  private static final EventsSettings ON = new EventsSettings("events", Duration.ofSeconds(10));
  private static final EventsSettings OFF = new EventsSettings("", Duration.ofSeconds(10));

  private static final ResolvedSettings OPTIONS =
      ResolvedSettings.ofOptions(JobSettings.from(new Configuration()).camera());

  private static final ResolvedSettings SIGNALS =
      new ResolvedSettings(
          OPTIONS
              .settings()
              .with(CameraConfig.newBuilder().setCameraId("cam").setSignalEvents(true).build()),
          OPTIONS.origin());

  private final SequentialTracking tracking = new SequentialTracking(ON);

  @Test
  void theFirstFrameOfACameraStartsItAndItsFaceEnters() {
    List<CameraEvent> events = events(process(at(0, 0, 5_000_000, FACE)));

    assertThat(texts(events)).containsExactly("STARTED", "FACE_ENTERED 1");
    assertThat(events)
        .allSatisfy(
            event -> {
              assertThat(event.getCameraId()).isEqualTo("cam");
              assertThat(event.getEpoch()).isZero();
              assertThat(event.getSequence()).isZero();
              assertThat(event.getCapturedAtMicros()).isEqualTo(5_000_000);
              assertThat(event.getPartition()).isZero();
              assertThat(event.getOffset()).isZero();
            });
  }

  @Test
  void aFrameThatShowsTheSameFaceIsNoEvent() {
    process(at(0, 0, 0, FACE));

    assertThat(process(at(0, 1, 40_000, FACE)).sideOutputs()).isEmpty();
  }

  @Test
  void aFaceThatLeavesSaysHowLongItWasThere() {
    process(at(0, 0, 1_000_000, FACE));
    process(at(0, 1, 1_040_000, FACE));
    process(at(0, 2, 1_080_000, FACE));

    List<CameraEvent> events = events(process(at(0, 3, 1_120_000, NO_FACE)));

    assertThat(texts(events)).containsExactly("FACE_LEFT 1");
    assertThat(events.get(0).getTrackFrames()).isEqualTo(3);
    assertThat(events.get(0).getTrackMicros()).isEqualTo(80_000);
    assertThat(events.get(0).getSequence()).isEqualTo(3);
  }

  @Test
  void howLongAFaceWasThereIsUnknownWhereTheCameraTellsNoTime() {
    process(at(0, 0, -1, FACE));

    List<CameraEvent> events = events(process(at(0, 1, 1_000_000, NO_FACE)));

    assertThat(events.get(0).getTrackFrames()).isEqualTo(1);
    assertThat(events.get(0).getTrackMicros()).isNull();
  }

  @Test
  void aRestartedCameraLosesItsFacesBeforeNewOnesEnter() {
    process(at(0, 0, 1_000_000, FACE));

    assertThat(texts(process(at(1, 0, 1_040_000, FACE))))
        .containsExactly("RESTARTED", "FACE_LEFT 1", "FACE_ENTERED 2");
  }

  @Test
  void aDamagedPictureIsNoEventAndNoFrameOfTheTrack() {
    process(at(0, 0, 0, FACE));

    assertThat(texts(process(at(0, 1, 40_000, DAMAGED)))).isEmpty();
    List<CameraEvent> left = events(process(at(0, 2, 80_000, NO_FACE)));
    assertThat(texts(left)).containsExactly("FACE_LEFT 1");
    assertThat(left.get(0).getTrackFrames()).isEqualTo(1);
    assertThat(left.get(0).getTrackMicros()).isZero();
  }

  @Test
  void aDamagedPictureOfANewEpochRestartsTheCamera() {
    process(at(0, 0, 0, FACE));

    assertThat(texts(process(at(1, 0, 40_000, DAMAGED))))
        .containsExactly("RESTARTED", "FACE_LEFT 1");
  }

  @Test
  void framesThatDoNotCountAreNoEvents() {
    process(at(1, 5, 0, FACE));
    CameraSession before = tracking.session("cam");

    assertThat(texts(process(at(1, 5, 0, NO_FACE)))).isEmpty();
    assertThat(texts(process(at(1, 4, 0, NO_FACE)))).isEmpty();
    assertThat(texts(process(at(0, 9, 0, NO_FACE)))).isEmpty();
    assertThat(texts(process(new SourceFrame("cam", 0, 77, 0, DAMAGED)))).isEmpty();
    assertThat(tracking.session("cam")).isEqualTo(before.seenAt(0));
  }

  @Test
  void aCameraOfWhichNothingCanBeReadDoesNotStart() {
    assertThat(texts(process(new SourceFrame("cam", 0, 0, 0, DAMAGED)))).isEmpty();
  }

  @Test
  void afterASilenceThatEndsTheTrackTheFaceLeavesAndEntersAnew() {
    process(at(0, 0, 0, FACE));

    assertThat(texts(process(at(0, 1, 5_000_001, FACE))))
        .containsExactly("FACE_LEFT 1", "FACE_ENTERED 2");
  }

  @Test
  void aForgottenCameraStartsAsIfItHadNeverBeenThere() {
    process(at(0, 0, 0, FACE));
    SourceFrame later = at(0, 1, 3_600_000_001L, FACE);

    FrameOutcome remembered = process(later);

    assertThat(texts(remembered)).containsExactly("STARTED", "FACE_ENTERED 65");
    assertThat(remembered).isEqualTo(new SequentialTracking(ON).process(later));
  }

  @Test
  void withoutATopicForThemThereIsNothingOfEvents() {
    SequentialTracking off = new SequentialTracking(OFF);

    FrameOutcome outcome = off.process(at(0, 0, 0, FACE));

    assertThat(outcome.sideOutputs()).isEmpty();
    assertThat(outcome.session().history()).isEmpty();
  }

  @Test
  void whatWasKeptForEventsIsGoneOnceTheyAreOff() {
    process(at(0, 0, 0, FACE));
    SequentialTracking off = new SequentialTracking(OFF);
    off.restore("cam", tracking.session("cam"));

    assertThat(off.process(at(0, 1, 40_000, FACE)).session().history()).isEmpty();
  }

  @Test
  void aCameraThatWasThereBeforeEventsWereOnDoesNotStartAgain() {
    SequentialTracking off = new SequentialTracking(OFF);
    off.process(at(0, 0, 0, FACE));
    tracking.restore("cam", off.session("cam"));

    assertThat(texts(process(at(0, 1, 40_000, FACE)))).isEmpty();
    List<CameraEvent> left = events(process(at(0, 2, 80_000, NO_FACE)));
    assertThat(texts(left)).containsExactly("FACE_LEFT 1");
    assertThat(left.get(0).getTrackFrames()).isEqualTo(1);
    assertThat(left.get(0).getTrackMicros()).isNull();
  }

  @Test
  void aStalledCameraResumesWithItsNextFrame() {
    process(at(0, 0, 0, FACE));
    stall();

    assertThat(texts(process(at(0, 1, 20_000_000, FACE))))
        .containsExactly("RESUMED", "FACE_LEFT 1", "FACE_ENTERED 2");
    assertThat(texts(process(at(0, 2, 20_040_000, FACE)))).isEmpty();
  }

  @Test
  void aStalledCameraResumesWithAFrameThatDoesNotCountAsWell() {
    process(at(0, 3, 0, FACE));
    stall();

    assertThat(texts(process(at(0, 2, 0, FACE)))).containsExactly("RESUMED");
    assertThat(texts(process(at(0, 4, 40_000, FACE)))).isEmpty();
  }

  @Test
  void aStalledCameraThatWasStartedAnewResumesAndRestarts() {
    process(at(0, 0, 0, NO_FACE));
    stall();

    assertThat(texts(process(at(1, 0, 20_000_000, NO_FACE))))
        .containsExactly("RESUMED", "RESTARTED");
  }

  @Test
  void otherModelsAreAnEventOfTheFirstFrameThatTheyAnalysed() {
    FrameOutcome first = added(CameraSession.none(), "old", OPTIONS);
    FrameOutcome second = added(first.session(), "new", OPTIONS);
    FrameOutcome third = added(second.session(), "new", OPTIONS);

    assertThat(texts(first)).containsExactly("STARTED");
    assertThat(texts(second)).containsExactly("MODELS_APPLIED");
    assertThat(events(second).get(0).getModelId()).isEqualTo("new");
    assertThat(texts(third)).isEmpty();
  }

  @Test
  void otherSettingsAreAnEventOfTheFirstFrameThatGoesByThem() {
    ResolvedSettings set = new ResolvedSettings(OPTIONS.settings(), new SettingsOrigin(7, 3));
    FrameOutcome first = added(CameraSession.none(), "id", set);
    FrameOutcome second = added(first.session(), "id", set);
    FrameOutcome takenBack = added(second.session(), "id", OPTIONS);

    assertThat(texts(first)).containsExactly("STARTED", "SETTINGS_APPLIED");
    assertThat(events(first).get(1).getMessage())
        .startsWith("enabled = true, task = face-mesh, face.detector = short-range, face.max-faces")
        .endsWith("freshness.max-age = 0 s, freshness.max-queue = 0");
    assertThat(texts(second)).isEmpty();
    assertThat(texts(takenBack)).containsExactly("SETTINGS_APPLIED");
  }

  @Test
  void thatACameraIsNotEnabledIsAnEventOfTheFirstFrameThatIsShedForIt() {
    process(at(0, 0, 0, FACE));
    ResolvedSettings disabled =
        new ResolvedSettings(
            OPTIONS
                .settings()
                .with(CameraConfig.newBuilder().setCameraId("cam").setEnabled(false).build()),
            new SettingsOrigin(SettingsOrigin.NONE, 7));

    FrameOutcome first = tracking.process(at(0, 1, 40_000, FACE), disabled);
    FrameOutcome second = tracking.process(at(0, 2, 80_000, FACE), disabled);

    assertThat(texts(first)).containsExactly("SETTINGS_APPLIED");
    assertThat(events(first).get(0).getMessage()).startsWith("enabled = false, ");
    assertThat(texts(second)).isEmpty();
    assertThat(texts(process(at(0, 3, 120_000, FACE)))).containsExactly("SETTINGS_APPLIED");
  }

  @Test
  void whatAFaceDoesIsAnEventWhereThatIsWanted() {
    tracking.process(at(0, 0, 1_000_000, FACE), SIGNALS);
    tracking.process(at(0, 1, 1_100_000, YAWN), SIGNALS);

    List<CameraEvent> events = events(tracking.process(at(0, 2, 1_200_000, FACE), SIGNALS));

    assertThat(texts(events)).containsExactly("BLINKED");
    assertThat(events.get(0).getTrackId()).isEqualTo(1);
    assertThat(events.get(0).getDurationMicros()).isEqualTo(100_000);
    assertThat(events.get(0).getPerclos()).isNull();
    assertThat(events.get(0).getSequence()).isEqualTo(2);
  }

  @Test
  void whatAFaceDoesIsNoEventAndNotRememberedUnlessThatIsWanted() {
    process(at(0, 0, 1_000_000, FACE));
    process(at(0, 1, 1_100_000, YAWN));

    FrameOutcome outcome = process(at(0, 2, 1_200_000, FACE));

    assertThat(texts(outcome)).isEmpty();
    assertThat(SignalsStates.isNoted(outcome.session())).isFalse();
    assertThat(outcome.landmarks().getFaces().get(0).getSignals()).isNull();
  }

  @Test
  void whatAFaceDoesEndsBeforeItLeaves() {
    yawn();

    assertThat(texts(tracking.process(at(0, 100, 3_040_000, NO_FACE), SIGNALS)))
        .containsExactly("YAWNED", "FACE_LEFT 1");
  }

  @Test
  void whatAFaceDoesEndsOnceNobodyWantsToKnow() {
    yawn();

    FrameOutcome outcome = process(at(0, 100, 3_040_000, YAWN));

    assertThat(texts(outcome)).containsExactly("YAWNED");
    assertThat(SignalsStates.isNoted(outcome.session())).isFalse();
  }

  @Test
  void aDamagedPictureChangesNothingOfWhatAFaceDoes() {
    yawn();
    CameraSession before = tracking.session("cam");

    FrameOutcome outcome = tracking.process(at(0, 100, 3_040_000, DAMAGED), SIGNALS);

    assertThat(texts(outcome)).isEmpty();
    assertThat(outcome.session().history().orElseThrow().tracks())
        .isEqualTo(before.history().orElseThrow().tracks());
  }

  @Test
  void whatTwoFacesDoIsToldApart() {
    CameraSession session = CameraSession.none();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      FrameLandmarks record =
          FrameLandmarks.newBuilder(
                  new SequentialTracking(OFF).process(at(0, i, 0, FACE)).landmarks())
              .setCapturedAtMicros(100_000L * i)
              .build();
      List<Face> faces = List.of(face(1, i % 4 == 1), face(2, i % 4 == 3));
      CameraSession next =
          new CameraSession(0, i, -1, -1, new TaskState(tracks(faces), 3, 100_000L * i))
              .withHistory(session.history());
      FrameOutcome outcome =
          CameraEvents.added(
              session,
              new FrameOutcome(next, record, List.of(), DetectorRuns.none()),
              Optional.of(SIGNALS),
              faces);
      events(outcome).stream()
          .filter(event -> event.getKind() == EventKind.BLINKED)
          .forEach(event -> texts.add(event.getSequence() + " " + event.getTrackId()));
      session = outcome.session();
    }

    assertThat(texts).containsExactly("2 1", "4 2", "6 1", "8 2", "10 1");
  }

  private static Face face(long id, boolean hasClosedEyes) {
    float eyes = hasClosedEyes ? 0.05f : 0.3f;
    FaceSignals signals = new FaceSignals(eyes, eyes, 0, 1, 1, Optional.empty());
    return new Face(
        id,
        1,
        REGION,
        Landmarks.none(),
        Optional.empty(),
        FaceDetails.none().withSignals(Optional.of(signals)));
  }

  private static List<Track> tracks(List<Face> faces) {
    return faces.stream().map(face -> new Track(face.trackId(), REGION)).toList();
  }

  /** Shows a mouth that opens and stays wide for two seconds. */
  private void yawn() {
    tracking.process(at(0, 0, 960_000, FACE), SIGNALS);
    for (int i = 1; i <= 50; i++) {
      assertThat(texts(tracking.process(at(0, i, 960_000 + 40_000L * i, YAWN), SIGNALS))).isEmpty();
    }
  }

  /** Concludes a frame without faces that such models have analysed under such settings. */
  private FrameOutcome added(CameraSession before, String models, ResolvedSettings settings) {
    FrameOutcome plain =
        new SequentialTracking(OFF).process(at(0, before.sequence() + 1, 0, NO_FACE));
    FrameLandmarks record = FrameLandmarks.newBuilder(plain.landmarks()).setModelId(models).build();
    CameraSession after = plain.session().withHistory(before.history());
    return CameraEvents.added(
        before,
        new FrameOutcome(after, record, List.of(), new DetectorRuns(true, false)),
        Optional.of(settings),
        List.of());
  }

  private void stall() {
    CameraSession session = tracking.session("cam");
    CameraHistory history = session.history().orElseThrow();
    tracking.restore("cam", session.withHistory(Optional.of(history.stalled())));
  }

  private FrameOutcome process(SourceFrame source) {
    return tracking.process(source);
  }

  private static SourceFrame at(long epoch, long sequence, long capturedAtMicros, byte[] picture) {
    return source(
        "cam",
        sequence,
        message(frame("cam", epoch, sequence, picture).setCapturedAtMicros(capturedAtMicros)));
  }

  private static List<CameraEvent> events(FrameOutcome outcome) {
    return outcome.sideOutputs().stream()
        .filter(each -> each.tag().equals(TrackingOperatorFactory.EVENTS))
        .map(each -> (CameraEvent) each.value())
        .toList();
  }

  private static List<String> texts(FrameOutcome outcome) {
    return texts(events(outcome));
  }

  private static List<String> texts(List<CameraEvent> events) {
    return events.stream().map(CameraEventsTest::text).toList();
  }

  private static String text(CameraEvent event) {
    boolean isOfTrack =
        event.getKind() == EventKind.FACE_ENTERED || event.getKind() == EventKind.FACE_LEFT;
    return event.getKind() + (isOfTrack ? " " + event.getTrackId() : "");
  }
}
