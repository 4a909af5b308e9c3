package io.meshstream.vision.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.plugins.jpeg.JPEGImageWriteParam;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Restart markers that are put into a picture change no pixel of it. */
class RestartMarkersTest {
  private static final int PICTURES = 25;
  private static final int DAMAGES = 400;

  private final RestartMarkers markers = new RestartMarkers();
  private final JpegDecoder decoder = new JpegDecoder();

  @ParameterizedTest
  @EnumSource
  void everyPixelStaysAndEachRowCanBeReadAlone(JpegSampling sampling) throws Exception {
    Random random = new Random(sampling.name().hashCode());
    for (int i = 0; i < PICTURES; i++) {
      TestJpeg jpeg =
          new TestJpeg(1 + random.nextInt(300), 33 + random.nextInt(300), random.nextLong())
              .sampling(sampling)
              .jfif()
              .quality(10 + random.nextInt(90))
              .noise(random.nextInt(3) * 40)
              .frame(random.nextInt(4) == 0 ? Markers.EXTENDED : Markers.BASELINE);
      byte[] plain = (random.nextBoolean() ? jpeg.shuffledCodes() : jpeg).encode();
      byte[] marked = markers.behindRows(Decoding.header(plain)).orElseThrow();
      assertThat(Decoding.whole(marked)).isEqualTo(Decoding.whole(plain));
      if (sampling != JpegSampling.YUV440 || ImageIoDecoder.smoothsRows()) {
        assertThat(ImageIoDecoder.decode(marked)).isEqualTo(ImageIoDecoder.decode(plain));
      }
      assertRowsAreMarked(plain, marked, random);
    }
  }

  private void assertRowsAreMarked(byte[] plain, byte[] marked, Random random) throws Exception {
    JpegHeader header = Decoding.header(marked);
    ScaledFrame frame = new ScaledFrame(header, JpegScale.FULL);
    assertThat(header.restartInterval()).isEqualTo(frame.mcusPerRow());
    // Bytes of ones, which take another behind them, come and go as bits move.
    int stuffing = plain.length / 50;
    assertThat(marked.length - plain.length)
        .isBetween(-stuffing, 6 + 16 * frame.mcuRows() + stuffing);
    Masks.assertExact(decoder, header, Decoding.whole(plain), random);
    int found = 0;
    for (int at = header.scanStart(); at < marked.length - 1; at++) {
      if (marked[at] == -1 && Markers.isRestart(marked[at + 1] & 0xff)) {
        assertThat(marked[at + 1] & 7).isEqualTo(found++ & 7);
      }
    }
    assertThat(found).isEqualTo(frame.mcuRows() - 1);
  }

  @Test
  void picturesOfUnusualUnitsAreMarkedToo() throws Exception {
    int[] ones = {1, 1, 1};
    int[] others = {3, 3, 3};
    for (TestJpeg each :
        new TestJpeg[] {
          new TestJpeg(203, 97, 1).factors(ones, others),
          new TestJpeg(203, 97, 1).factors(others, ones),
          new TestJpeg(90, 70, 4).sampling(JpegSampling.YUV422).withoutHuffmanTables()
        }) {
      byte[] plain = each.encode();
      byte[] marked = markers.behindRows(Decoding.header(plain)).orElseThrow();
      assertThat(Decoding.whole(marked)).isEqualTo(Decoding.whole(plain));
    }
  }

  @Test
  void whatStandsAroundThePixelsStays() throws Exception {
    byte[] jpeg = new TestJpeg(50, 50, 1).exif('I', 6).segment(Markers.COMMENT, "a").encode();
    byte[] padded = Arrays.copyOf(jpeg, jpeg.length + 7);
    byte[] framed = new byte[padded.length + 3];
    System.arraycopy(padded, 0, framed, 3, padded.length);
    JpegHeader header = JpegHeader.parse(framed, 3, padded.length, Decoding.MAX_PIXELS);
    byte[] marked = markers.behindRows(header).orElseThrow();
    assertThat(Decoding.header(marked).orientation()).isEqualTo(6);
    assertThat(marked).startsWith(Arrays.copyOf(jpeg, header.scanSegment() - 3));
    assertThat(marked).endsWith(Arrays.copyOfRange(padded, jpeg.length - 2, padded.length));
    assertThat(Decoding.whole(marked)).isEqualTo(Decoding.whole(jpeg));
  }

  @Test
  void nothingIsPutIntoWhatHasMarkersOrOneRow() throws Exception {
    assertThat(marked(new TestJpeg(50, 50, 1).restartInterval(3).encode())).isEmpty();
    assertThat(marked(new TestJpeg(50, 8, 1).encode())).isEmpty();
    assertThat(marked(new TestJpeg(50, 50, 1).frame(Markers.PROGRESSIVE).encode())).isEmpty();
    byte[] again = marked(new TestJpeg(50, 50, 1).encode()).orElseThrow();
    assertThat(marked(again)).isEmpty();
  }

  /** Down the picture it becomes lighter by steps that its code has words for, and no others. */
  @Test
  void aCodeThatIsMadeToMeasureIsLeftAlone() throws Exception {
    BufferedImage slope = new BufferedImage(64, 512, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < 512; y++) {
      for (int x = 0; x < 64; x++) {
        slope.getRaster().setSample(x, y, 0, 128 + y / 8 * 2);
      }
    }
    byte[] measured = withCodeMadeToMeasure(slope);
    assertThat(marked(measured)).isEmpty();
  }

  @Test
  void aPictureThatLacksPixelsIsLeftAlone() throws Exception {
    byte[] jpeg = new TestJpeg(101, 83, 1).sampling(JpegSampling.YUV420).encode();
    int start = Decoding.header(jpeg).scanStart();
    for (int length = start; length < jpeg.length - 3; length += 7) {
      byte[] cut = Arrays.copyOf(jpeg, length);
      assertThat(marked(cut)).isEmpty();
      byte[] ended = Arrays.copyOf(cut, length + 2);
      ended[length] = -1;
      ended[length + 1] = (byte) Markers.END_OF_IMAGE;
      assertThat(marked(ended)).as("%d of %d bytes", length, jpeg.length).isEmpty();
    }
  }

  @Test
  void aDamagedPictureIsLeftAloneOrLooksTheSame() throws Exception {
    Random random = new Random(5);
    byte[] jpeg = new TestJpeg(101, 83, 1).sampling(JpegSampling.YUV420).jfif().encode();
    int start = Decoding.header(jpeg).scanStart();
    int marked = 0;
    for (int i = 0; i < DAMAGES; i++) {
      byte[] damaged = jpeg.clone();
      for (int j = random.nextInt(3); j >= 0; j--) {
        damaged[start + random.nextInt(jpeg.length - start)] = (byte) random.nextInt();
      }
      if (random.nextInt(4) == 0) {
        damaged = Arrays.copyOf(damaged, start + random.nextInt(jpeg.length - start));
      }
      Optional<byte[]> result = marked(damaged);
      if (result.isPresent()) {
        marked++;
        assertThat(Decoding.whole(result.get())).isEqualTo(Decoding.whole(damaged));
        assertThat(ImageIoDecoder.decode(result.get())).isEqualTo(ImageIoDecoder.decode(damaged));
      }
    }
    assertThat(marked).isBetween(1, DAMAGES - 1);
  }

  private Optional<byte[]> marked(byte[] jpeg) throws JpegException {
    return markers.behindRows(Decoding.header(jpeg));
  }

  private static byte[] withCodeMadeToMeasure(BufferedImage image) throws Exception {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    JPEGImageWriteParam settings = (JPEGImageWriteParam) writer.getDefaultWriteParam();
    settings.setOptimizeHuffmanTables(true);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), settings);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }
}
