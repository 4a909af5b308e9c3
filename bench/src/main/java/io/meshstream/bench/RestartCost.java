package io.meshstream.bench;

import io.meshstream.vision.image.PictureDecoder;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.image.PictureSource;
import io.meshstream.vision.image.PixelArea;

/**
 * What restart markers behind each row of blocks cost and save: bytes of a JPEG, and processor time
 * of one thread for decoding what a face takes at its upper edge, in its middle, and at its lower
 * edge, without and with them, in turns.
 */
public final class RestartCost {
  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());

  /** Keeps what is decoded from being optimised away. */
  private int seen;

  private RestartCost() {}

  public static void main(String[] arguments) throws PictureException {
    System.out.printf(
        "%-16s %9s %9s %7s   CPU ms without, with, ratio: min, median, max of %d rounds%n",
        "frame", "bytes", "with", "ratio", PairedRounds.ROUNDS);
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
    System.out.printf(
        "  %dx%d from row %-4d %24s%s%n",
        area.width(),
        area.height(),
        area.y(),
        "",
        PairedRounds.measured(() -> decode(plain, area), () -> decode(rows, area)));
  }

  private void decode(byte[] jpeg, PixelArea area) throws PictureException {
    try (PictureSource source = decoder.open(jpeg)) {
      seen += source.part(area, 1).rgbAt(0, 0);
    }
  }
}
