package io.meshstream.bench;

import io.meshstream.vision.jpeg.JpegDecoder;
import io.meshstream.vision.jpeg.JpegException;
import io.meshstream.vision.jpeg.JpegHeader;
import io.meshstream.vision.jpeg.JpegRegion;
import io.meshstream.vision.jpeg.JpegScale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The region decoder's side of {@code bench/peer/crop}: decodes the middle of each sample frame and
 * prints the median time. Writes the frames to a folder first, for libjpeg-turbo to decode.
 */
public final class CropWorker {
  private static final int WARM_UP = 600;
  private static final int MEASURED = 400;
  private static final long MAX_PIXELS = 1 << 24;

  private CropWorker() {}

  /** Runs the benchmark; the argument is the folder. */
  public static void main(String[] arguments) throws IOException, JpegException {
    for (SampleFrame frame : SampleFrame.values()) {
      byte[] jpeg = frame.jpeg();
      Files.write(Path.of(arguments[0], frame + ".jpg"), jpeg);
      System.out.printf("region decoder %s: %.3f ms%n", frame, medianMillis(jpeg, frame.middle()));
    }
  }

  private static double medianMillis(byte[] jpeg, JpegRegion region) throws JpegException {
    JpegDecoder decoder = new JpegDecoder();
    byte[] pixels = new byte[3 * region.width() * region.height()];
    long[] nanos = new long[MEASURED];
    for (int i = -WARM_UP; i < MEASURED; i++) {
      long start = System.nanoTime();
      JpegHeader header = JpegHeader.parse(jpeg, 0, jpeg.length, MAX_PIXELS);
      decoder.decode(header, JpegScale.FULL, region, pixels);
      if (i >= 0) {
        nanos[i] = System.nanoTime() - start;
      }
    }
    Arrays.sort(nanos);
    return nanos[MEASURED / 2] / 1e6;
  }
}
