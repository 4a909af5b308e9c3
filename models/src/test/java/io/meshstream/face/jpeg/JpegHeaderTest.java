package io.meshstream.face.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.meshstream.face.jpeg.JpegException.Reason;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JpegHeaderTest {
  @ParameterizedTest
  @EnumSource
  void aHeaderSaysWhatWasEncoded(JpegSampling sampling) throws Exception {
    JpegHeader header =
        Decoding.header(
            new TestJpeg(123, 45, 1).sampling(sampling).jfif().restartInterval(7).encode());
    assertThat(header.width()).isEqualTo(123);
    assertThat(header.height()).isEqualTo(45);
    assertThat(header.sampling()).contains(sampling);
    assertThat(header.restartInterval()).isEqualTo(7);
    assertThat(header.orientation()).isEqualTo(1);
    assertThat(header.limitation()).isEmpty();
    boolean grey = sampling == JpegSampling.GREY;
    assertThat(header.componentCount()).isEqualTo(grey ? 1 : 3);
    assertThat(header.pixelBytes()).isEqualTo(grey ? 1 : 3);
    assertThat(header.colour()).contains(grey ? JpegColour.GREY : JpegColour.YCBCR);
  }

  @Test
  void aPartOfAnArrayIsEnough() throws Exception {
    byte[] jpeg = new TestJpeg(33, 22, 1).jfif().encode();
    byte[] padded = new byte[jpeg.length + 9];
    System.arraycopy(jpeg, 0, padded, 4, jpeg.length);
    JpegHeader header = JpegHeader.parse(padded, 4, jpeg.length, Decoding.MAX_PIXELS);
    byte[] pixels =
        Decoding.region(new JpegDecoder(), header, JpegScale.FULL, JpegRegion.whole(33, 22));
    assertThat(pixels).isEqualTo(Decoding.whole(jpeg));
  }

  /** Every mixture of markers and component names gives ImageIO's colours or is left to it. */
  @ParameterizedTest
  @EnumSource(
      value = JpegSampling.class,
      names = {"YUV444", "YUV420"})
  void coloursAreToldAsImageIoTellsThem(JpegSampling sampling) throws Exception {
    int[][] names = {{1, 2, 3}, {'R', 'G', 'B'}, {0, 1, 2}};
    for (int[] ids : names) {
      for (int adobe = -1; adobe <= 2; adobe++) {
        for (int markers = 0; markers < 4; markers++) {
          TestJpeg jpeg = new TestJpeg(24, 24, 1).sampling(sampling).ids(ids);
          if ((markers & 1) != 0) {
            jpeg.jfif();
          }
          if ((markers & 2) != 0) {
            jpeg.exif('M', 1);
          }
          if (adobe >= 0) {
            jpeg.adobe(adobe);
          }
          assertColoursAreImageIos(jpeg.encode());
        }
      }
    }
  }

  private static void assertColoursAreImageIos(byte[] jpeg) throws Exception {
    JpegHeader header = Decoding.header(jpeg);
    if (header.colour().isPresent()) {
      assertThat(Decoding.whole(jpeg)).as("%s", header).isEqualTo(ImageIoDecoder.decode(jpeg));
    } else {
      assertThat(header.limitation()).contains(JpegLimitation.COLOUR);
    }
  }

  @ParameterizedTest
  @CsvSource({"I, 1", "I, 6", "I, 8", "M, 3", "M, 6"})
  void theExifOrientationIsRead(char order, int orientation) throws Exception {
    assertThat(
            Decoding.header(new TestJpeg(8, 8, 1).exif(order, orientation).encode()).orientation())
        .isEqualTo(orientation);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Exif\0\0",
        "Exif\0\0II*\0",
        "Exif\0\0II*\0\377\377\377\377",
        "Exif\0\0II*\0\10\0\0\0\377\377",
        "Exif\0\0MM\0*\0\0\0\10\0\1\1\22\0\3\0\0\0\1\0\11\0\0",
        "Exif\0\0MM\0*\0\0\0\10\0\1\1\22\0\4\0\0\0\1\0\6\0\0"
      })
  void anOrientationThatCannotBeReadIsUpright(String exif) throws Exception {
    byte[] jpeg = new TestJpeg(8, 8, 1).segment(Markers.APP1, exif).encode();
    assertThat(Decoding.header(jpeg).orientation()).isEqualTo(1);
  }

  @Test
  void strayBytesBeforeAMarkerArePassedOver() throws Exception {
    byte[] jpeg = new TestJpeg(8, 8, 1).jfif().encode();
    byte[] stray = new byte[jpeg.length + 3];
    System.arraycopy(jpeg, 0, stray, 0, 2);
    stray[2] = 7;
    stray[4] = -1;
    System.arraycopy(jpeg, 2, stray, 5, jpeg.length - 2);
    assertThat(Decoding.whole(stray)).isEqualTo(Decoding.whole(jpeg));
  }

  @Test
  void aSizeBeyondTheLimitIsRefused() throws Exception {
    byte[] jpeg = new TestJpeg(20, 10, 1).encode();
    assertThat(JpegHeader.parse(jpeg, 0, jpeg.length, 200).width()).isEqualTo(20);
    assertThatExceptionOfType(JpegException.class)
        .isThrownBy(() -> JpegHeader.parse(jpeg, 0, jpeg.length, 199))
        .withMessageContaining("20x10")
        .matches(e -> e.reason() == Reason.TOO_LARGE);
  }

  @Test
  void whatIsLeftToAnotherDecoderIsNamed() throws Exception {
    assertLimitation(JpegExactnessTest.reference("progressive"), JpegLimitation.PROGRESSIVE);
    assertLimitation(new TestJpeg(8, 8, 1).frame(0xc9).encode(), JpegLimitation.ARITHMETIC);
    assertLimitation(new TestJpeg(8, 8, 1).frame(0xc3).encode(), JpegLimitation.OTHER_PROCESS);
    assertLimitation(new TestJpeg(8, 0, 1).encode(), JpegLimitation.LATE_HEIGHT);
    assertLimitation(
        new TestJpeg(8, 8, 1).factors(new int[] {3, 1, 1}, new int[] {1, 1, 1}).encode(),
        JpegLimitation.SAMPLING);
    assertLimitation(
        new TestJpeg(8, 8, 1).factors(new int[] {1, 2, 1}, new int[] {1, 1, 1}).encode(),
        JpegLimitation.SAMPLING);
    assertLimitation(
        new TestJpeg(8, 8, 1)
            .ids(1, 2, 3, 4)
            .factors(new int[] {1, 1, 1, 1}, new int[] {1, 1, 1, 1})
            .encode(),
        JpegLimitation.COMPONENTS);
    assertLimitation(
        new TestJpeg(8, 8, 1).segment(Markers.APP2, "ICC_PROFILE\0\1\1").encode(),
        JpegLimitation.COLOUR_PROFILE);
    assertLimitation(changed(Markers.BASELINE, 4, 12), JpegLimitation.PRECISION);
    assertLimitation(oneOfThreeInScan(), JpegLimitation.SEVERAL_SCANS);
  }

  private static void assertLimitation(byte[] jpeg, JpegLimitation limitation)
      throws JpegException {
    JpegHeader header = Decoding.header(jpeg);
    assertThat(header.limitation()).contains(limitation);
    assertThatExceptionOfType(JpegException.class)
        .isThrownBy(
            () ->
                new JpegDecoder()
                    .decode(header, JpegScale.FULL, new JpegRegion(0, 0, 1, 1), new byte[3]))
        .withMessageContaining(limitation.text())
        .matches(e -> e.reason() == Reason.UNSUPPORTED);
  }

  @Test
  void liesInTheHeaderAreRefused() throws IOException {
    assertCorrupt(changed(Markers.BASELINE, 9, 0), "components 0");
    assertCorrupt(changed(Markers.BASELINE, 11, 0), "sampling 0x0");
    assertCorrupt(changed(Markers.BASELINE, 11, 0x51), "sampling 5x1");
    assertCorrupt(changed(Markers.BASELINE, 11, 0x11, 12, 9), "quantisation table 9");
    assertCorrupt(changed(Markers.BASELINE, 2, 0, 3, 1), "length 1");
    assertCorrupt(changed(Markers.BASELINE, 3, 9), "too short");
    assertCorrupt(changed(Markers.QUANTISATION_TABLES, 4, 4), "table 4");
    assertCorrupt(changed(Markers.HUFFMAN_TABLES, 4, 0x24), "table 36");
    assertCorrupt(changed(Markers.HUFFMAN_TABLES, 5, 3), "");
    assertCorrupt(changed(Markers.HUFFMAN_TABLES, 8, 255, 9, 255), "symbols");
    assertCorrupt(changed(Markers.HUFFMAN_TABLES, 5, 2, 6, 0, 7, 4), "too many codes of 1 bits");
    assertCorrupt(changed(Markers.HUFFMAN_TABLES, 21, 16), "symbol 16");
    assertCorrupt(changed(Markers.START_OF_SCAN, 5, 9), "component 9");
    assertCorrupt(changed(Markers.START_OF_SCAN, 6, 0x20), "DC Huffman table 2");
    assertCorrupt(changed(Markers.START_OF_SCAN, 6, 0x0f), "AC Huffman table 15");
    assertCorrupt(changed(Markers.START_OF_SCAN, 4, 4), "4 components");
    assertCorrupt(new byte[] {'G', 'I', 'F'}, "ffd8");
    assertCorrupt(new byte[] {-1, -40, -1, -39}, "ffd9");
  }

  /** A small JPEG with bytes replaced, each given by its distance from a marker. */
  private static byte[] changed(int marker, int... offsetsAndValues) {
    byte[] jpeg = new TestJpeg(16, 16, 1).sampling(JpegSampling.YUV420).encode();
    int at = 0;
    while (jpeg[at] != -1 || (jpeg[at + 1] & 0xff) != marker) {
      at++;
    }
    for (int i = 0; i < offsetsAndValues.length; i += 2) {
      jpeg[at + offsetsAndValues[i]] = (byte) offsetsAndValues[i + 1];
    }
    return jpeg;
  }

  private static byte[] oneOfThreeInScan() {
    return changed(Markers.START_OF_SCAN, 3, 8, 4, 1);
  }

  private static void assertCorrupt(byte[] jpeg, String text) {
    assertThatExceptionOfType(JpegException.class)
        .isThrownBy(() -> Decoding.header(jpeg))
        .withMessageContaining(text)
        .withMessageContaining("expected")
        .matches(e -> e.reason() == Reason.CORRUPT);
  }
}
