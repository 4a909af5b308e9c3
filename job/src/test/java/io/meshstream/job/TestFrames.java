package io.meshstream.job;

import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.frames.SourceFrame;
import io.meshstream.schemas.testing.TestingRecords;
import io.meshstream.vision.testing.ImageFiles;
import java.awt.image.BufferedImage;

/** Makes frames the way a gateway would. */
public final class TestFrames {

  /** Timestamp of every record. */
  public static final long TIMESTAMP_MILLIS = 1_700_000_000_000L;

  private static final SingleObjectCodec<EncodedFrame> CODEC = SingleObjectCodec.ofEncodedFrames();

  private TestFrames() {}

  /** A well-formed frame to start from. */
  public static EncodedFrame.Builder frame(
      String camera, long epoch, long sequence, byte[] picture) {
    return TestingRecords.frame(camera, sequence, picture)
        .setEpoch(epoch)
        .setCapturedAtMicros(1_000_000 + sequence);
  }

  /** A frame as a message. */
  public static byte[] message(EncodedFrame.Builder frame) {
    return CODEC.encode(frame.build());
  }

  /** A record of partition 0. */
  public static SourceFrame source(String camera, long offset, byte[] value) {
    return new SourceFrame(camera, 0, offset, TIMESTAMP_MILLIS, value);
  }

  /** A record that holds a well-formed frame, with the sequence number for an offset. */
  public static SourceFrame source(String camera, long epoch, long sequence, byte[] picture) {
    return source(camera, sequence, message(frame(camera, epoch, sequence, picture)));
  }

  /** A picture of one colour. */
  public static byte[] png(int width, int height, int rgb) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, rgb);
      }
    }
    return ImageFiles.png(image);
  }
}
