package io.meshstream.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PictureDecoder;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.image.PictureSource;
import io.meshstream.vision.image.PixelArea;
import io.meshstream.vision.image.PixelSelection;
import io.meshstream.vision.image.QuarterTurn;
import io.meshstream.vision.sample.OpenHand;
import io.meshstream.vision.sample.Portrait;
import io.meshstream.vision.sampling.Sampling;
import io.meshstream.vision.testing.ImageFiles;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Where something is sought no more of a picture is decoded than is looked at, and that changes
 * nothing: a head and a hand come into a Full HD picture, move, and are joined by another head.
 */
class ForeseenPixelsTest {
  private static final int WIDTH = 1920;
  private static final int HEIGHT = 1080;
  private static final int UNITS_OF_ROW = WIDTH / 16;

  private static final HandOptions TWO_HANDS = HandOptions.defaults().withEnabled(true);
  private static final TaskSettings MESH = several(TaskSettings.of(TaskKind.FACE_MESH));
  private static final TaskSettings HANDS = TaskSettings.of(TaskKind.HANDS);

  static final List<TaskSettings> settings =
      Stream.of(
              MESH,
              coarse(MESH, true),
              coarse(MESH, false),
              HANDS,
              coarse(HANDS, true),
              coarse(HANDS, false),
              HANDS.withHands(TWO_HANDS.withRules(HandRules.TASKS)),
              MESH.withHands(TWO_HANDS),
              MESH.withHands(TWO_HANDS.withSeekEvery(2, 2)),
              TaskSettings.of(TaskKind.FACE_MESH).withHands(TWO_HANDS),
              TaskSettings.of(TaskKind.FACE_DETECTION).withHands(TWO_HANDS),
              several(TaskSettings.of(TaskKind.FACE_LANDMARKER)),
              MESH.withDetection(MESH.detection().withTurnedHeads(true)),
              MESH.withDetection(MESH.detection().withTiles(new TileOptions(60, 2))),
              MESH.withHands(TWO_HANDS)
                  .withTracking(
                      MESH.tracking().withPolicy(TrackPolicy.mediaPipe().withRedetect(true))))
          .toList();

  @AutoClose private static final ModelSet models = ModelSet.open();

  /** Pictures in which something new shows, and others in which nothing does. */
  private static final List<byte[]> scene = new ArrayList<>();

  @BeforeAll
  static void paint() throws IOException {
    scene.add(picture(0, 0, 0, 0));
    scene.add(picture(1, 1, 0, UNITS_OF_ROW));
    scene.add(picture(1, 1, 8, 0));
    scene.add(picture(2, 1, 16, UNITS_OF_ROW));
    scene.add(picture(2, 1, 24, 0));
    scene.add(picture(1, 0, 32, 7));
    scene.add(picture(1, 1, 40, 0));
  }

  @ParameterizedTest
  @FieldSource("settings")
  void whatIsFoundIsWhatIsFoundInTheWholePicture(TaskSettings settings) throws Exception {
    for (Sampling sampling : Sampling.values()) {
      Task task = TaskCatalog.task(settings.withSampling(sampling), models);
      TaskState state = TaskState.initial();
      int found = 0;
      for (byte[] jpeg : scene) {
        TaskStep whole = step(task, state, new WholeFirst(opened(jpeg)));
        TaskStep step = step(task, state, opened(jpeg));
        assertThat(step).isEqualTo(whole);
        state = step.state();
        found += step.result().faces().size() + step.result().hands().size();
      }
      assertThat(found).as(sampling.toString()).isGreaterThan(3);
    }
  }

  @ParameterizedTest
  @EnumSource(QuarterTurn.class)
  void soItIsInATurnedPicture(QuarterTurn turn) throws Exception {
    Task task = TaskCatalog.task(MESH.withHands(TWO_HANDS), models);
    TaskState state = TaskState.initial();
    for (byte[] jpeg : scene) {
      TaskStep whole = step(task, state, new WholeFirst(opened(jpeg)).turned(turn));
      TaskStep step = step(task, state, opened(jpeg).turned(turn));
      assertThat(step).isEqualTo(whole);
      state = step.state();
    }
  }

  @Test
  void aPictureIsDecodedOnceMoreOnlyWhereSomethingNewShows() throws Exception {
    Task faces = TaskCatalog.task(MESH, models);
    Task hands = TaskCatalog.task(HANDS, models);

    assertThat(decodings(faces, 0, 1, 2, 3, 4))
        .containsExactly("part", "part, part", "part", "part, part", "part");
    assertThat(decodings(hands, 0, 1, 2, 3, 4))
        .containsExactly("part", "part, part", "part", "part", "part");
  }

  @Test
  void whereTwoDetectorsLookItIsDecodedWhole() throws Exception {
    Task both = TaskCatalog.task(TaskSettings.of(TaskKind.FACE_MESH).withHands(TWO_HANDS), models);

    assertThat(decodings(both, 0, 1, 2)).containsExactly("whole", "whole", "part");
  }

  @Test
  void whereMoreMayBeLookedAtThePictureIsDecodedWhole() throws Exception {
    Task turned =
        TaskCatalog.task(MESH.withDetection(MESH.detection().withTurnedHeads(true)), models);
    Task alone =
        TaskCatalog.task(MESH.withTracking(MESH.tracking().withStaticImages(true)), models);
    Task redone = TaskCatalog.task(several(TaskSettings.of(TaskKind.FACE_LANDMARKER)), models);

    assertThat(decodings(turned, 1, 2)).containsOnly("whole");
    assertThat(decodings(alone, 1, 2)).containsOnly("whole");
    assertThat(decodings(redone, 1, 2)).containsExactly("part, part", "whole");
  }

  private static List<String> decodings(Task task, int... places) throws Exception {
    TaskState state = TaskState.initial();
    List<String> decodings = new ArrayList<>();
    for (int place : places) {
      WatchedSource picture = new WatchedSource(opened(scene.get(place)));
      state = step(task, state, picture).state();
      decodings.add(String.join(", ", picture.asked));
    }
    return decodings;
  }

  private static TaskStep step(Task task, TaskState state, PictureSource picture)
      throws PictureException {
    try (picture) {
      return task.step(state, new Frame(picture, -1));
    }
  }

  /** Opens a picture with new buffers, so that what is not decoded is black. */
  private static PictureSource opened(byte[] jpeg) throws PictureException {
    return new PictureDecoder(PictureLimits.defaults()).open(jpeg);
  }

  private static TaskSettings several(TaskSettings settings) {
    return settings.withTracking(settings.tracking().withMaxFaces(5));
  }

  /** Lets regions be decoded at a coarser scale, and perhaps whole pictures too. */
  private static TaskSettings coarse(TaskSettings settings, boolean detectorToo) {
    DetectionOptions detection = settings.detection();
    TrackingOptions tracking = settings.tracking();
    return settings
        .withDetection(
            new DetectionOptions(
                detection.detector(),
                detection.wantedConfidence(),
                detectorToo ? Scale.AUTO : Scale.EXACT,
                detection.tiles(),
                detection.turnedHeads()))
        .withTracking(
            new TrackingOptions(
                tracking.maxFaces(),
                tracking.staticImages(),
                tracking.minConfidence(),
                tracking.regionTtl(),
                Scale.AUTO,
                tracking.policy()));
  }

  /** A wall with heads on its left, and hands on its right, a little off their places. */
  private static byte[] picture(int heads, int hands, int offset, int restartInterval)
      throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D canvas = image.createGraphics();
    canvas.setColor(new Color(120, 130, 140));
    canvas.fillRect(0, 0, WIDTH, HEIGHT);
    BufferedImage head = ImageFiles.image(Portrait.picture()).getSubimage(97, 0, 256, 256);
    for (int i = 0; i < heads; i++) {
      canvas.drawImage(head, 20 + 620 * i + offset, 60 + offset, 640, 640, null);
    }
    BufferedImage hand = ImageIO.read(new ByteArrayInputStream(OpenHand.png()));
    for (int i = 0; i < hands; i++) {
      canvas.drawImage(
          hand,
          1350 - offset,
          300 + offset,
          3 * hand.getWidth() / 2,
          3 * hand.getHeight() / 2,
          null);
    }
    canvas.dispose();
    return restartInterval == 0
        ? ImageFiles.jpeg(image, 0.9f)
        : ImageFiles.jpeg(image, 0.9f, restartInterval);
  }

  /** Decodes the whole picture where parts that lie all over it are asked for. */
  private record WholeFirst(PictureSource source) implements PictureSource {

    @Override
    public int width() {
      return source.width();
    }

    @Override
    public int height() {
      return source.height();
    }

    @Override
    public Picture whole(int maxReduction) throws PictureException {
      return source.whole(maxReduction);
    }

    @Override
    public Picture part(PixelSelection wanted, int maxReduction) throws PictureException {
      return wanted.area().equals(PixelArea.ofPicture(width(), height()))
          ? source.whole(maxReduction)
          : source.part(wanted, maxReduction);
    }

    @Override
    public void close() {
      source.close();
    }
  }

  /** Keeps account of what is asked for. */
  private static final class WatchedSource implements PictureSource {
    private final PictureSource source;
    private final List<String> asked = new ArrayList<>();

    private WatchedSource(PictureSource source) {
      this.source = source;
    }

    @Override
    public int width() {
      return source.width();
    }

    @Override
    public int height() {
      return source.height();
    }

    @Override
    public Picture whole(int maxReduction) throws PictureException {
      asked.add("whole");
      return source.whole(maxReduction);
    }

    @Override
    public Picture part(PixelSelection wanted, int maxReduction) throws PictureException {
      asked.add("part");
      return source.part(wanted, maxReduction);
    }

    @Override
    public void close() {
      source.close();
    }
  }
}
