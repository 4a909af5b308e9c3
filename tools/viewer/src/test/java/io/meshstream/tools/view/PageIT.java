package io.meshstream.tools.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.EventKind;
import io.meshstream.schemas.Face;
import io.meshstream.schemas.FaceSignals;
import io.meshstream.schemas.FloatList;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.GazeZone;
import io.meshstream.schemas.Hand;
import io.meshstream.schemas.Region;
import io.meshstream.schemas.frames.FrameFormat;
import io.meshstream.schemas.frames.TopicPosition;
import io.meshstream.schemas.testing.TestingEvents;
import io.meshstream.schemas.testing.TestingRecords;
import io.meshstream.vision.testing.ImageFiles;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page in a real browser, with a server that shows what a test tells it to. */
class PageIT {

  private static final long NOW = 1_000;

  @TempDir private Path profile;

  private LiveFeed feed = new LiveFeed();
  private FrameJoin join = new FrameJoin(JoinLimits.defaults(), frame -> feed.show(frame));
  private ViewServer server = ViewServer.start(settings(0), feed);
  private Optional<String> source = Optional.of("a topic");
  private Chromium browser;
  private long sequence;

  @BeforeAll
  static void assumeInstalled() {
    Chromium.assumeInstalled();
  }

  @AfterEach
  void close() {
    try {
      if (browser != null) {
        browser.requireNoErrors();
      }
    } finally {
      if (browser != null) {
        browser.close();
      }
      server.close();
    }
  }

  @Test
  void camerasThatCannotBeSeenAreNotDecoded() throws Exception {
    List<String> cameras = IntStream.range(10, 50).mapToObj(i -> "cam-" + i).toList();
    open();
    browser.find("#fit").click();
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
    join.frame("b", new CameraFrame(new TopicPosition(0, 1), Optional.empty(), 0, NOW), NOW);
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
  void whatHasHappenedToACameraStandsBesideItTheNewestFirst() throws Exception {
    feed.happened(TestingEvents.event("a", EventKind.STARTED, 0).build());
    feed.happened(TestingEvents.event("b", EventKind.STARTED, 0).build());
    open();
    awaitShown(List.of("a", "b"), "a", 1);
    browser.find(".tile[data-camera=a]").click();
    browser.await("an event", () -> browser.find("#events").getText().endsWith(" started"));

    feed.happened(
        TestingEvents.event("a", EventKind.FACE_LEFT, 1)
            .setTrackId(12L)
            .setTrackFrames(80L)
            .setTrackMicros(3_160_000L)
            .build());
    browser.await("two", () -> browser.find("#events").getText().lines().count() == 2);
    assertThat(browser.find("#events tr:first-child td:last-child").getText())
        .isEqualTo("face #12 left after 3.2 s, 80 frames");
    assertThat(browser.find("#events-head").isDisplayed()).isTrue();

    browser.find("#next").click();
    browser.await("the other", () -> browser.find("#events").getText().lines().count() == 1);
  }

  @Test
  void whatAFaceShowsStandsBesideItAsBarsWhileItDoes() throws Exception {
    open();
    awaitShown(List.of("a"), "a", 1);
    browser.find(".tile[data-camera=a]").click();
    assertThat(browser.find("#face-signals").isDisplayed()).isFalse();
    FaceSignals signals =
        new FaceSignals(0.25f, 0.3f, 0.125f, 0.5f, 240f, 0.5f, 99f, GazeZone.UP_LEFT);
    Face shown = Face.newBuilder(face()).setSignals(signals).build();

    browser.await(
        "signals",
        () -> {
          show(nextRecord("a").setFaces(List.of(shown)).build(), NOW);
          return browser.find("#face-signals").isDisplayed();
        });

    assertThat(browser.find("#face-signals").getText())
        .contains("#1", "0.25", "0.30", "0.50", "up left", "240 px");
    browser.await(
        "no signals",
        () -> {
          show("a", 64, 36);
          return !browser.find("#face-signals").isDisplayed();
        });
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

  @Test
  void backGoesFromTheLargeViewToAllCamerasAndForwardReturns() throws Exception {
    open();
    awaitShown(List.of("a", "b", "c"), "a", 1);
    browser.find(".tile[data-camera=b]").click();
    awaitLarge("b");
    assertThat(browser.address()).endsWith("/#camera=b");
    browser.press(Keys.ARROW_RIGHT);
    awaitLarge("c");

    browser.back();
    awaitOverview();
    assertThat(browser.address()).endsWith("/");
    browser.forward();
    awaitLarge("c");

    browser.press(Keys.ESCAPE);
    awaitOverview();
    browser.forward();
    awaitLarge("c");
  }

  @Test
  void aLinkShowsEverybodyTheSame() throws Exception {
    String camera = "gate 7/\u00fc&layers=x";
    open(
        "#camera=gate%207%2F%C3%BC%26layers%3Dx&layers=picture,points,nonsense&effect=wire&over=region");
    awaitShown(List.of("a", camera), camera, 1);

    awaitLarge(camera);
    assertThat(pressed()).containsExactly("picture", "points", "region", "effects", "effect-wire");
    browser.find("#back").click();
    awaitOverview();
    browser.back();
    awaitLarge(camera);
  }

  @Test
  void aReloadKeepsTheCameraTheLayersAndTheEffectButNotThePause() throws Exception {
    open();
    awaitShown(List.of("a", "b"), "b", 1);
    browser.find("[data-toggle=points]").click();
    browser.find("[data-toggle=contours]").click();
    browser.find(".tile[data-camera=b]").click();
    awaitLarge("b");
    browser.find("[data-toggle=effects]").click();
    browser.find("[data-toggle=effect-glasses]").click();
    browser.find("#pause").click();
    List<String> before = pressed();

    browser.reload();
    awaitShown(List.of("a", "b"), "b", 5);
    awaitLarge("b");
    assertThat(pressed()).containsExactlyElementsOf(before);
    assertThat(browser.isPressed("#pause")).isFalse();
    browser.find("#back").click();
    awaitOverview();

    browser.go(server.page().toString());
    awaitShown(List.of("a", "b"), "b", 1);
    assertThat(pressed()).contains("points").doesNotContain("contours");
  }

  @Test
  void worksWhereTheBrowserStoresNothing() throws Exception {
    open();
    browser.runFirst(
        """
        Object.defineProperty(window, 'localStorage', {
          get() {
            throw new DOMException('denied', 'SecurityError');
          },
        });
        """);
    browser.reload();
    awaitShown(List.of("a"), "a", 1);
    browser.find("[data-toggle=points]").click();
    browser.press("t");
    browser.find("#fit").click();
    browser.find(".tile[data-camera=a]").click();
    awaitLarge("a");

    assertThat(pressed()).contains("points");
    awaitShown(List.of("a"), "a", 10);
  }

  @Test
  void sixteenCamerasFitTheWindowUntilOneWantsToScroll() throws Exception {
    List<String> cameras = IntStream.range(10, 26).mapToObj(i -> "cam-" + i).toList();
    open();
    browser.resize(1440, 900);
    awaitShown(cameras, "cam-25", 2);
    assertThat(seen()).isEqualTo(16);
    assertThat(browser.run("return document.documentElement.scrollHeight > innerHeight"))
        .isEqualTo(false);

    browser.press("d");
    browser.await("scrolls", () -> seen() < 16);
    browser.reload();
    awaitShown(cameras, "cam-10", 1);
    assertThat(seen()).isLessThan(16);
    browser.find("#fit").click();
    browser.await("fits", () -> seen() == 16);
  }

  @Test
  void camerasAreFoundByTheirNames() throws Exception {
    List<String> cameras = IntStream.range(10, 26).mapToObj(i -> "Cam-" + i).toList();
    open();
    awaitShown(cameras, "Cam-25", 1);

    browser.press("/");
    browser.press("cam-2");
    browser.await("six", () -> seen() == 6);
    assertThat(browser.find("#stage").isDisplayed()).isFalse();
    browser.press("x");
    browser.await("says so", () -> browser.find("#none").getText().contains("cam-2x"));
    browser.press(Keys.ESCAPE);
    browser.await("all", () -> seen() == 16);
  }

  @Test
  void aJobThatIsBehindLooksLate() throws Exception {
    open();
    browser.await(
        "late",
        () -> {
          show(nextRecord("a").build(), NOW + 18_400);
          show(nextRecord("b").build(), NOW);
          status(true, NOW);
          return "late".equals(state("a")) && "live".equals(state("b"));
        });
    assertThat(browser.find(".tile[data-camera=a] .pill").getText()).isEqualTo("18 s behind");
    browser.await("summary", () -> summary().equals("2 cameras, 1 late"));

    browser.find(".tile[data-camera=a]").click();
    awaitLarge("a");
    assertThat(browser.find("#stage-status").getText()).isEqualTo("18 s behind");
    assertThat(browser.find("#figure-behind").getText()).isEqualTo("18 s");
    assertThat(colour("#stage-status")).isNotEqualTo(colour(".tile[data-camera=b] .pill"));
  }

  @Test
  void aCameraWhoseClockIsWrongIsNotLate() throws Exception {
    open();
    browser.await(
        "live",
        () -> {
          long captured = 1_000 * (NOW - 3_600_000 + sequence);
          show(nextRecord("a").setCapturedAtMicros(captured).build(), NOW);
          status(true);
          return shown("a") > 5;
        });

    assertThat(state("a")).isEqualTo("live");
    browser.await(
        "the latency is marked instead",
        () -> browser.find(".tile[data-camera=a] .figure.old").getText().startsWith("3600 s"));
  }

  @Test
  void aRejectedFrameSaysWhy() throws Exception {
    String reason = "PICTURE_TRUNCATED: ends at byte 7 <b>of</b> 9";
    open();
    browser.await(
        "shown",
        () -> {
          show(nextRecord("a").setStatus(FrameStatus.REJECTED).setReason(reason).build(), NOW);
          status(true);
          return shown("a") > 0 && "rejected".equals(state("a"));
        });
    browser.await(
        "says why", () -> browser.find(".tile[data-camera=a] .note").getText().equals(reason));

    browser.find(".tile[data-camera=a]").click();
    browser.await("says why", () -> browser.find("#stage-note").getText().equals(reason));
  }

  @Test
  void camerasThatWereThereBeforeAreMissedUntilTheyAreForgotten() throws Exception {
    open();
    awaitShown(List.of("a", "b"), "b", 1);

    restartServer();
    browser.await("gone", () -> "offline".equals(state("a")));
    browser.await(
        "missed",
        () -> {
          showAll(List.of("a"));
          return "live".equals(state("a")) && "missing".equals(state("b"));
        });
    browser.reload();
    awaitShown(List.of("a"), "a", 1);
    browser.await("still missed", () -> "missing".equals(state("b")));
    assertThat(browser.find(".tile[data-camera=b] .note").getText())
        .startsWith("Not heard of since ");
    browser.await("counted", () -> summary().equals("1 camera, 1 missing"));

    browser.find("[aria-label='Forget b']").click();
    assertThat(browser.camera("b")).isNull();
    browser.reload();
    awaitShown(List.of("a"), "a", 1);
    assertThat(browser.camera("b")).isNull();
  }

  @Test
  void camerasOfAnotherTopicAreNotMissed() throws Exception {
    open();
    awaitShown(List.of("a", "b"), "b", 1);

    restartServer();
    source = Optional.of("another topic");
    browser.reload();
    awaitShown(List.of("a"), "a", 1);
    assertThat(browser.camera("b")).isNull();
  }

  @Test
  void aSnapshotIsAFileWithThePictureAndTheDrawing() throws Exception {
    open();
    browser.await(
        "a face",
        () -> {
          show(nextRecord("a b/c").setFaces(List.of(face())).build(), NOW);
          status(true);
          return shown("a b/c") > 0;
        });
    browser.find("[data-toggle=tesselation]").click();
    browser.find("[data-toggle=contours]").click();
    browser.find(".tile").click();
    awaitLarge("a b/c");
    browser.press("s");

    Path folder = profile.resolve("downloads");
    browser.await("saved", () -> !pngs(folder).isEmpty());
    Path file = pngs(folder).get(0);
    assertThat(file.getFileName().toString())
        .matches("a_b_c_1970-01-01T00-00-\\d{2}\\.\\d{3}Z\\.png");
    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(64);
    assertThat(image.getHeight()).isEqualTo(36);
    assertThat(new Color(image.getRGB(1, 1))).isEqualTo(Color.WHITE);
    // The region's left side goes through here.
    assertThat(new Color(image.getRGB(28, 9)).getGreen()).isLessThan(200);
    browser.await("says so", () -> browser.find("#toast").getText().startsWith("Saved a_b_c_"));
  }

  @Test
  void theRecordIsCopiedWithAllLandmarks() throws Exception {
    open();
    browser.allowToReadClipboard();
    browser.await(
        "a face",
        () -> {
          show(nextRecord("a").setFaces(List.of(face())).build(), NOW);
          status(true);
          return shown("a") > 0;
        });
    browser.find(".tile").click();
    awaitLarge("a");
    browser.find("#copy").click();
    browser.await("says so", () -> browser.find("#toast").getText().equals("Record copied"));

    assertThat(
            browser.run(
                """
                return navigator.clipboard.readText().then((text) => {
                  const { cameraId, faces: [{ landmarks }] } = JSON.parse(text);
                  return `${cameraId} ${landmarks.length} ${landmarks[27]}`;
                });
                """))
        .isEqualTo("a 468 0.15,0,0.25");
  }

  @Test
  void theLandmarkUnderThePointerIsNamed() throws Exception {
    open();
    browser.await(
        "a face",
        () -> {
          show(nextRecord("a").setFaces(List.of(face())).build(), NOW);
          status(true);
          return shown("a") > 0;
        });
    browser.find(".tile").click();
    awaitLarge("a");
    WebElement canvas = browser.find("#stage-canvas");
    assertThat(browser.find("#probe").isDisplayed()).isFalse();

    // Landmark 234, on the face's oval, lies in the middle.
    browser.pointAt(canvas, 2, 3);
    assertThat(browser.find("#probe").getText()).isEqualTo("234 · face oval · 0.500, 0.500, 0.250");
    browser.pointAt(browser.find("#back"), 0, 0);
    assertThat(browser.find("#probe").isDisplayed()).isFalse();
  }

  @Test
  void aHandIsDrawnInTheColoursOfItsFingersAndItsJointsAreNamed() throws Exception {
    open();
    browser.await(
        "a hand",
        () -> {
          show(nextRecord("a").setHands(List.of(hand())).build(), NOW);
          status(true);
          return shown("a") > 0;
        });
    browser.find(".tile").click();
    awaitLarge("a");

    browser.await("its name", () -> browser.find("#figure-faces").getText().equals("left #1"));
    assertThat(middleColour()).isEqualTo("128,64,128,255");
    browser.pointAt(browser.find("#stage-canvas"), 2, 3);
    assertThat(browser.find("#probe").getText())
        .isEqualTo("8 · index finger tip · 0.500, 0.500, 0.000");
    browser.find("[data-toggle=hands]").click();
    assertThat(middleColour()).isEqualTo("255,255,255,255");
  }

  @Test
  void effectsAreNotDrawnOverUnlessThatIsAskedFor() throws Exception {
    open();
    awaitShown(List.of("a"), "a", 1);
    browser.find(".tile").click();
    awaitLarge("a");
    assertThat(pressed()).containsExactly("picture", "tesselation", "contours", "hands", "region");

    browser.press("a");
    assertThat(pressed())
        .containsExactly(
            "picture", "contours", "hands", "effects", "effect-glasses", "effect-mask");
    browser.find("[data-toggle=region]").click();
    assertThat(pressed()).contains("region").doesNotContain("tesselation");
    browser.press("a");
    assertThat(pressed()).containsExactly("picture", "tesselation", "contours", "hands", "region");
  }

  @Test
  void helpNamesTheKeysAndKeepsThemToItself() throws Exception {
    open();
    awaitShown(List.of("a"), "a", 1);
    browser.press("?");
    WebElement help = browser.find("#help");
    assertThat(help.isDisplayed()).isTrue();
    assertThat(help.getText()).contains("full screen", "save picture", "Records without frame");
    for (int i = 0; i < 4; i++) {
      browser.press(Keys.TAB);
      // The body is what a page says when the focus has gone on to the browser's own controls.
      assertThat(
              browser.run(
                  "return document.activeElement === document.body"
                      + " || arguments[0].contains(document.activeElement)",
                  help))
          .isEqualTo(true);
    }

    boolean fits = browser.isPressed("#fit");
    browser.press("d");
    assertThat(browser.isPressed("#fit")).isEqualTo(fits);
    browser.press(Keys.ESCAPE);
    browser.await("closes", () -> !help.isDisplayed());
    browser.find("#fit").sendKeys("d");
    assertThat(browser.isPressed("#fit")).isNotEqualTo(fits);
  }

  @Test
  void theThemeIsThatOfTheSystemUntilOneChooses() throws Exception {
    open();
    browser.prefer("light");
    browser.await("light", this::isLight);
    browser.prefer("dark");
    browser.await("dark", () -> !isLight());

    browser.press("t");
    assertThat(isLight()).isTrue();
    browser.reload();
    assertThat(isLight()).isTrue();
    browser.find("#theme").click();
    assertThat(isLight()).isFalse();
    browser.prefer("light");
    browser.await("the system's again", this::isLight);
  }

  @Test
  void fillsTheScreenWithTheCamerasOrWithOne() throws Exception {
    open();
    awaitShown(List.of("a"), "a", 1);
    browser.press("f");
    browser.await("fills the screen", this::isFullScreen);
    assertThat(browser.find(".tile[data-camera=a]").isDisplayed()).isTrue();
    browser.find(".tile[data-camera=a]").click();
    browser.await("is large", () -> browser.find("#stage-canvas").isDisplayed());
    assertThat(isFullScreen()).isTrue();

    browser.press("f");
    browser.await("no longer", () -> !isFullScreen());
    assertThat(browser.find("#stage").isDisplayed()).isTrue();
    browser.find("#stage-fullscreen").click();
    browser.await("fills the screen", this::isFullScreen);
    browser.press(Keys.ESCAPE);
    browser.await("no longer", () -> !isFullScreen());
  }

  @Test
  void onAPhoneTheHeaderTakesOneLine() throws Exception {
    open();
    browser.resize(500, 900);
    awaitShown(List.of("a"), "a", 1);
    browser.await(
        "one line", () -> number("return document.querySelector('.bar').offsetHeight") < 60);
    assertThat(browser.find("[data-toggle=points]").isDisplayed()).isFalse();

    browser.find("#menu").click();
    browser.find("[data-toggle=points]").click();
    assertThat(browser.isPressed("[data-toggle=points]")).isTrue();
    browser.find("#menu").click();
    assertThat(browser.find("[data-toggle=points]").isDisplayed()).isFalse();
  }

  private void awaitLarge(String camera) throws InterruptedException {
    browser.await(
        camera + " is large",
        () ->
            browser.find("#stage").isDisplayed()
                && browser.find("#stage-name").getText().equals(camera));
  }

  private void awaitOverview() throws InterruptedException {
    browser.await(
        "all cameras",
        () -> browser.find("#overview").isDisplayed() && !browser.find("#stage").isDisplayed());
  }

  /** What is switched on, of what can be seen. */
  private List<String> pressed() {
    return ((List<?>)
            browser.run(
                """
                return [...document.querySelectorAll('[data-toggle][aria-pressed=true]')]
                  .filter((button) => button.checkVisibility())
                  .map((button) => button.dataset.toggle);
                """))
        .stream().map(String.class::cast).toList();
  }

  /** How many tiles are seen as a whole. */
  private long seen() {
    return number(
        """
        return [...document.querySelectorAll('.tile')].filter((tile) => {
          const { top, bottom, height } = tile.getBoundingClientRect();
          return height > 0 && top >= 0 && bottom <= innerHeight;
        }).length;
        """);
  }

  private String state(String camera) {
    return browser.camera(camera) == null ? null : (String) browser.camera(camera).get("state");
  }

  private String colour(String selector) {
    return (String)
        browser.run(
            "return getComputedStyle(document.querySelector(arguments[0])).color", selector);
  }

  private boolean isLight() {
    return Boolean.TRUE.equals(
        browser.run(
            """
            const ground = document.createElement('canvas').getContext('2d');
            ground.fillStyle = getComputedStyle(document.body).backgroundColor;
            ground.fillRect(0, 0, 1, 1);
            return ground.getImageData(0, 0, 1, 1).data[0] > 128;
            """));
  }

  private boolean isFullScreen() {
    return Boolean.TRUE.equals(
        browser.run("return document.fullscreenElement === document.querySelector('main')"));
  }

  private static List<Path> pngs(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".png")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its landmarks lie in rows and columns of a twentieth of the picture, 234 in the middle. */
  private static Face face() {
    float[] landmarks = new float[TestingRecords.LANDMARK_FLOATS];
    for (int id = 0; id < landmarks.length / 3; id++) {
      int place = id + 210 - 234;
      landmarks[3 * id] = Math.floorMod(place, 20) / 20f;
      landmarks[3 * id + 1] = Math.floorDiv(place, 20) / 20f;
      landmarks[3 * id + 2] = 0.25f;
    }
    return Face.newBuilder(TestingRecords.face(1, TestingRecords.LANDMARK_FLOATS))
        .setRegion(new Region(0.5f, 0.25f, 0.125f, 0.375f, 0f))
        .setLandmarks(FloatList.view(landmarks))
        .build();
  }

  /** The colour in the middle of the large picture. */
  private String middleColour() {
    return (String)
        browser.run(
            """
            const canvas = document.getElementById('stage-canvas');
            const { width, height } = canvas;
            return [...canvas.getContext('2d').getImageData(width / 2, height / 2, 1, 1).data].join();
            """);
  }

  /** The tip of its index finger is in the middle of the picture, all the rest in a corner. */
  private static Hand hand() {
    float[] landmarks = new float[TestingRecords.HAND_FLOATS];
    landmarks[3 * 8] = 0.5f;
    landmarks[3 * 8 + 1] = 0.5f;
    return Hand.newBuilder(TestingRecords.hand(1)).setLandmarks(FloatList.view(landmarks)).build();
  }

  private void open() {
    open("");
  }

  private void open(String address) {
    browser = Chromium.open(profile, server.page() + address);
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
    show(nextRecord(camera).setWidth(width).setHeight(height).build(), NOW);
  }

  /** A record of a camera's next frame, without faces. */
  private FrameLandmarks.Builder nextRecord(String camera) {
    sequence++;
    return FrameLandmarks.newBuilder(TestingRecords.record(camera, sequence))
        .setWidth(64)
        .setHeight(36)
        .setFaces(List.of());
  }

  /** Shows a record whose frame has just come. */
  private void show(FrameLandmarks record, long recordMillis) {
    ByteBuffer picture = ByteBuffer.wrap(white());
    join.frame(
        record.getCameraId(),
        new CameraFrame(
            new TopicPosition(0, record.getSourceOffset()),
            Optional.of(new PictureView("image/png", 1, 0, picture)),
            picture.remaining(),
            NOW),
        NOW);
    join.record(record, recordMillis, 1_000 * recordMillis);
  }

  private void status(boolean brokersAnswer) {
    status(brokersAnswer, NOW);
  }

  private void status(boolean brokersAnswer, long now) {
    feed.status(StatusMessage.of(join, source, brokersAnswer, 0, now, 1_000 * now), join.cameras());
  }

  private static ViewerSettings settings(int port) {
    return new ViewerSettings(
        Map.of(),
        "frames",
        "landmarks",
        "events",
        FrameFormat.AVRO,
        "127.0.0.1",
        port,
        Set.of(),
        Optional.empty());
  }

  /** As when somebody stops the viewer and starts it again: it knows of no camera. */
  private void restartServer() {
    int port = server.page().getPort();
    server.close();
    feed = new LiveFeed();
    join = new FrameJoin(JoinLimits.defaults(), frame -> feed.show(frame));
    server = ViewServer.start(settings(port), feed);
  }

  private static byte[] white() {
    BufferedImage image = new BufferedImage(64, 36, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.dispose();
    return ImageFiles.png(image);
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
