package io.meshstream.tools.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.frames.FrameFormat;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.tools.ledger.Position;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The page in a real browser, with a server that shows what a test tells it to. */
class PageIT {

  private static final long NOW = 1_000;

  @TempDir private Path profile;

  private final LiveFeed feed = new LiveFeed();
  private final FrameJoin join = new FrameJoin(JoinLimits.defaults(), feed::show);
  private final ViewServer server =
      ViewServer.start(
          new ViewerSettings(
              Map.of(), "frames", "landmarks", FrameFormat.AVRO, "127.0.0.1", 0, Set.of()),
          feed);
  private Chromium browser;
  private long sequence;

  @BeforeAll
  static void assumeInstalled() {
    Chromium.assumeInstalled();
  }

  @AfterEach
  void close() {
    try (server;
        Chromium closing = browser) {
      if (closing != null) {
        closing.requireNoErrors();
      }
    }
  }

  @Test
  void camerasThatCannotBeSeenAreNotDecoded() throws Exception {
    List<String> cameras = IntStream.range(10, 50).mapToObj(i -> "cam-" + i).toList();
    open();
    awaitShown(cameras, "cam-10", 10);
    assertThat(shown("cam-49")).isZero();

    browser.run("scrollTo(0, document.body.scrollHeight)");
    awaitShown(cameras, "cam-49", 10);
    long before = shown("cam-10");
    awaitShown(cameras, "cam-49", 20);
    assertThat(shown("cam-10")).isEqualTo(before);

    browser.find(".tile[data-camera=cam-49]").click();
    before = shown("cam-48");
    awaitShown(cameras, "cam-49", 40);
    assertThat(shown("cam-48")).isBetween(before, before + Browser.IN_FLIGHT);

    browser.run(
        """
        Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
        document.dispatchEvent(new Event('visibilitychange'));
        """);
    browser.find("#back").click();
    before = shown("cam-49");
    awaitRecords(cameras, "cam-49", 20);
    assertThat(shown("cam-49")).isBetween(before, before + Browser.IN_FLIGHT);
    browser.run(
        """
        delete document.hidden;
        document.dispatchEvent(new Event('visibilitychange'));
        """);
    awaitShown(cameras, "cam-49", before + 10);
  }

  @Test
  void aCameraThatIsPausedIsNotDecoded() throws Exception {
    List<String> cameras = List.of("a");
    open();
    awaitShown(cameras, "a", 1);
    browser.find(".tile[data-camera=a]").click();
    browser.find("#pause").click();
    browser.run(
        """
        const decode = window.createImageBitmap;
        window.decoded = 0;
        window.createImageBitmap = (...given) => {
          window.decoded++;
          return decode(...given);
        };
        """);
    awaitRecords(cameras, "a", 30);
    // Those that had come before the pause may still have been waiting for their turn.
    assertThat((Long) browser.run("return window.decoded")).isLessThanOrEqualTo(Browser.IN_FLIGHT);

    browser.find("#pause").click();
    awaitShown(cameras, "a", 10);
  }

  @Test
  void aCameraWithoutAFrameDoesNotShowThatOfTheOneBefore() throws Exception {
    open();
    awaitShown(List.of("a"), "a", 1);
    join.frame("b", new CameraFrame(new Position(0, 1), Optional.empty(), 0, NOW), NOW);
    status(true);
    browser.await("a tile", () -> browser.camera("b") != null);
    browser.find(".tile[data-camera=a]").click();
    browser.await("the picture", () -> middle() > 200);
    assertThat(browser.find("#record").getText()).contains("\"a\"");

    browser.find("#next").sendKeys(Keys.ENTER);
    assertThat(browser.find("#stage-name").getText()).isEqualTo("b");
    assertThat(middle()).isLessThan(50);
    assertThat(browser.find("#record").getText()).isEmpty();

    // The focus has stayed, so that the same key goes on to the next camera.
    browser.press(Keys.ENTER);
    assertThat(browser.find("#stage-name").getText()).isEqualTo("a");
    assertThat(middle()).isGreaterThan(200);
  }

  @Test
  void aPictureOfAnyShapeIsDrawnAsFineAsItIsSeenAndNoFiner() throws Exception {
    open();
    for (Map.Entry<String, int[]> each :
        Map.of("tall", new int[] {360, 640}, "hostile", new int[] {1, 2_000_000_000}).entrySet()) {
      browser.await(
          "is shown",
          () -> {
            show(each.getKey(), each.getValue()[0], each.getValue()[1]);
            status(true);
            return shown(each.getKey()) > 0;
          });
    }
    assertThat(
            number(
                """
                const canvas = document.querySelector('[data-camera=tall] canvas');
                return canvas.width - Math.round(canvas.clientHeight * 9 / 16);
                """))
        .isZero();
    assertThat(number("return document.querySelector('[data-camera=hostile] canvas').height"))
        .isLessThanOrEqualTo(1920);
    assertThat(
            number(
                """
                const { clientWidth, clientHeight } =
                  document.querySelector('[data-camera=tall] .tile-picture');
                return Math.round(100 * clientWidth / clientHeight);
                """))
        .isBetween(177L, 179L);
  }

  @Test
  void saysWhyNothingIsShown() throws Exception {
    List<TestingBrowser> others =
        IntStream.range(0, LiveFeed.MAX_BROWSERS)
            .mapToObj(i -> TestingBrowser.connect(server.page()))
            .toList();
    for (TestingBrowser other : others) {
      status(true);
      other.awaitStatus("brokersAnswer");
    }
    open();
    browser.await("no room", () -> summary().contains("too many browsers"));
    assertThat(summary()).startsWith("No connection to the server");

    others.get(0).leave();
    browser.await("connects", () -> summary().equals("0 cameras"));
    status(false);
    browser.await("no brokers", () -> summary().contains("The Kafka brokers do not answer"));
  }

  private void open() {
    browser = Chromium.open(profile, server.page().toString());
  }

  private String summary() {
    return browser.find("#summary").getText();
  }

  /** Shows one frame of all cameras after another until one of them has come far enough. */
  private void awaitShown(List<String> cameras, String camera, long count)
      throws InterruptedException {
    browser.await(
        camera + " shows " + count,
        () -> {
          showAll(cameras);
          return shown(camera) >= count;
        });
  }

  private void awaitRecords(List<String> cameras, String camera, int more)
      throws InterruptedException {
    long before = records(camera);
    browser.await(
        more + " records of " + camera,
        () -> {
          showAll(cameras);
          return records(camera) >= before + more;
        });
  }

  private void showAll(List<String> cameras) {
    cameras.forEach(each -> show(each, 64, 36));
    status(true);
  }

  private void show(String camera, int width, int height) {
    sequence++;
    FrameLandmarks record =
        FrameLandmarks.newBuilder(Records.record(camera, sequence))
            .setWidth(width)
            .setHeight(height)
            .setFaces(List.of())
            .build();
    ByteBuffer picture = ByteBuffer.wrap(white());
    join.frame(
        camera,
        new CameraFrame(
            new Position(0, sequence),
            Optional.of(new PictureView("image/png", 1, 0, picture)),
            picture.remaining(),
            NOW),
        NOW);
    join.record(record, NOW, 1_000 * NOW);
  }

  private void status(boolean brokersAnswer) {
    feed.status(StatusMessage.of(join, brokersAnswer, 0, NOW, 1_000 * NOW), join.cameras());
  }

  private static byte[] white() {
    BufferedImage image = new BufferedImage(64, 36, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.dispose();
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(image, "png", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new AssertionError("a picture in memory", e);
    }
  }

  private long shown(String camera) {
    return browser.camera(camera) == null ? 0 : (Long) browser.camera(camera).get("shown");
  }

  private long records(String camera) {
    return (Long) ((Map<?, ?>) browser.camera(camera).get("tally")).get("records");
  }

  /** How red the middle of the large picture is. */
  private long middle() {
    return number(
        """
        const canvas = document.getElementById('stage-canvas');
        const [x, y] = [canvas.width / 2, canvas.height / 2];
        return canvas.getContext('2d').getImageData(x, y, 1, 1).data[0];
        """);
  }

  private long number(String script) {
    return (Long) browser.run(script);
  }
}
