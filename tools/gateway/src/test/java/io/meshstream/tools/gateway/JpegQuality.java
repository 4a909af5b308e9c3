package io.meshstream.tools.gateway;

import io.meshstream.tools.http.CertificateRule;
import io.meshstream.tools.video.CameraUrl;
import io.meshstream.tools.video.FFmpeg;
import io.meshstream.tools.video.SourceException;
import io.meshstream.vision.Frame;
import io.meshstream.vision.ModelSet;
import io.meshstream.vision.Task;
import io.meshstream.vision.TaskCatalog;
import io.meshstream.vision.TaskKind;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PictureDecoder;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.image.PictureSource;
import io.meshstream.vision.sample.Portrait;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/**
 * What the quality of the gateway's JPEGs does to landmarks: of a portrait at 720p, clean and with
 * a sensor's noise, the mean distance of each landmark from that of the picture before it was
 * encoded, in percent of the distance between the outer corners of the eyes, and the bytes that a
 * picture takes. Beside it, what the noise does by itself: a second take of the same scene.
 *
 * <p>The face is sought in the same region of both pictures. Beside the tests of the encoder,
 * because that is not public.
 */
public final class JpegQuality {

  private static final int WIDTH = 1280;
  private static final int HEIGHT = 720;
  private static final int SCENES = 24;
  private static final double NOISE = 6;

  /** The face in the portrait, in portrait sides. */
  private static final double FACE_X = 0.44;

  private static final double FACE_Y = 0.24;
  private static final int RIGHT_EYE = 33;
  private static final int LEFT_EYE = 263;
  private static final int[] QUALITIES = {40, 50, 60, 70, 75, 80, 85, 90, 95};

  private JpegQuality() {}

  /**
   * What one quality gives.
   *
   * @param percent mean error of the landmarks
   * @param bytes of a picture
   */
  private record Cost(double percent, double bytes) {}

  public static void main(String[] arguments) throws Exception {
    FFmpeg.require("bench/quality");
    System.out.printf(
        "portrait at %dx%d, %d scenes, noise of %.0f of 255%n", WIDTH, HEIGHT, SCENES, NOISE);
    System.out.printf(
        "%-12s %14s %8s %14s %8s%n", "", "clean, error %", "kB", "noisy, error %", "kB");
    try (ModelSet models = ModelSet.open()) {
      Task mesh = TaskCatalog.task(TaskSettings.of(TaskKind.FACE_MESH), models);
      System.out.printf(
          Locale.ROOT, "%-12s %14s %8s %14.3f%n", "second take", "", "", secondTake(mesh));
      for (int quality : QUALITIES) {
        Cost clean = cost(mesh, quality, 0);
        Cost noisy = cost(mesh, quality, NOISE);
        System.out.printf(
            Locale.ROOT,
            "quality %-4d %14.3f %8.0f %14.3f %8.0f%n",
            quality,
            clean.percent(),
            clean.bytes() / 1000,
            noisy.percent(),
            noisy.bytes() / 1000);
      }
    }
    System.exit(0);
  }

  private static double secondTake(Task mesh) throws PictureException {
    double sum = 0;
    for (int scene = 0; scene < SCENES; scene++) {
      Picture picture = picture(scene(scene, NOISE, scene));
      TaskState state = settled(mesh, picture);
      sum +=
          error(
              landmarks(mesh, state, picture),
              landmarks(mesh, state, picture(scene(scene, NOISE, SCENES + scene))));
    }
    return sum / SCENES;
  }

  private static Cost cost(Task mesh, int quality, double noise)
      throws SourceException, PictureException {
    PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());
    double error = 0;
    double bytes = 0;
    try (JpegEncoder encoder = new JpegEncoder(settings(quality))) {
      for (int scene = 0; scene < SCENES; scene++) {
        BufferedImage image = scene(scene, noise, scene);
        Picture picture = picture(image);
        TaskState state = settled(mesh, picture);
        byte[] jpeg = encode(encoder, image);
        bytes += jpeg.length;
        try (PictureSource encoded = decoder.open(jpeg)) {
          error += error(landmarks(mesh, state, picture), landmarks(mesh, state, encoded.whole(1)));
        }
      }
    }
    return new Cost(error / SCENES, bytes / SCENES);
  }

  private static CameraSettings settings(int quality) {
    return new CameraSettings(
        "bench",
        CameraUrl.parse("bench.mp4"),
        OptionalDouble.empty(),
        Optional.empty(),
        OptionalInt.of(quality),
        OptionalInt.empty(),
        /* loop= */ false,
        CertificateRule.trusted(),
        CaptureTime.Source.ARRIVAL,
        /* restartMarkers= */ false);
  }

  /** A portrait somewhere in the picture, nearer or further away, upright or not. */
  private static BufferedImage scene(int number, double noise, long seed) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.setPaint(new GradientPaint(0, 0, Color.DARK_GRAY, WIDTH, HEIGHT, Color.LIGHT_GRAY));
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    BufferedImage portrait = portrait();
    double scale = (1.6 + 0.04 * (number % 12)) * HEIGHT / portrait.getHeight();
    AffineTransform place = new AffineTransform();
    place.translate(WIDTH * (0.35 + 0.0123 * number), HEIGHT * (0.4 + 0.0071 * (number % 17)));
    place.rotate(0.03 * (number % 7 - 3));
    place.scale(scale, scale);
    place.translate(-FACE_X * portrait.getWidth(), -FACE_Y * portrait.getHeight());
    graphics.drawImage(portrait, place, null);
    graphics.dispose();
    byte[] data = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    Random random = new Random(seed);
    for (int i = 0; noise > 0 && i < data.length; i++) {
      double value = (data[i] & 0xff) + noise * random.nextGaussian();
      data[i] = (byte) Math.max(0, Math.min(255, Math.round(value)));
    }
    return image;
  }

  private static BufferedImage portrait() {
    Picture picture = Portrait.picture();
    BufferedImage image =
        new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        image.setRGB(x, y, picture.rgbAt(x, y));
      }
    }
    return image;
  }

  private static Picture picture(BufferedImage image) {
    byte[] data = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    return Picture.bgr(data, image.getWidth(), image.getHeight());
  }

  private static byte[] encode(JpegEncoder encoder, BufferedImage image) throws SourceException {
    byte[] data = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    AVFrame frame = avutil.av_frame_alloc();
    try {
      frame.width(WIDTH).height(HEIGHT).format(avutil.AV_PIX_FMT_BGR24);
      frame.colorspace(avutil.AVCOL_SPC_RGB).color_range(avutil.AVCOL_RANGE_JPEG);
      if (avutil.av_frame_get_buffer(frame, 0) < 0) {
        throw new IllegalStateException("no memory for a picture");
      }
      BytePointer rows = new BytePointer(frame.data(0));
      for (int y = 0; y < HEIGHT; y++) {
        rows.position((long) y * frame.linesize(0)).put(data, y * 3 * WIDTH, 3 * WIDTH);
      }
      return encoder.encode(frame);
    } finally {
      avutil.av_frame_free(frame);
    }
  }

  /** Where the face is, found and followed until it stays. */
  private static TaskState settled(Task mesh, Picture picture) throws PictureException {
    TaskState state = TaskState.initial();
    for (int i = 0; i < 3; i++) {
      state = mesh.step(state, Frame.of(picture)).state();
    }
    return state;
  }

  private static Landmarks landmarks(Task mesh, TaskState state, Picture picture)
      throws PictureException {
    return mesh.step(state, Frame.of(picture)).result().faces().get(0).landmarks();
  }

  private static double error(Landmarks expected, Landmarks actual) {
    List<Double> distances = new ArrayList<>();
    for (int i = 0; i < expected.count(); i++) {
      distances.add(distance(expected, i, actual, i));
    }
    double mean = distances.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    return 100 * mean / distance(expected, RIGHT_EYE, expected, LEFT_EYE);
  }

  private static double distance(Landmarks a, int i, Landmarks b, int j) {
    return Math.hypot((a.x(i) - b.x(j)) * WIDTH, (a.y(i) - b.y(j)) * HEIGHT);
  }
}
