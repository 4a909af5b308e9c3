package io.meshstream.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.vision.detection.DetectorModel;
import io.meshstream.vision.geometry.Box;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PictureDecoder;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.sample.Portrait;
import io.meshstream.vision.testing.ImageFiles;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Faces of 24 pixels and more are found in Full HD, each once, wherever they are. */
class SmallFacesTest {

  private static final int WIDTH = 1920;
  private static final int HEIGHT = 1080;
  private static final TileOptions TILES = new TileOptions(24, 16);
  private static final int TILES_OF_SHORT_RANGE = 97;
  private static final int NOSE = 1;

  /** How large the detector says that the portrait's face is, of its 512 pixels. */
  private static final double FACE_OF_PORTRAIT = 95.0 / 512;

  /** Where the middle of the face is in the portrait. */
  private static final double FACE_X = 0.44;

  private static final double FACE_Y = 0.255;

  /**
   * Where faces are, and how large: in corners, across seams, so large that a tile sees a part, so
   * large that they are found without.
   */
  private static final List<Box> FACES =
      List.of(
          // The larger first: a portrait is more than its face, and the smaller lie over it.
          face(280, 760, 300),
          face(1500, 760, 170),
          face(1250, 300, 90),
          face(612, 720, 60),
          face(324, 310, 40),
          face(960, 540, 26),
          face(1890, 1040, 25),
          face(30, 30, 24));

  @AutoClose private static final ModelSet models = ModelSet.open();
  private static Frame scene;

  private static Box face(float x, float y, float side) {
    return new Box(x - side / 2, y - side / 2, x + side / 2, y + side / 2);
  }

  @BeforeAll
  static void paint() throws PictureException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D canvas = image.createGraphics();
    canvas.setColor(new Color(96, 110, 120));
    canvas.fillRect(0, 0, WIDTH, HEIGHT);
    BufferedImage portrait = ImageFiles.image(Portrait.picture());
    for (Box face : FACES) {
      int side = (int) Math.round(face.width() / FACE_OF_PORTRAIT);
      canvas.drawImage(
          portrait.getScaledInstance(side, side, Image.SCALE_AREA_AVERAGING),
          Math.round((face.xMin() + face.xMax()) / 2 - (float) FACE_X * side),
          Math.round((face.yMin() + face.yMax()) / 2 - (float) FACE_Y * side),
          null);
    }
    canvas.dispose();
    Picture picture = new PictureDecoder(PictureLimits.defaults()).decode(ImageFiles.png(image));
    scene = Frame.of(picture);
  }

  @ParameterizedTest
  @EnumSource(DetectorModel.class)
  void eachIsFoundOnceInAPictureThatStandsAlone(DetectorModel detector) throws Exception {
    Task task = task(detector, TILES, true);

    List<Face> faces = task.step(TaskState.initial(), scene).result().faces();

    assertThat(faces).hasSameSizeAs(FACES);
    FACES.forEach(face -> assertThat(faces).anyMatch(found -> isAt(face, found)));
  }

  @ParameterizedTest
  @EnumSource(DetectorModel.class)
  void withoutTilesTheSmallOnesAreNot(DetectorModel detector) throws Exception {
    Task task = task(detector, TileOptions.none(), true);

    List<Face> faces = task.step(TaskState.initial(), scene).result().faces();

    assertThat(faces).noneMatch(found -> isAt(FACES.get(FACES.size() - 1), found));
  }

  @Test
  void eachIsFoundWithinARoundOfFramesAndKeepsItsId() throws Exception {
    Task task = task(DetectorModel.SHORT_RANGE, TILES, false);
    TaskState state = TaskState.initial();
    int frames = 0;
    Set<Long> ids = new HashSet<>();
    do {
      TaskStep step = task.step(state, scene);
      state = step.state();
      step.result().faces().forEach(face -> ids.add(face.trackId()));
      frames++;
    } while (state.nextTile() >= TILES.perFrame());

    List<Face> faces = task.step(state, scene).result().faces();
    assertThat(frames).isEqualTo(TILES_OF_SHORT_RANGE / TILES.perFrame() + 1);
    FACES.forEach(face -> assertThat(faces).anyMatch(found -> isAt(face, found)));
    assertThat(ids).hasSameSizeAs(FACES);
  }

  private static Task task(DetectorModel detector, TileOptions tiles, boolean alone) {
    return TaskCatalog.task(
        TaskSettings.of(TaskKind.FACE_MESH)
            .withDetection(DetectionOptions.defaults().withDetector(detector).withTiles(tiles))
            .withTracking(TrackingOptions.defaults().withMaxFaces(64).withStaticImages(alone)),
        models);
  }

  /** Tells whether the nose of a face is in the middle of where one is. */
  private static boolean isAt(Box face, Face found) {
    float x = found.landmarks().x(NOSE) * WIDTH;
    float y = found.landmarks().y(NOSE) * HEIGHT;
    float margin = face.width() / 4;
    return x > face.xMin() + margin
        && x < face.xMax() - margin
        && y > face.yMin() + margin
        && y < face.yMax() - margin;
  }
}
