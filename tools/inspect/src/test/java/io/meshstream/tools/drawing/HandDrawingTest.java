package io.meshstream.tools.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.vision.Hand;
import io.meshstream.vision.Handedness;
import io.meshstream.vision.TaskResult;
import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.geometry.Box;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Point;
import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.topology.HandLandmark;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HandDrawingTest {

  private static final int WHITE = 0xe0e0e0;
  private static final int GREEN = 0x00ff00;

  private final BufferedImage image = new BufferedImage(400, 400, BufferedImage.TYPE_INT_RGB);

  @ParameterizedTest
  @EnumSource
  void drawsEachJointInTheColourOfItsFinger(HandLandmark point) {
    draw(Set.of(Layer.HANDS), hand(Map.of(point, new Point(0.5f, 0.5f))));

    String name = point.name();
    int expected =
        switch (point.part()) {
          case PALM -> 0xff3030;
          case THUMB -> 0xffe5b4;
          case INDEX_FINGER -> 0x804080;
          case MIDDLE_FINGER -> 0xffcc00;
          case RING_FINGER -> 0x30ff30;
          case PINKY -> 0x1565c0;
        };
    assertThat(pixel(200, 200)).as(name).isEqualTo(expected);
    assertThat(pixel(205, 200)).as("the joint ends here").isEqualTo(expected);
    assertThat(pixel(206, 200)).as("its rim").isEqualTo(WHITE);
    assertThat(pixel(207, 200)).as("beside it").isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "WRIST, THUMB_CMC, 808080",
    "INDEX_FINGER_MCP, MIDDLE_FINGER_MCP, 808080",
    "PINKY_MCP, WRIST, 808080",
    "THUMB_IP, THUMB_TIP, ffe5b4",
    "INDEX_FINGER_MCP, INDEX_FINGER_PIP, 804080",
    "MIDDLE_FINGER_DIP, MIDDLE_FINGER_TIP, ffcc00",
    "RING_FINGER_PIP, RING_FINGER_DIP, 30ff30",
    "PINKY_DIP, PINKY_TIP, 1565c0"
  })
  void drawsTheLinesBetweenJointsThoseOfThePalmWider(
      HandLandmark from, HandLandmark to, String colour) {
    Hand hand = hand(Map.of(from, new Point(0.25f, 0.5f), to, new Point(0.75f, 0.5f)));

    draw(Set.of(Layer.HANDS), hand);

    int expected = Integer.parseInt(colour, 16);
    int rows = 0;
    for (int y = 190; y < 210; y++) {
      rows += pixel(200, y) == expected ? 1 : 0;
    }
    assertThat(rows).isEqualTo(expected == 0x808080 ? 3 : 2);
  }

  @Test
  void drawsJointsAsWideAsSuitsTheHand() {
    Region small = new Region(0.5f, 0.5f, 0.1f, 0.1f, 0);
    Hand hand = hand(small, Map.of(HandLandmark.THUMB_TIP, new Point(0.5f, 0.5f)));

    draw(Set.of(Layer.HANDS), hand);

    assertThat(pixel(201, 200)).isEqualTo(0xffe5b4);
    assertThat(pixel(202, 200)).as("a rim is always seen").isEqualTo(WHITE);
    assertThat(pixel(203, 200)).isZero();
  }

  @Test
  void drawsPalmsRegionsAndWhichHandItIs() {
    Detection palm =
        new Detection(
            0.9f,
            new Box(0.1f, 0.1f, 0.9f, 0.9f),
            Collections.nCopies(Detection.PALM_KEYPOINTS, new Point(0.3f, 0.3f)));
    Hand hand = hand(new Region(0.5f, 0.5f, 0.5f, 0.5f, 0), Map.of());
    TaskResult result =
        new TaskResult(List.of(), Optional.empty(), List.of(hand), Optional.of(List.of(palm)));

    new ResultDrawing(image, Set.of(Layer.DETECTIONS, Layer.REGION)).draw(result);

    assertThat(pixel(40, 200)).as("the palm's box").isEqualTo(GREEN);
    assertThat(pixel(120, 120)).as("its keypoints").isEqualTo(GREEN);
    assertThat(pixel(100, 200)).as("the region").isEqualTo(0xff0000);
    assertThat(pixel(200, 200)).as("no skeleton").isZero();
    assertThat(HandDrawing.label(hand)).isEqualTo("left #7");
  }

  @Test
  void writesTheLabelAtTheRegionsCorner() {
    Hand hand = hand(new Region(0.5f, 0.5f, 0.5f, 0.5f, 0), Map.of());

    draw(Set.of(Layer.LABEL), hand);

    BufferedImage expected = new BufferedImage(400, 400, BufferedImage.TYPE_INT_RGB);
    new TextStrip(expected).write("left #7", 100, 100);
    assertThat(pixels(image)).isEqualTo(pixels(expected));
  }

  @Test
  void drawsHandsUnlessOtherLayersAreAskedFor() {
    Hand hand = hand(Map.of(HandLandmark.WRIST, new Point(0.5f, 0.5f)));

    draw(EnumSet.complementOf(EnumSet.of(Layer.HANDS, Layer.REGION, Layer.LABEL)), hand);
    assertThat(pixels(image)).containsOnly(pixels(image)[0]);
    draw(Layer.usual(), hand);
    assertThat(pixel(200, 200)).isEqualTo(0xff3030);
  }

  @Test
  void aHandWhoseLandmarksStayInTheJobHasItsRegionOnly() {
    Hand hand =
        new Hand(
            7,
            0.9f,
            Handedness.LEFT,
            0.9f,
            new Region(0.5f, 0.5f, 0.5f, 0.5f, 0),
            Landmarks.none(),
            Landmarks.none(),
            Optional.empty());

    draw(Layer.usual(), hand);

    assertThat(pixel(100, 200)).isEqualTo(0xff0000);
    assertThat(pixel(200, 200)).isZero();
  }

  /** A hand as large as the picture, all of whose joints but these are far away from it. */
  private static Hand hand(Map<HandLandmark, Point> joints) {
    return hand(new Region(0.5f, 0.5f, 1, 1, 0), joints);
  }

  private static Hand hand(Region region, Map<HandLandmark, Point> joints) {
    float[] values = new float[3 * HandLandmark.values().length];
    for (HandLandmark point : HandLandmark.values()) {
      Point at = joints.getOrDefault(point, new Point(-50, -50));
      values[3 * point.index()] = at.x();
      values[3 * point.index() + 1] = at.y();
    }
    return new Hand(
        7,
        0.9f,
        Handedness.LEFT,
        0.9f,
        region,
        Landmarks.wrap(values),
        Landmarks.none(),
        Optional.empty());
  }

  private void draw(Set<Layer> layers, Hand hand) {
    new ResultDrawing(image, layers)
        .draw(new TaskResult(List.of(), Optional.empty(), List.of(hand), Optional.empty()));
  }

  private int pixel(int x, int y) {
    return image.getRGB(x, y) & 0xffffff;
  }

  private static int[] pixels(BufferedImage of) {
    return of.getRGB(0, 0, of.getWidth(), of.getHeight(), null, 0, of.getWidth());
  }
}
