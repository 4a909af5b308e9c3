package io.meshstream.tools.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.meshstream.vision.Face;
import io.meshstream.vision.FaceDetails;
import io.meshstream.vision.TaskResult;
import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.geometry.Box;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Point;
import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.landmark.Blendshapes;
import io.meshstream.vision.pose.FaceGeometry;
import io.meshstream.vision.pose.PoseMatrix;
import io.meshstream.vision.signals.FaceSignals;
import io.meshstream.vision.signals.GazeZone;
import io.meshstream.vision.topology.FaceContour;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultDrawingTest {

  private static final int RED = 0xff0000;
  private static final int GREEN = 0x00ff00;
  private static final int POINTS = 468;

  private final BufferedImage image = new BufferedImage(200, 100, BufferedImage.TYPE_INT_RGB);

  @ParameterizedTest
  @CsvSource({"40, 0", "200, 1", "400, 2", "2000, 12"})
  void drawsDotsAndLinesAsWideAsSuitsTheFace(int side, int radius) {
    BufferedImage large = new BufferedImage(2 * side, 2 * side, BufferedImage.TYPE_INT_RGB);
    Region region = new Region(0.5f, 0.5f, 0.5f, 0.5f, 0);
    Face face = new Face(1, 0.9f, region, landmarksAt(0.5f, 0.5f), Optional.empty());

    new ResultDrawing(large, EnumSet.of(Layer.POINTS, Layer.REGION))
        .draw(new TaskResult(List.of(face), Optional.empty()));

    assertThat(redBetween(large, side, side + side / 4)).as("the dot").isEqualTo(radius + 1);
    assertThat(redBetween(large, side + side / 4, 2 * side))
        .as("the line")
        .isEqualTo(Math.max(1, 2 * side / 200));
  }

  /** How many pixels of the middle row are red, from one column up to another. */
  private static int redBetween(BufferedImage image, int from, int to) {
    int count = 0;
    for (int x = from; x < to; x++) {
      count += (image.getRGB(x, image.getHeight() / 2) & 0xffffff) == RED ? 1 : 0;
    }
    return count;
  }

  @Test
  void turnsTheRegionInPixelsClockwise() {
    float quarter = (float) (Math.PI / 2);
    draw(new Region(0.5f, 0.5f, 0.4f, 0.4f, quarter), landmarksAt(0.5f, 0.5f));

    assertThat(pixel(80, 50)).as("the short side, turned outwards").isEqualTo(RED);
    assertThat(pixel(100, 10)).as("the long side, turned upright").isEqualTo(RED);
    assertThat(pixel(60, 50)).as("where the unturned edge would be").isZero();
  }

  @Test
  void drawsContoursGreen() {
    float[] values = new float[3 * POINTS];
    for (int i = 0; i < POINTS; i++) {
      values[3 * i] = i % 2 == 0 ? 0.1f : 0.9f;
      values[3 * i + 1] = 0.5f;
    }
    draw(new Region(0.5f, 0.5f, 0.95f, 0.9f, 0), Landmarks.wrap(values));

    assertThat(pixel(100, 50)).isEqualTo(GREEN);
  }

  @Test
  void drawsContoursThatStandForLandmarksGreen() {
    int oval = FaceContour.FACE_OVAL.landmarks().size();
    float[] points = new float[3 * FaceContour.totalPoints()];
    for (int i = 0; i < points.length / 3; i++) {
      points[3 * i] = i < oval / 2 ? 0.1f : 0.9f;
      points[3 * i + 1] = i == 0 || i == oval - 1 ? 0.2f : 0.8f;
    }
    // The right cheek, which is the last of all and a point alone.
    points[points.length - 3] = 0.5f;
    points[points.length - 2] = 0.5f;
    FaceDetails details = FaceDetails.none().withContours(Optional.of(Landmarks.wrap(points)));
    Region region = new Region(0.5f, 0.5f, 0.95f, 0.9f, 0);
    Face face = new Face(1, 0.9f, region, Landmarks.none(), Optional.empty()).withDetails(details);

    new ResultDrawing(image, Set.of(Layer.CONTOURS))
        .draw(new TaskResult(List.of(face), Optional.empty()));

    assertThat(pixel(100, 80)).as("half-way along the oval").isEqualTo(GREEN);
    assertThat(pixel(100, 20)).as("from its last point to its first").isEqualTo(GREEN);
    assertThat(pixel(100, 50)).as("the cheek").isEqualTo(GREEN);
    assertThat(pixel(60, 50)).as("between cheek and oval").isZero();
  }

  @Test
  void drawsIrisesGreenWhereAModelFindsThem() {
    float[] values = new float[3 * (POINTS + 10)];
    for (int i = 3 * POINTS; i < values.length; i += 3) {
      values[i] = 0.5f;
      values[i + 1] = 0.5f;
    }
    // The lower edge of an iris, far away so that it is seen.
    values[3 * (POINTS + 4) + 1] = 0.9f;
    Region region = new Region(0.5f, 0.5f, 0.95f, 0.9f, 0);
    Face face = new Face(1, 0.9f, region, Landmarks.wrap(values), Optional.empty());

    new ResultDrawing(image, EnumSet.of(Layer.CONTOURS))
        .draw(new TaskResult(List.of(face), Optional.empty()));

    assertThat(pixel(100, 70)).isEqualTo(GREEN);
  }

  @Test
  void drawsDetectionsGreen() {
    Detection detection =
        new Detection(
            0.9f,
            new Box(0.1f, 0.1f, 0.9f, 0.9f),
            Collections.nCopies(Detection.FACE_KEYPOINTS, new Point(0.5f, 0.5f)));
    new ResultDrawing(image).draw(new TaskResult(List.of(), Optional.of(List.of(detection))));

    assertThat(pixel(20, 50)).isEqualTo(GREEN);
    assertThat(pixel(100, 10)).isEqualTo(GREEN);
    assertThat(pixel(100, 50)).isEqualTo(GREEN);
    assertThat(pixel(60, 50)).isZero();
  }

  @Test
  void drawsOnlyTheLayersAskedFor() {
    Face face =
        new Face(
            1,
            0.9f,
            new Region(0.5f, 0.5f, 0.4f, 0.4f, 0),
            landmarksAt(0.25f, 0.5f),
            Optional.empty());

    new ResultDrawing(image, Set.of(Layer.REGION))
        .draw(new TaskResult(List.of(face), Optional.empty()));

    assertThat(pixel(60, 40)).isEqualTo(RED);
    assertThat(pixel(50, 50)).isZero();
  }

  @Test
  void drawsTheTesselationGreyAndBelowThePoints() {
    float[] values = new float[3 * POINTS];
    for (int i = 0; i < POINTS; i++) {
      values[3 * i] = i % 2 == 0 ? 0.1f : 0.9f;
      values[3 * i + 1] = 0.5f;
    }
    Region region = new Region(0.5f, 0.5f, 0.95f, 0.9f, 0);
    Face face = new Face(1, 0.9f, region, Landmarks.wrap(values), Optional.empty());

    new ResultDrawing(image, Set.of(Layer.TESSELATION, Layer.POINTS))
        .draw(new TaskResult(List.of(face), Optional.empty()));

    assertThat(pixel(100, 50)).isEqualTo(0xc0c0c0);
    assertThat(pixel(20, 50)).isEqualTo(RED);
  }

  @Test
  void drawsBarsAsLongAsBlendshapesAreStrong() {
    BufferedImage large = new BufferedImage(1000, 400, BufferedImage.TYPE_INT_RGB);
    float[] scores = new float[Blendshapes.COUNT];
    scores[Blendshapes.names().indexOf("jawOpen")] = 0.5f;
    scores[Blendshapes.names().indexOf("mouthClose")] = 0.05f;
    Face face =
        new Face(
                1,
                0.9f,
                new Region(0.25f, 0.5f, 0.2f, 0.5f, 0),
                landmarksAt(0.25f, 0.5f),
                Optional.empty())
            .withDetails(FaceDetails.none().withBlendshapes(Optional.of(Blendshapes.wrap(scores))));

    new ResultDrawing(large, Set.of(Layer.BLENDSHAPES))
        .draw(new TaskResult(List.of(face), Optional.empty()));

    int bottom = 0;
    while ((large.getRGB(350, bottom) & 0xffffff) != GREEN) {
      bottom++;
    }
    int length = 0;
    while ((large.getRGB(350 + length, bottom) & 0xffffff) == GREEN) {
      length++;
    }
    int strip = new TextStrip(large).writeBar("0.50 jawOpen", 1, 350, 200);
    int whole = 0;
    while ((large.getRGB(350 + whole, 200 + strip - 1) & 0xffffff) == GREEN) {
      whole++;
    }
    assertThat(length).isCloseTo(whole / 2, within(1));
    assertThat(large.getRGB(351, bottom + strip) & 0xffffff)
        .as("what is hardly there has no bar")
        .isZero();
  }

  @Test
  void drawsBarsAsLongAsEyesAndMouthAreOpen() {
    BufferedImage large = new BufferedImage(1000, 400, BufferedImage.TYPE_INT_RGB);
    FaceSignals signals = new FaceSignals(0.25f, 0.5f, 7, 0.5f, 200, Optional.of(GazeZone.UP_LEFT));
    Face face =
        new Face(
                1,
                0.9f,
                new Region(0.25f, 0.5f, 0.2f, 0.5f, 0),
                landmarksAt(0.25f, 0.5f),
                Optional.empty())
            .withDetails(FaceDetails.none().withSignals(Optional.of(signals)));

    new ResultDrawing(large, Set.of(Layer.SIGNALS))
        .draw(new TaskResult(List.of(face), Optional.empty()));

    BufferedImage expected = new BufferedImage(1000, 400, BufferedImage.TYPE_INT_RGB);
    TextStrip strip = new TextStrip(expected);
    int top = 100;
    top += strip.writeBar("0.25 left eye", 0.5, 350, top);
    top += strip.writeBar("0.50 right eye", 1, 350, top);
    top += strip.writeBar("7.00 mouth", 1, 350, top);
    top += strip.writeBar("0.50 frontal", 0.5, 350, top);
    strip.writeBar("gaze up_left", 0, 350, top);
    assertThat(pixels(large)).isEqualTo(pixels(expected));
  }

  @Test
  void drawsNoSignalsUnlessTheyAreAskedForAndThere() {
    Region region = new Region(0.25f, 0.5f, 0.2f, 0.5f, 0);
    Face without = new Face(1, 0.9f, region, Landmarks.none(), Optional.empty());
    FaceSignals signals = new FaceSignals(0.25f, 0.5f, 1, 0.5f, 200, Optional.empty());
    Face with = without.withDetails(FaceDetails.none().withSignals(Optional.of(signals)));

    new ResultDrawing(image, Set.of(Layer.SIGNALS))
        .draw(new TaskResult(List.of(without), Optional.empty()));
    new ResultDrawing(image, Set.of(Layer.BLENDSHAPES))
        .draw(new TaskResult(List.of(with), Optional.empty()));

    assertThat(pixels(image)).containsOnly(pixels(image)[0]);
  }

  private static int[] pixels(BufferedImage of) {
    return of.getRGB(0, 0, of.getWidth(), of.getHeight(), null, 0, of.getWidth());
  }

  @Test
  void writesTheTrackIdAtTheRegionsCorner() {
    Face face =
        new Face(
            12,
            0.9f,
            new Region(0.5f, 0.5f, 0.4f, 0.8f, 0),
            landmarksAt(0.9f, 0.9f),
            Optional.empty());
    fill(0x0000ff);

    new ResultDrawing(image, Set.of(Layer.LABEL))
        .draw(new TaskResult(List.of(face), Optional.empty()));

    assertThat(pixel(61, 11)).as("the strip").isZero();
    assertThat(pixel(59, 11)).as("beside it").isEqualTo(0x0000ff);
    assertThat(pixel(150, 50)).as("far from it").isEqualTo(0x0000ff);
  }

  @Test
  void keepsTextInsideOfThePicture() {
    fill(0x0000ff);

    new TextStrip(image).write("x", 1000, -1000);

    assertThat(pixel(199, 0)).isZero();
  }

  @Test
  void leavesOutEdgesToPointsThatTheModelDoesNotHave() {
    Region region = new Region(0.5f, 0.5f, 0.4f, 0.4f, 0);
    Face face =
        new Face(1, 0.9f, region, Landmarks.wrap(new float[] {0.5f, 0.5f, 0}), Optional.empty());

    new ResultDrawing(image, EnumSet.allOf(Layer.class))
        .draw(new TaskResult(List.of(face), Optional.empty()));

    assertThat(pixel(100, 50)).isEqualTo(RED);
  }

  @Test
  void toleratesPointsOutsideOfThePicture() {
    draw(new Region(-1, 2, 3, 3, 0.3f), landmarksAt(-5, 7));

    assertThat(pixel(0, 0)).isIn(0, RED);
  }

  @Test
  void copiesThePixelsOfAPicture() {
    byte[] rgb = {1, 2, 3, (byte) 250, (byte) 251, (byte) 252};

    BufferedImage copy = PictureImage.of(Picture.rgb(rgb, 2, 1));

    assertThat(copy.getRGB(0, 0) & 0xffffff).isEqualTo(0x010203);
    assertThat(copy.getRGB(1, 0) & 0xffffff).isEqualTo(0xfafbfc);
  }

  private void draw(Region region, Landmarks landmarks) {
    Face face = new Face(1, 0.9f, region, landmarks, Optional.empty());
    new ResultDrawing(image).draw(new TaskResult(List.of(face), Optional.empty()));
  }

  @Test
  void drawsTheAxesOfAHeadFromItsNose() {
    Region region = new Region(0.5f, 0.5f, 0.5f, 0.5f, 0);
    PoseMatrix ahead =
        PoseMatrix.copyOf(new float[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, -50, 1});
    Face face =
        new Face(1, 0.9f, region, Landmarks.none(), Optional.empty())
            .withDetails(
                FaceDetails.none()
                    .withGeometry(
                        Optional.of(
                            new FaceGeometry(
                                Optional.of(ahead), Optional.empty(), Optional.empty()))));

    new ResultDrawing(image, Set.of(Layer.POSE))
        .draw(new TaskResult(List.of(face), Optional.empty()));

    assertThat(pixel(115, 50)).as("x to the subject's left").isEqualTo(RED);
    assertThat(pixel(100, 35)).as("y up").isEqualTo(0x00ff00);
    assertThat(pixel(85, 50)).isZero();
    assertThat(pixel(100, 65)).isZero();
  }

  private void fill(int rgb) {
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, rgb);
      }
    }
  }

  private int pixel(int x, int y) {
    return image.getRGB(x, y) & 0xffffff;
  }

  private static Landmarks landmarksAt(float x, float y) {
    float[] values = new float[3 * POINTS];
    for (int i = 0; i < POINTS; i++) {
      values[3 * i] = x;
      values[3 * i + 1] = y;
    }
    return Landmarks.wrap(values);
  }
}
