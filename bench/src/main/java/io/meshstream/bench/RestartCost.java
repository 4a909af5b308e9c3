package io.meshstream.bench;

import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PictureDecoder;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.image.PictureSource;
import io.meshstream.vision.image.PixelArea;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * What restart markers behind each row of blocks cost and save: bytes of a JPEG, and processor time
 * of one thread for decoding what a face takes at its upper edge, in its middle, and at its lower
 * edge, without and with them, in turns.
 */
public final class RestartCost {
  private static final int WARM_UP_ROUNDS = 3;
  private static final int ROUNDS = 11;
  private static final int FRAMES = 100;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());

  /** Keeps what is decoded from being optimised away. */
  private int seen;

  private RestartCost() {}

  public static void main(String[] arguments) throws PictureException {
    System.out.printf(
        "%-16s %9s %9s %7s   CPU ms without, with, ratio: min, median, max of %d rounds%n",
        "frame", "bytes", "with", "ratio", ROUNDS);
    RestartCost cost = new RestartCost();
    for (SampleFrame frame : SampleFrame.values()) {
      byte[] plain = frame.jpeg();
      byte[] rows = frame.jpegOfRows();
      System.out.printf(
          "%-16s %9d %9d %7.4f%n",
          frame, plain.length, rows.length, (double) rows.length / plain.length);
      int side = frame.middle().width();
      int middle = (frame.width() - side) / 2;
      for (double height : new double[] {0, 0.5, 1}) {
        int y = (int) (height * (frame.height() - side));
        cost.measure(plain, rows, new PixelArea(middle, y, side, side));
      }
    }
    System.out.printf("(%d)%n", cost.seen);
  }

  private void measure(byte[] plain, byte[] rows, PixelArea area) throws PictureException {
    double[] without = new double[ROUNDS];
    double[] with = new double[ROUNDS];
    double[] ratios = new double[ROUNDS];
    for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
      double whole = millis(plain, area);
      double part = millis(rows, area);
      if (round >= 0) {
        without[round] = whole;
        with[round] = part;
        ratios[round] = part / whole;
      }
    }
    Arrays.sort(without);
    Arrays.sort(with);
    Arrays.sort(ratios);
    System.out.printf(
        "  %dx%d from row %-4d %32.2f %8.2f   %.2f %.2f %.2f%n",
        area.width(),
        area.height(),
        area.y(),
        without[ROUNDS / 2],
        with[ROUNDS / 2],
        ratios[0],
        ratios[ROUNDS / 2],
        ratios[ROUNDS - 1]);
  }

  private double millis(byte[] jpeg, PixelArea area) throws PictureException {
    long start = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < FRAMES; i++) {
      try (PictureSource source = decoder.open(jpeg)) {
        Picture pixels = source.part(area, 1);
        seen += pixels.rgbAt(0, 0);
      }
    }
    long nanos = THREADS.getCurrentThreadCpuTime() - start;
    return (double) nanos / TimeUnit.MILLISECONDS.toNanos(1) / FRAMES;
  }
}
