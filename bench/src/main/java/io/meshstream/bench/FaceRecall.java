package io.meshstream.bench;

import io.meshstream.vision.DetectionOptions;
import io.meshstream.vision.Face;
import io.meshstream.vision.Frame;
import io.meshstream.vision.ModelSet;
import io.meshstream.vision.Task;
import io.meshstream.vision.TaskCatalog;
import io.meshstream.vision.TaskKind;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.TileOptions;
import io.meshstream.vision.TrackingOptions;
import io.meshstream.vision.detection.DetectorModel;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PictureDecoder;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.sample.Portrait;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * How small faces may be that are found, by each detector, in the whole picture and in tiles: of a
 * portrait at many places of a Full HD picture, the share of the places; of pictures that are
 * named, and smaller copies of them, the number of faces.
 */
public final class FaceRecall {

  private static final int WIDTH = 1920;
  private static final int HEIGHT = 1080;
  private static final int PLACES = 24;
  private static final int[] FACES = {16, 20, 24, 32, 48, 64, 96, 128, 192, 256};
  private static final int[] SMALLER = {1, 2, 4};
  private static final int SMALLEST = 24;

  /** Of the portrait's side: how wide its face is as detectors see it, and where its middle is. */
  private static final double FACE = 95.0 / 512;

  private static final double FACE_X = 0.44;
  private static final double FACE_Y = 0.255;

  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());

  private FaceRecall() {}

  /**
   * A way to seek faces.
   *
   * @param name for the table
   */
  private record Way(String name, Task task) {}

  /** Takes files of pictures, or none. */
  public static void main(String[] arguments) throws Exception {
    try (ModelSet models = ModelSet.open()) {
      List<Way> ways = new ArrayList<>();
      for (DetectorModel detector : List.of(DetectorModel.SHORT_RANGE, DetectorModel.FULL_RANGE)) {
        String name = detector.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        ways.add(new Way(name, task(detector, TileOptions.none(), models)));
        ways.add(new Way(name + ", tiles", task(detector, new TileOptions(SMALLEST, 4), models)));
      }
      FaceRecall recall = new FaceRecall();
      if (arguments.length == 0) {
        recall.printShares(ways);
      }
      for (String file : arguments) {
        recall.printCounts(Path.of(file), ways);
      }
    }
  }

  private static Task task(DetectorModel detector, TileOptions tiles, ModelSet models) {
    return TaskCatalog.task(
        TaskSettings.of(TaskKind.FACE_MESH)
            .withDetection(DetectionOptions.defaults().withDetector(detector).withTiles(tiles))
            .withTracking(TrackingOptions.defaults().withMaxFaces(64).withStaticImages(true)),
        models);
  }

  private void printShares(List<Way> ways) throws Exception {
    BufferedImage portrait = ImageIO.read(new ByteArrayInputStream(Portrait.png()));
    System.out.print("| face |");
    ways.forEach(way -> System.out.print(" " + way.name() + " |"));
    System.out.println("\n|---|" + "---|".repeat(ways.size()));
    for (int face : FACES) {
      int[] found = new int[ways.size()];
      int more = 0;
      Random random = new Random(face);
      for (int place = 0; place < PLACES; place++) {
        double x = face + random.nextDouble() * (WIDTH - 2 * face);
        double y = face + random.nextDouble() * (HEIGHT - 2 * face);
        Frame frame = Frame.of(picture(scene(portrait, face, x, y)));
        for (int i = 0; i < found.length; i++) {
          List<Face> faces = faces(ways.get(i), frame);
          boolean isThere = faces.stream().anyMatch(each -> isAt(each, x, y, face));
          found[i] += isThere ? 1 : 0;
          more += faces.size() - (isThere ? 1 : 0);
        }
      }
      System.out.printf("| %d px |", face);
      for (int each : found) {
        System.out.printf(" %d %% |", Math.round(100.0 * each / PLACES));
      }
      System.out.println(more == 0 ? "" : " and " + more + " that are none");
    }
  }

  private void printCounts(Path file, List<Way> ways) throws Exception {
    BufferedImage original = ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(file)));
    for (int divisor : SMALLER) {
      BufferedImage image =
          smaller(original, original.getWidth() / divisor, original.getHeight() / divisor);
      Frame frame = Frame.of(picture(image));
      System.out.printf("| %s, %d x %d |", file.getFileName(), image.getWidth(), image.getHeight());
      for (Way way : ways) {
        System.out.printf(" %d |", faces(way, frame).size());
      }
      System.out.println();
    }
  }

  private static List<Face> faces(Way way, Frame frame) throws PictureException {
    return way.task().step(TaskState.initial(), frame).result().faces();
  }

  private static boolean isAt(Face found, double x, double y, int face) {
    return Math.abs(found.region().centerX() * WIDTH - x) < face / 2.0
        && Math.abs(found.region().centerY() * HEIGHT - y) < face / 2.0;
  }

  private static BufferedImage scene(BufferedImage portrait, int face, double x, double y) {
    int side = (int) Math.round(face / FACE);
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D canvas = image.createGraphics();
    canvas.setColor(new Color(96, 110, 120));
    canvas.fillRect(0, 0, WIDTH, HEIGHT);
    canvas.drawImage(
        smaller(portrait, side, side),
        (int) Math.round(x - FACE_X * side),
        (int) Math.round(y - FACE_Y * side),
        null);
    canvas.dispose();
    return image;
  }

  /** Each pixel is the mean of those that it stands for. */
  private static BufferedImage smaller(BufferedImage image, int width, int height) {
    BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D canvas = scaled.createGraphics();
    canvas.drawImage(
        image.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING), 0, 0, null);
    canvas.dispose();
    return scaled;
  }

  private Picture picture(BufferedImage image) throws IOException, PictureException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return decoder.decode(png.toByteArray());
  }
}
