package io.meshstream.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.PictureDecoder;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.image.PictureSource;
import io.meshstream.vision.sample.OpenHand;
import io.meshstream.vision.sample.Portrait;
import io.meshstream.vision.sampling.Sampling;
import io.meshstream.vision.testing.ImageFiles;
import io.meshstream.vision.topology.HandLandmark;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hands in pictures: a rendered right hand, palm to the camera and fingers up. */
class HandTrackingTest {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 512;
  private static final int HAND_LEFT = 600;
  private static final int FRAMES = 6;
  private static final TaskSettings HANDS = TaskSettings.of(TaskKind.HANDS);
  private static final TaskSettings BOTH =
      TaskSettings.of(TaskKind.FACE_MESH).withHands(HandOptions.defaults().withEnabled(true));

  @AutoClose private static final ModelSet models = ModelSet.open();
  private static final ExecutorService threads = Executors.newFixedThreadPool(2);

  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());

  @AfterAll
  static void endThreads() {
    threads.shutdownNow();
  }

  @ParameterizedTest
  @EnumSource(HandModel.class)
  void aHandIsFoundWhereItIs(HandModel model) throws Exception {
    Hand hand =
        onlyHand(run(HANDS.withHands(HANDS.hands().withModel(model)), picture(false, true), 1));

    assertThat(hand.trackId()).isEqualTo(1);
    assertThat(hand.presence()).isBetween(0.8f, 1f);
    assertThat(hand.palm()).isPresent();
    Landmarks points = hand.landmarks();
    assertThat(points.count()).isEqualTo(Landmarks.HAND_POINTS);
    for (int i = 0; i < points.count(); i++) {
      assertThat(points.x(i) * WIDTH).isBetween((float) HAND_LEFT, HAND_LEFT + 300f);
      assertThat(points.y(i) * HEIGHT).isBetween(40f, 500f);
    }
    float wrist = points.y(HandLandmark.WRIST.index());
    float knuckle = points.y(HandLandmark.MIDDLE_FINGER_MCP.index());
    float tip = points.y(HandLandmark.MIDDLE_FINGER_TIP.index());
    assertThat(tip).isLessThan(knuckle);
    assertThat(knuckle).isLessThan(wrist);
  }

  @Test
  void pointsInSpaceHaveTheSizeOfAHandAndItsTurn() throws Exception {
    Landmarks world = onlyHand(run(HANDS, picture(false, true), 1)).world();

    int wrist = HandLandmark.WRIST.index();
    int tip = HandLandmark.MIDDLE_FINGER_TIP.index();
    float dx = world.x(tip) - world.x(wrist);
    float dy = world.y(tip) - world.y(wrist);
    float dz = world.z(tip) - world.z(wrist);
    assertThat(Math.sqrt(dx * dx + dy * dy + dz * dz)).isBetween(0.1, 0.25);
    assertThat(dy).isNegative();
  }

  @Test
  void theLabelIsThatOfAMirroredPictureUnlessOneSaysOtherwise() throws Exception {
    assertThat(handedness(HANDS.hands())).isEqualTo(Handedness.LEFT);
    assertThat(handedness(HANDS.hands().withRules(HandRules.TASKS))).isEqualTo(Handedness.RIGHT);
    for (HandRules rules : HandRules.values()) {
      HandOptions options = HANDS.hands().withRules(rules);
      assertThat(handedness(options.withHandedness(HandednessRule.UNMIRRORED)))
          .isEqualTo(Handedness.RIGHT);
      assertThat(handedness(options.withHandedness(HandednessRule.MIRRORED)))
          .isEqualTo(Handedness.LEFT);
    }
  }

  private Handedness handedness(HandOptions options) throws Exception {
    Hand hand = onlyHand(run(HANDS.withHands(options), picture(false, true), 1));
    assertThat(hand.handednessScore()).isBetween(0.5f, 1f);
    return hand.handedness();
  }

  @Test
  void aFaceIsNoHand() throws Exception {
    TaskResult result = run(HANDS, picture(true, false), 1).result();

    assertThat(result.hands()).isEmpty();
    assertThat(result.faces()).isEmpty();
    assertThat(result.detections()).isEmpty();
    assertThat(result.palms()).hasValue(List.of());
  }

  @ParameterizedTest
  @EnumSource(HandRules.class)
  void aHandIsFollowedUnderItsIdAndSoughtForAsLongAsOneIsMissing(HandRules rules) throws Exception {
    TaskSettings two = HANDS.withHands(HANDS.hands().withRules(rules));
    TaskStep last = run(two, picture(false, true), FRAMES);
    assertThat(onlyHand(last).trackId()).isEqualTo(1);
    assertThat(last.result().palms()).isPresent();

    TaskSettings one = two.withHands(two.hands().withMaxHands(1));
    last = run(one, picture(false, true), FRAMES);
    assertThat(onlyHand(last).trackId()).isEqualTo(1);
    assertThat(last.result().palms()).isEmpty();
    assertThat(last.state().hands().nextTrackId()).isEqualTo(2);
  }

  @Test
  void palmsAreSoughtEverySoManyFrames() throws Exception {
    byte[] nothing = picture(false, false);
    assertThat(framesWithPalms(HANDS.hands().withSeekEvery(3, 1), nothing, 7))
        .containsExactly(true, false, false, true, false, false, true);
  }

  @Test
  void whileAHandIsTrackedTheLongerIntervalHolds() throws Exception {
    byte[] hand = picture(false, true);
    assertThat(framesWithPalms(HANDS.hands().withSeekEvery(1, 4), hand, 6))
        .containsExactly(true, false, false, false, true, false);
    assertThat(framesWithPalms(HANDS.hands().withSeekEvery(2, 1), hand, 5))
        .containsExactly(true, false, true, false, true);
  }

  @Test
  void aHandThatIsLostIsSoughtAtOnceWhereThatIsNotPutOff() throws Exception {
    Task task = TaskCatalog.task(HANDS.withHands(HANDS.hands().withSeekEvery(1, 100)), models);
    TaskState state = step(task, TaskState.initial(), picture(false, true)).state();
    TaskStep lost = step(task, state, picture(false, false));
    assertThat(lost.result().hands()).isEmpty();
    assertThat(lost.result().palms()).isEmpty();

    TaskStep after = step(task, lost.state(), picture(false, true));

    assertThat(onlyHand(after).trackId()).isEqualTo(2);
  }

  private List<Boolean> framesWithPalms(HandOptions options, byte[] jpeg, int frames)
      throws Exception {
    Task task = TaskCatalog.task(HANDS.withHands(options), models);
    TaskState state = TaskState.initial();
    Boolean[] ran = new Boolean[frames];
    for (int i = 0; i < frames; i++) {
      TaskStep step = step(task, state, jpeg);
      ran[i] = step.result().palms().isPresent();
      state = step.state();
    }
    return List.of(ran);
  }

  @Test
  void everyPictureThatStandsAloneIsSearched() throws Exception {
    TaskSettings alone =
        HANDS
            .withTracking(HANDS.tracking().withStaticImages(true))
            .withHands(HANDS.hands().withSeekEvery(10, 10));
    TaskStep last = run(alone, picture(false, true), 3);

    assertThat(last.result().palms()).isPresent();
    assertThat(onlyHand(last).trackId()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(Sampling.class)
  void besideHandsFacesAreWhatTheyAreAlone(Sampling sampling) throws Exception {
    byte[] jpeg = picture(true, true);
    Task both = TaskCatalog.task(BOTH.withSampling(sampling), models);
    Task faces =
        TaskCatalog.task(TaskSettings.of(TaskKind.FACE_MESH).withSampling(sampling), models);
    Task hands = TaskCatalog.task(HANDS.withSampling(sampling), models);
    TaskState state = TaskState.initial();
    TaskState ofFaces = TaskState.initial();
    TaskState ofHands = TaskState.initial();
    for (int i = 0; i < FRAMES; i++) {
      TaskStep step = step(both, state, jpeg);
      TaskStep face = step(faces, ofFaces, jpeg);
      TaskStep hand = step(hands, ofHands, jpeg);

      assertThat(step.result().faces()).hasSize(1).isEqualTo(face.result().faces());
      assertThat(step.result().detections()).isEqualTo(face.result().detections());
      assertThat(step.result().hands()).hasSize(1).isEqualTo(hand.result().hands());
      assertThat(step.result().palms()).isEqualTo(hand.result().palms());
      assertThat(step.state()).isEqualTo(face.state().withHands(hand.state().hands()));
      state = step.state();
      ofFaces = face.state();
      ofHands = hand.state();
    }
    assertThat(both.models().toString())
        .isEqualTo(faces.models().toString() + "+" + hands.models());
  }

  @Test
  void facesMayBeDetectedBesideHands() throws Exception {
    TaskStep step = run(BOTH.withKind(TaskKind.FACE_DETECTION), picture(true, true), 2);

    assertThat(step.result().faces()).hasSize(1);
    assertThat(step.result().faces().get(0).landmarks().count()).isZero();
    assertThat(onlyHand(step).trackId()).isEqualTo(1);
  }

  @Test
  void helpersChangeNothing() throws Exception {
    byte[] jpeg = picture(true, true);
    Task task = TaskCatalog.task(BOTH, models);
    TaskState state = TaskState.initial();
    for (int i = 0; i < FRAMES; i++) {
      TaskStep expected = step(task, state, jpeg);
      try (PictureSource picture = decoder.open(jpeg)) {
        assertThat(task.step(state, new Frame(picture, i), threads))
            .isEqualTo(expected(expected, i));
      }
      state = expected.state();
    }
  }

  /** The step as it is of a frame that was taken at a time. */
  private static TaskStep expected(TaskStep step, long capturedAtMicros) {
    TaskState state = step.state();
    return new TaskStep(
        new TaskState(
            state.tracks(),
            state.nextTrackId(),
            capturedAtMicros,
            state.lost(),
            state.nextTile(),
            state.hands()),
        step.result());
  }

  @Test
  void whereHandsAreNoLongerSoughtOnlyTheirUsedIdsAreKept() throws Exception {
    byte[] jpeg = picture(true, true);
    TaskState state = run(BOTH, jpeg, 2).state();
    TaskStep step =
        step(TaskCatalog.task(TaskSettings.of(TaskKind.FACE_MESH), models), state, jpeg);

    assertThat(step.result().faces().get(0).trackId()).isEqualTo(1);
    assertThat(step.state().hands()).isEqualTo(HandState.startingAt(2));
  }

  @Test
  void aLostHandIsFoundAgainInTheSameFrameIfThePolicySaysSo() throws Exception {
    TaskSettings settings =
        HANDS
            .withHands(HANDS.hands().withMaxHands(1))
            .withTracking(HANDS.tracking().withPolicy(TrackPolicy.mediaPipe().withRedetect(true)));
    Task task = TaskCatalog.task(settings, models);
    byte[] hand = picture(false, true);
    TaskState elsewhere =
        PeerState.seekingHandsIn(List.of(new Region(0.2f, 0.5f, 0.3f, 0.3f * WIDTH / HEIGHT, 0)));

    TaskStep step = step(task, elsewhere, hand);

    assertThat(step.result().palms()).isPresent();
    assertThat(onlyHand(step).landmarks().x(0) * WIDTH).isEqualTo(HAND_LEFT + 150, within(100f));
  }

  private TaskStep run(TaskSettings settings, byte[] jpeg, int frames) throws Exception {
    Task task = TaskCatalog.task(settings, models);
    TaskStep step = step(task, TaskState.initial(), jpeg);
    for (int i = 1; i < frames; i++) {
      step = step(task, step.state(), jpeg);
    }
    return step;
  }

  private TaskStep step(Task task, TaskState state, byte[] jpeg) throws Exception {
    try (PictureSource picture = decoder.open(jpeg)) {
      return task.step(state, new Frame(picture, -1));
    }
  }

  private static Hand onlyHand(TaskStep step) {
    assertThat(step.result().hands()).hasSize(1);
    return step.result().hands().get(0);
  }

  /** A wall, with a head on its left and a hand on its right. */
  private static byte[] picture(boolean withFace, boolean withHand) throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D canvas = image.createGraphics();
    canvas.setColor(new Color(120, 130, 140));
    canvas.fillRect(0, 0, WIDTH, HEIGHT);
    if (withFace) {
      BufferedImage head = read(Portrait.png()).getSubimage(97, 0, 256, 256);
      canvas.drawImage(head, 60, 60, 400, 400, null);
    }
    if (withHand) {
      canvas.drawImage(read(OpenHand.png()), HAND_LEFT, 64, null);
    }
    canvas.dispose();
    return ImageFiles.jpeg(image, 0.95f);
  }

  private static BufferedImage read(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }
}
