package io.meshstream.tools.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.FloatList;
import io.meshstream.schemas.FrameIdentity;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.tools.pictures.PictureSize;
import io.meshstream.tools.simulation.Clip;
import io.meshstream.tools.simulation.ClipStudio;
import io.meshstream.tools.view.Chromium;
import io.meshstream.vision.testing.ImageFiles;
import java.awt.geom.AffineTransform;
import java.awt.image.AffineTransformOp;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The viewer's page in a real browser, over a real broker and the real job. */
class LiveViewIT {

  private static final PictureSize SIZE = PictureSize.parse("480x270");
  private static final int CLIP_FRAMES = 40;

  private static LocalStack stack;
  private static LocalViewer viewer;
  private static List<Clip> clips;
  private static List<TestingCamera> cameras;

  @TempDir private Path profile;

  private Chromium browser;

  @BeforeAll
  static void start() throws InterruptedException {
    Chromium.assumeInstalled();
    ClipStudio studio = new ClipStudio();
    clips = List.of(studio.clip(0, SIZE, CLIP_FRAMES), studio.clip(1, SIZE, CLIP_FRAMES));
    Configuration configuration = new Configuration();
    configuration.setString("face.max-faces", "2");
    configuration.setString("landmarks.detections", "true");
    stack =
        LocalStack.start(
            configuration, new LocalStack.Ports(0, 0), /* parallelism= */ 1, TopicSpace.usual());
    stack.job().awaitRunning();
    viewer = LocalViewer.start(stack, 0);
    cameras = new ArrayList<>();
    cameras.add(camera("lobby", clips.get(0)));
    cameras.add(
        new TestingCamera(
            stack.bootstrapServers(), "sideways", clips.get(1), 90, LiveViewIT::turnedBack));
    cameras.add(
        new TestingCamera(
            stack.bootstrapServers(), "tagged", clips.get(1), 0, LiveViewIT::taggedAsOnItsSide));
  }

  @AfterAll
  static void stop() {
    if (stack != null) {
      cameras.forEach(TestingCamera::close);
      viewer.close();
      stack.close();
    }
  }

  @BeforeEach
  void open() throws InterruptedException {
    browser = Chromium.open(profile, viewer.page().toString());
    awaitFaces("lobby");
    awaitFaces("sideways");
  }

  @AfterEach
  void close() {
    if (browser != null) {
      try {
        browser.requireNoErrors();
      } finally {
        browser.close();
      }
    }
  }

  @Test
  void everyTileDrawsItsCamerasFacesWhereTheRecordSaysTheyAre() throws Exception {
    try (LandmarksTopic records = new LandmarksTopic(stack.bootstrapServers())) {
      for (String name : List.of("lobby", "sideways")) {
        Map<String, Object> shown = withFaces(name);
        FrameLandmarks record = await(records, identity(shown));
        List<?> faces = (List<?>) at(shown, "record", "faces");
        List<?> drawn = (List<?>) at(shown, "drawn", "faces");
        double width = number(at(shown, "drawn", "width"));
        double height = number(at(shown, "drawn", "height"));

        assertThat(faces).hasSameSizeAs(record.getFaces());
        assertThat(width / height).isBetween(16 / 9. - 0.02, 16 / 9. + 0.02);
        for (int face = 0; face < faces.size(); face++) {
          float[] expected = FloatList.toArray(record.getFaces().get(face).getLandmarks());
          List<?> landmarks = (List<?>) at(faces.get(face), "landmarks");
          List<?> points = (List<?>) drawn.get(face);
          assertThat(landmarks).hasSize(expected.length);
          for (int i = 0; i < expected.length; i++) {
            assertThat((float) number(landmarks.get(i))).isEqualTo(expected[i]);
          }
          for (int point = 0; point < expected.length / 3; point++) {
            assertThat(number(points.get(2 * point))).isEqualTo(expected[3 * point] * width);
            assertThat(number(points.get(2 * point + 1)))
                .isEqualTo(expected[3 * point + 1] * height);
          }
        }
        assertThat(at(shown, "hasPicture")).isEqualTo(true);
      }
    }
    String first = sequence("lobby");
    browser.await("moves on", () -> !sequence("lobby").equals(first));
    browser.screenshot("tiles");
  }

  @Test
  void thePixelsAtTheLandmarksAreThoseOfTheLayers() throws Exception {
    for (String layer : List.of("picture", "tesselation", "contours", "region")) {
      browser.find("[data-toggle=" + layer + "]").click();
      assertThat(browser.isPressed("[data-toggle=" + layer + "]")).isFalse();
    }
    awaitPoints("no points", 0, 0);

    browser.find("[data-toggle=points]").click();
    assertThat(browser.isPressed("[data-toggle=points]")).isTrue();
    awaitPoints("nearly all points", 0.95, 1);

    browser.find("[data-toggle=points]").click();
    browser.find("[data-toggle=tesselation]").click();
    browser.await("edges meet at the landmarks", () -> share("r > 50") > 0.9);
    browser.find("[data-toggle=tesselation]").click();
    browser.find("[data-toggle=picture]").click();
    browser.await("skin at the landmarks", () -> share("r > g && g > b && r > 60 && g > 25") > 0.7);
  }

  @Test
  void whatTheDetectorSawIsDrawnWhereTheRecordSaysItIs() throws Exception {
    for (String layer : List.of("tesselation", "contours", "region", "detection")) {
      browser.find("[data-toggle=" + layer + "]").click();
    }
    browser.await(
        "the detector's keypoints are green",
        () ->
            Boolean.TRUE.equals(
                browser.run(
                    """
                    const { record } = window.meshstream.cameras.lobby;
                    const face = record.faces.find((each) => each.detection);
                    if (!face) {
                      return false;
                    }
                    const canvas = document.querySelector('.tile[data-camera=lobby] canvas');
                    const context = canvas.getContext('2d');
                    for (const [pointX, pointY] of face.detection.keypoints) {
                      const x = Math.floor(pointX * canvas.width);
                      const y = Math.floor(pointY * canvas.height);
                      const [r, g, b] = context.getImageData(x, y, 1, 1).data;
                      if (!(g > 200 && r < 120 && b < 120)) {
                        return false;
                      }
                    }
                    return true;
                    """)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sideways", "tagged"})
  void aPictureIsShownAsTheJobSeesItHoweverItIsTurned(String name) throws Exception {
    for (String layer : List.of("tesselation", "contours", "region")) {
      browser.find("[data-toggle=" + layer + "]").click();
    }
    // The landmarks lie on skin only if both are turned alike.
    browser.await(
        "skin at the landmarks", () -> share(name, "r > g && g > b && r > 60 && g > 25") > 0.7);
  }

  @Test
  void aNewCameraAppearsAndIsStalledWhenItStops() throws Exception {
    TestingCamera newcomer = camera("gate", clips.get(0));
    try {
      browser.await("a new tile", () -> browser.camera("gate") != null);
      awaitFaces("gate");
      browser.await("is live", () -> List.of("live", "no face").contains(status("gate")));
    } finally {
      newcomer.close();
    }
    browser.await("stalled", () -> "stalled".equals(at(browser.camera("gate"), "state")));
    browser.await("says so", () -> status("gate").startsWith("stalled for "));
    browser.await(
        "the others are not", () -> !"stalled".equals(at(browser.camera("lobby"), "state")));
    browser.screenshot("stalled");
  }

  @Test
  void aRecordWithoutItsFrameIsShownOnABlankTile() throws Exception {
    try (LandmarksTopic records = new LandmarksTopic(stack.bootstrapServers())) {
      FrameLandmarks known = await(records, identity(withFaces("lobby")));
      UnknownCamera.send(stack.bootstrapServers(), known);
    }
    browser.await(
        "a tile with a mesh",
        () ->
            at(browser.camera(UnknownCamera.NAME), "record", "faces") instanceof List<?> faces
                && !faces.isEmpty());
    assertThat(at(browser.camera(UnknownCamera.NAME), "hasPicture")).isEqualTo(false);
    browser.await(
        "is counted",
        () ->
            Long.valueOf(1)
                .equals(at(browser.camera(UnknownCamera.NAME), "tally", "recordsWithoutFrame")));
  }

  @Test
  void theLargeViewPausesTurnsTheMeshAndWearsGlasses() throws Exception {
    WebElement tile = browser.find(".tile[data-camera=lobby]");
    tile.sendKeys(Keys.ENTER);
    browser.await("opens", () -> browser.find("#stage").isDisplayed());
    pauseOnAFace();
    assertThat(browser.isPressed("#pause")).isTrue();
    String paused = sequence("lobby");
    browser.await("the server goes on", new Change(() -> records("lobby")));
    assertThat(sequence("lobby")).isEqualTo(paused);
    assertThat(browser.find("#record").getText())
        .contains("\"sequence\": " + paused + ",", "468 × [x, y, z]");
    browser.await(
        "says that it is paused", () -> browser.find("#stage-status").getText().equals("paused"));

    WebElement space = browser.find("#space");
    BufferedImage front = browser.picture(space);
    assertThat(colours(front)).isGreaterThan(100);
    browser.drag(space, 120, 30);
    assertThat(difference(front, browser.picture(space))).isGreaterThan(0.05);

    WebElement picture = browser.find(".stage-picture");
    BufferedImage plain = browser.picture(picture);
    browser.find("[data-toggle=effects]").click();
    assertThat(browser.isPressed("[data-toggle=effects]")).isTrue();
    BufferedImage masked = browser.picture(picture);
    assertThat(difference(plain, masked)).isGreaterThan(0.02);
    browser.screenshot("effects");
    browser.find("[data-toggle=effect-mask]").click();
    BufferedImage glasses = browser.picture(picture);
    assertThat(difference(plain, glasses)).isBetween(0.002, difference(plain, masked));
    browser.screenshot("glasses");
    browser.find("[data-toggle=effects]").click();
    assertThat(difference(plain, browser.picture(picture))).isLessThan(0.001);

    browser.press("p");
    browser.await("goes on", new Change(() -> sequence("lobby")));
    browser.press(Keys.ESCAPE);
    browser.await("closes", () -> !browser.find("#stage").isDisplayed());
    assertThat(browser.run("return document.activeElement === arguments[0]", tile)).isEqualTo(true);
    browser.await("the others go on", new Change(() -> sequence("sideways")));
  }

  @Test
  void aPausedPictureIsDrawnAnewAtTheSizeItIsShownAt() throws Exception {
    browser.find(".tile[data-camera=lobby]").click();
    pauseOnAFace();

    for (int width : List.of(1000, 1200)) {
      browser.resize(width, 1000);
      browser.await("a pixel of the picture for each of the screen", this::isDrawnAsShown);
    }
  }

  /** But for what is lost where a side is no whole number of pixels. */
  private boolean isDrawnAsShown() {
    return Boolean.TRUE.equals(
        browser.run(
            """
            const canvas = document.getElementById('stage-canvas');
            return Math.abs(canvas.width - canvas.clientWidth) <= 1
                && Math.abs(canvas.height - canvas.clientHeight) <= 1;
            """));
  }

  @Test
  void withoutWebGlTheRestWorks(@TempDir Path other) throws Exception {
    browser.close();
    browser = Chromium.open(other, viewer.page().toString(), "--disable-3d-apis");
    awaitFaces("lobby");
    browser.find(".tile[data-camera=lobby]").click();

    browser.await("says so", () -> browser.find("#no-space").isDisplayed());
    assertThat(browser.find("#space").isDisplayed()).isFalse();
    browser.find("[data-toggle=effects]").click();
    assertThat(browser.find("#no-effects").isDisplayed()).isTrue();
    assertThat(colours(browser.picture(browser.find("#stage-canvas")))).isGreaterThan(1000);
    browser.await("goes on", new Change(() -> sequence("lobby")));
  }

  /** In one step: other frames of the clip have no face. */
  private void pauseOnAFace() throws InterruptedException {
    browser.await(
        "pauses on a face",
        () ->
            Boolean.TRUE.equals(
                browser.run(
                    """
                    const hasFace = window.meshstream.cameras.lobby.record.faces.length > 0;
                    if (hasFace) {
                      document.getElementById('pause').click();
                    }
                    return hasFace;
                    """)));
  }

  private void awaitFaces(String name) throws InterruptedException {
    browser.await("faces of " + name, () -> hasFaces(browser.camera(name)));
  }

  private Map<String, Object> withFaces(String name) throws InterruptedException {
    List<Map<String, Object>> found = new ArrayList<>();
    browser.await(
        "faces of " + name,
        () -> {
          Map<String, Object> shown = browser.camera(name);
          return hasFaces(shown) && found.add(shown);
        });
    return found.get(0);
  }

  private static boolean hasFaces(Map<String, Object> shown) {
    return at(shown, "record", "faces") instanceof List<?> faces
        && !faces.isEmpty()
        && Boolean.TRUE.equals(at(shown, "hasPicture"));
  }

  private static FrameIdentity identity(Map<String, Object> shown) {
    return new FrameIdentity(
        (String) at(shown, "record", "cameraId"),
        (long) number(at(shown, "record", "epoch")),
        (long) number(at(shown, "record", "sequence")));
  }

  private FrameLandmarks await(LandmarksTopic records, FrameIdentity identity)
      throws InterruptedException {
    List<FrameLandmarks> found = new ArrayList<>();
    browser.await(
        "the record of " + identity,
        () -> {
          Optional<FrameLandmarks> record = records.find(identity);
          record.ifPresent(found::add);
          return record.isPresent();
        });
    return found.get(0);
  }

  private void awaitPoints(String what, double least, double most) throws InterruptedException {
    browser.await(
        what,
        () -> {
          double share = share("r > 200 && g < 120 && b < 120");
          return share >= least && share <= most;
        });
  }

  private double share(String colour) {
    return share("lobby", colour);
  }

  /** Which share of the landmarks of a tile lies on pixels of a colour; -1 without landmarks. */
  private double share(String name, String colour) {
    Object share =
        browser.run(
            """
            const { drawn } = window.meshstream.cameras[arguments[0]];
            const points = drawn.faces.flat();
            const canvas = document.querySelector(`.tile[data-camera=${arguments[0]}] canvas`);
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            let inside = 0;
            let hits = 0;
            for (let i = 0; i < points.length; i += 2) {
              const [x, y] = [Math.floor(points[i]), Math.floor(points[i + 1])];
              if (x >= 0 && y >= 0 && x < canvas.width && y < canvas.height) {
                const at = 4 * (y * canvas.width + x);
                const [r, g, b] = [data[at], data[at + 1], data[at + 2]];
                inside++;
                hits += (%s) ? 1 : 0;
              }
            }
            return inside === 0 ? -1 : hits / inside;
            """
                .formatted(colour),
            name);
    return number(share);
  }

  private String sequence(String name) {
    return String.valueOf(at(browser.camera(name), "record", "sequence"));
  }

  private String records(String name) {
    return String.valueOf(at(browser.camera(name), "tally", "records"));
  }

  private String status(String name) {
    return browser.find(".tile[data-camera=" + name + "] .pill").getText();
  }

  private static TestingCamera camera(String name, Clip clip) {
    return new TestingCamera(stack.bootstrapServers(), name, clip);
  }

  /** Turns a picture by 90 degrees counter-clockwise, as a camera on its side sees it. */
  private static ByteBuffer turnedBack(ByteBuffer jpeg) {
    try {
      byte[] bytes = new byte[jpeg.remaining()];
      jpeg.get(bytes);
      BufferedImage upright = ImageIO.read(new ByteArrayInputStream(bytes));
      AffineTransform turn = AffineTransform.getTranslateInstance(0, upright.getWidth());
      turn.quadrantRotate(-1);
      int width = upright.getHeight();
      int height = upright.getWidth();
      BufferedImage turned = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
      new AffineTransformOp(turn, AffineTransformOp.TYPE_NEAREST_NEIGHBOR).filter(upright, turned);
      return ByteBuffer.wrap(ImageFiles.jpeg(turned));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds EXIF that makes a browser, but not the job, turn the picture by 90 degrees. */
  private static ByteBuffer taggedAsOnItsSide(ByteBuffer jpeg) {
    byte[] exif =
        HexFormat.of()
            .parseHex(
                "ffe10022"
                    + "457869660000"
                    + "4d4d002a00000008"
                    + "0001"
                    + "011200030000000100060000"
                    + "00000000");
    byte[] startOfImage = new byte[2];
    ByteBuffer tagged = ByteBuffer.allocate(jpeg.remaining() + exif.length);
    jpeg.get(startOfImage);
    return tagged.put(startOfImage).put(exif).put(jpeg).flip();
  }

  private static long colours(BufferedImage image) {
    return Arrays.stream(rgb(image)).distinct().count();
  }

  /** Which share of the pixels differs. */
  private static double difference(BufferedImage a, BufferedImage b) {
    int[] first = rgb(a);
    int[] second = rgb(b);
    int different = 0;
    for (int i = 0; i < first.length; i++) {
      different += first[i] == second[i] ? 0 : 1;
    }
    return (double) different / first.length;
  }

  private static int[] rgb(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  private static Object at(Object object, String... path) {
    Object found = object;
    for (String key : path) {
      found = found instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return found;
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }
}
