package io.meshstream.bench;

import io.meshstream.vision.image.PictureDecoder;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.image.PictureSource;
import io.meshstream.vision.image.PixelArea;
import io.meshstream.vision.image.PixelSelection;
import io.meshstream.vision.image.SampleLattice;
import io.meshstream.vision.jpeg.JpegException;
import io.meshstream.vision.jpeg.JpegHeader;
import io.meshstream.vision.jpeg.RestartMarkers;
import java.util.List;

/**
 * What restart markers behind each row of blocks cost and save: bytes of a JPEG, and processor time
 * of one thread for decoding what a face takes at its upper edge, in its middle, and at its lower
 * edge, and what two smaller faces take at the edges, without and with them, in turns; and what it
 * takes to put them into a picture that has none, beside decoding the face in the middle.
 */
public final class RestartCost {
  private static final int INPUT_SIDE = 192;
  private static final double SLACK = 0.01;

  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());

  /** Keeps what is decoded from being optimised away. */
  private int seen;

  private RestartCost() {}

  public static void main(String[] arguments) throws JpegException, PictureException {
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
        PixelArea area = new PixelArea(middle, y, side, side);
        cost.measure("a face at row " + y, plain, rows, PixelSelection.all(area));
      }
      cost.measure("one above, one below", plain, rows, corners(frame, side / 2));
      PixelSelection face =
          PixelSelection.all(new PixelArea(middle, (frame.height() - side) / 2, side, side));
      cost.measureMarking(plain, face);
    }
    System.out.printf("(%d)%n", cost.seen);
  }

  /** Selects what two faces take, one above on the left, the other below on the right. */
  private static PixelSelection corners(SampleFrame frame, int side) {
    int left = frame.width() - side;
    int top = frame.height() - side;
    return new PixelSelection(
        PixelArea.ofPicture(frame.width(), frame.height()),
        List.of(square(0, 0, side), square(left, top, side)));
  }

  private static SampleLattice square(double x, double y, int side) {
    double right = x + side - 1;
    double bottom = y + side - 1;
    return SampleLattice.of(x, y, right, y, x, bottom, INPUT_SIDE, SLACK);
  }

  private void measure(String name, byte[] plain, byte[] rows, PixelSelection wanted)
      throws PictureException {
    System.out.printf(
        "  %-48s%s%n",
        name, PairedRounds.measured(() -> decode(plain, wanted), () -> decode(rows, wanted)));
  }

  private void measureMarking(byte[] plain, PixelSelection face)
      throws JpegException, PictureException {
    RestartMarkers markers = new RestartMarkers();
    JpegHeader header = JpegHeader.parse(plain, 0, plain.length, 1 << 26);
    int length = markers.behindRows(header).orElseThrow().length;
    System.out.printf(
        "  %-48s%s%n",
        "the middle one, markers put in: %d bytes".formatted(length),
        PairedRounds.measured(
            () -> decode(plain, face),
            () -> seen += markers.behindRows(header).orElseThrow().length));
  }

  private void decode(byte[] jpeg, PixelSelection wanted) throws PictureException {
    try (PictureSource source = decoder.open(jpeg)) {
      seen += source.part(wanted, 1).rgbAt(0, 0);
    }
  }
}
