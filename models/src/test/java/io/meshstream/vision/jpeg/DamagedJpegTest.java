package io.meshstream.vision.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damage among the pixels looks as libjpeg makes it look, in the whole and in any region. */
class DamagedJpegTest {
  private static final int WIDTH = 101;
  private static final int HEIGHT = 83;

  private final JpegDecoder decoder = new JpegDecoder();

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 13, 30})
  void lostRestartIntervalsAreGreyAndTheOthersInTheirPlaces(int interval) throws Exception {
    Random random = new Random(interval);
    Scan scan = Scan.of(jpeg(JpegSampling.YUV420, interval));
    for (int round = 0; round < 30; round++) {
      List<byte[]> left = new ArrayList<>(scan.intervals());
      int count = 1 + random.nextInt(4);
      int from = random.nextInt(left.size());
      left.subList(from, Math.min(left.size(), from + count)).clear();
      assertLooksAsLibjpegHasIt(scan.with(left), random);
    }
    assertLooksAsLibjpegHasIt(scan.with(scan.intervals().subList(1, scan.count())), random);
    assertLooksAsLibjpegHasIt(scan.with(scan.intervals().subList(0, scan.count() - 1)), random);
    assertLooksAsLibjpegHasIt(scan.with(List.of()), random);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 30})
  void wrongMissingAndStrayRestartMarkersAreLivedWith(int interval) throws Exception {
    Random random = new Random(interval);
    Scan scan = Scan.of(jpeg(JpegSampling.YUV422, interval));
    for (int round = 0; round < 20; round++) {
      List<byte[]> wrong = copies(scan.intervals());
      for (byte[] part : wrong) {
        if (part.length >= 2 && random.nextInt(4) == 0) {
          part[part.length - 1] = (byte) (Markers.RESTART + random.nextInt(8));
        }
      }
      assertLooksAsLibjpegHasIt(scan.with(wrong), random);
    }
    List<byte[]> twice = new ArrayList<>(scan.intervals());
    twice.add(1, scan.intervals().get(0));
    assertLooksAsLibjpegHasIt(scan.with(twice), random);

    List<byte[]> none = new ArrayList<>();
    for (byte[] part : scan.intervals()) {
      none.add(Arrays.copyOf(part, Math.max(0, part.length - 2)));
    }
    assertLooksAsLibjpegHasIt(scan.with(none), random);
  }

  @Test
  void aRestartIntervalThatTheDataDoesNotKeepIsLivedWith() throws Exception {
    byte[] jpeg = jpeg(JpegSampling.YUV444, 4);
    int at = 0;
    while (jpeg[at] != -1 || jpeg[at + 1] != (byte) Markers.RESTART_INTERVAL) {
      at++;
    }
    for (int interval : new int[] {0, 1, 3, 5, 64}) {
      jpeg[at + 5] = (byte) interval;
      assertLooksAsLibjpegHasIt(jpeg, new Random(interval));
    }
  }

  @ParameterizedTest
  @EnumSource
  void dataThatEndsBeforeTheEndIsGrey(JpegSampling sampling) throws Exception {
    if (sampling == JpegSampling.YUV440 && !ImageIoDecoder.smoothsRows()) {
      return;
    }
    Random random = new Random(3);
    for (int interval : new int[] {0, 5}) {
      Scan scan = Scan.of(jpeg(sampling, interval));
      for (int round = 0; round < 10; round++) {
        List<byte[]> cut = copies(scan.intervals());
        int which = random.nextInt(cut.size());
        byte[] part = cut.get(which);
        byte[] less = Arrays.copyOf(part, part.length / (2 + random.nextInt(3)) + 2);
        boolean marked = Markers.isRestart(part[part.length - 1] & 0xff);
        less[less.length - 2] = marked ? -1 : less[less.length - 2];
        less[less.length - 1] = marked ? part[part.length - 1] : less[less.length - 1];
        cut.set(which, less);
        assertLooksAsLibjpegHasIt(scan.with(cut), random);
      }
    }
  }

  @Test
  void aSegmentAmongThePixelsEndsThem() throws Exception {
    Random random = new Random(4);
    for (int interval : new int[] {0, 5}) {
      Scan scan = Scan.of(jpeg(JpegSampling.YUV420, interval));
      List<byte[]> interrupted = copies(scan.intervals());
      byte[] part = interrupted.get(0);
      byte[] comment = {-1, (byte) Markers.COMMENT, 0, 4, 'a', 'b'};
      System.arraycopy(comment, 0, part, part.length / 3, comment.length);
      assertLooksAsLibjpegHasIt(scan.with(interrupted), random);
    }
  }

  private static byte[] jpeg(JpegSampling sampling, int interval) {
    return new TestJpeg(WIDTH, HEIGHT, 1)
        .sampling(sampling)
        .jfif()
        .restartInterval(interval)
        .encode();
  }

  private void assertLooksAsLibjpegHasIt(byte[] jpeg, Random random) throws Exception {
    JpegHeader header = Decoding.header(jpeg);
    byte[] whole = Decoding.whole(jpeg);
    assertThat(whole).isEqualTo(ImageIoDecoder.decode(jpeg));
    for (int i = 0; i < 6; i++) {
      int x = random.nextInt(WIDTH);
      int y = random.nextInt(HEIGHT);
      JpegRegion region =
          new JpegRegion(x, y, 1 + random.nextInt(WIDTH - x), 1 + random.nextInt(HEIGHT - y));
      assertThat(Decoding.region(decoder, header, JpegScale.FULL, region))
          .as("%s of %s", region, header)
          .isEqualTo(Decoding.cut(whole, WIDTH, region, header.pixelBytes()));
      Masks.assertExact(decoder, header, whole, random);
    }
  }

  private static List<byte[]> copies(List<byte[]> parts) {
    return new ArrayList<>(parts.stream().map(byte[]::clone).toList());
  }

  /**
   * A JPEG taken apart.
   *
   * @param header up to the first coded byte
   * @param intervals each with the restart marker behind it, but for the last
   */
  private record Scan(byte[] header, List<byte[]> intervals) {
    static Scan of(byte[] jpeg) throws JpegException {
      int start = Decoding.header(jpeg).scanStart();
      List<byte[]> intervals = new ArrayList<>();
      int from = start;
      for (int i = start; i < jpeg.length - 2; i++) {
        if (jpeg[i] == -1 && Markers.isRestart(jpeg[i + 1] & 0xff)) {
          intervals.add(Arrays.copyOfRange(jpeg, from, i + 2));
          from = i + 2;
        }
      }
      intervals.add(Arrays.copyOfRange(jpeg, from, jpeg.length - 2));
      return new Scan(Arrays.copyOf(jpeg, start), intervals);
    }

    int count() {
      return intervals.size();
    }

    byte[] with(List<byte[]> others) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes(header);
      others.forEach(out::writeBytes);
      out.writeBytes(new byte[] {-1, (byte) Markers.END_OF_IMAGE});
      return out.toByteArray();
    }
  }
}
