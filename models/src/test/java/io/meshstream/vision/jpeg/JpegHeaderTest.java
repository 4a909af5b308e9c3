package io.meshstream.vision.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.meshstream.vision.jpeg.JpegException.Reason;
import java.io.IOException;
import java.util.Arrays;
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

  /** Every mixture of markers and component names means what libjpeg-turbo says. */
  @ParameterizedTest
  @EnumSource(
      value = JpegSampling.class,
      names = {"YUV444", "YUV420"})
  void coloursAreToldAsLibjpegTurboTellsThem(JpegSampling sampling) throws Exception {
    int[][] names = {{1, 2, 3}, {'R', 'G', 'B'}, {0, 1, 2}, {'Y', 'C', 'c'}, {7, 7, 7}};
    for (int[] ids : names) {
      for (int adobe = -1; adobe <= 3; adobe++) {
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
          boolean jfif = (markers & 1) != 0;
          boolean named = adobe < 0 ? ids[0] == 'R' : adobe == 0;
          JpegHeader header = Decoding.header(jpeg.encode());
          assertThat(header.limitation()).isEmpty();
          assertThat(header.colour())
              .as("ids %s, Adobe %d, JFIF %s", Arrays.toString(ids), adobe, jfif)
              .contains(named && !jfif ? JpegColour.RGB : JpegColour.YCBCR);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ICC_PROFILE\0\1\1profile", "ICC_PROFILE\0\2\3part", "ICC_PROFILE\0"})
  void aColourProfileIsLeftAlone(String profile) throws Exception {
    byte[] with = new TestJpeg(24, 24, 1).jfif().segment(0xe2, profile).encode();
    byte[] without = new TestJpeg(24, 24, 1).jfif().encode();
    assertThat(Decoding.header(with).limitation()).isEmpty();
    assertThat(Decoding.whole(with)).isEqualTo(Decoding.whole(without));
  }

  /** libjpeg skips nothing then, and looks for the next marker. */
  @ParameterizedTest
  @CsvSource({"0xe0, 0", "0xe1, 1", "0xe2, 0", "0xe5, 0", "0xee, 1", "0xef, 0", "0xfe, 1"})
  void aSegmentThatMattersNotMayHaveAnImpossibleLength(int marker, int length) throws Exception {
    byte[] jpeg = new TestJpeg(24, 24, 1).jfif().encode();
    byte[] odd = inserted(jpeg, (byte) 0xff, (byte) marker, (byte) 0, (byte) length);
    assertThat(Decoding.whole(odd)).isEqualTo(Decoding.whole(jpeg));
  }

  @Test
  void aCommentThatIsLongerThanItSaysIsPassedOver() throws Exception {
    byte[] jpeg = new TestJpeg(24, 24, 1).jfif().encode();
    byte[] odd =
        inserted(jpeg, (byte) 0xff, (byte) 0xfe, (byte) 0, (byte) 3, (byte) 'a', (byte) 'b');
    assertThat(Decoding.whole(odd)).isEqualTo(Decoding.whole(jpeg));
  }

  @Test
  void theStartOfImageMayComeTwiceAsSomeWebcamsSendIt() throws Exception {
    byte[] jpeg = new TestJpeg(24, 24, 1).jfif().encode();
    assertThat(Decoding.whole(inserted(jpeg, (byte) 0xff, (byte) 0xd8)))
        .isEqualTo(Decoding.whole(jpeg));
  }

  @Test
  void anEmptyPictureInFrontIsWhatThePictureIs() throws Exception {
    byte[] jpeg = new TestJpeg(24, 24, 1).jfif().encode();
    assertCorrupt(inserted(jpeg, (byte) 0xff, (byte) 0xd9, (byte) 0xff, (byte) 0xd8), "ffd9");
  }

  @Test
  void theScansOfAllComponentsAreCountedByTheirMarkers() throws Exception {
    // Java's writer makes a scan of 3 components and 3 of one to begin with, and refines them.
    assertThat(Decoding.header(JpegExactnessTest.reference("progressive")).componentScans())
        .isGreaterThan(3);
    assertThat(Decoding.header(new TestJpeg(24, 24, 1).encode()).componentScans()).isEqualTo(3);
    byte[] more = new TestJpeg(24, 24, 1).encode();
    byte[] scan = {-1, (byte) 0xda, 0, 8, 1, 1, 0, 0, 63, 0, -1, (byte) 0xd9};
    byte[] both = Arrays.copyOf(more, more.length - 2 + scan.length);
    System.arraycopy(scan, 0, both, more.length - 2, scan.length);
    assertThat(Decoding.header(both).componentScans()).isEqualTo(4);
  }

  /** With bytes put in behind the start of image. */
  private static byte[] inserted(byte[] jpeg, byte... bytes) {
    byte[] longer = new byte[jpeg.length + bytes.length];
    System.arraycopy(jpeg, 0, longer, 0, 2);
    System.arraycopy(bytes, 0, longer, 2, bytes.length);
    System.arraycopy(jpeg, 2, longer, 2 + bytes.length, jpeg.length - 2);
    return longer;
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
        new TestJpeg(8, 8, 1).factors(new int[] {3, 2, 1}, new int[] {1, 1, 1}).encode(),
        JpegLimitation.FRACTIONAL_SAMPLING);
    assertLimitation(
        new TestJpeg(8, 8, 1).segment(0xf7, "JPEG-LS").encode(), JpegLimitation.OTHER_PROCESS);
    assertLimitation(
        new TestJpeg(8, 8, 1).segment(0xde, "levels").encode(), JpegLimitation.OTHER_PROCESS);
    assertLimitation(otherOrder(), JpegLimitation.COMPONENT_ORDER);
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
  void whatNothingDecodesOutweighsWhatAnotherDecoderCan() throws Exception {
    byte[] progressive = JpegExactnessTest.reference("progressive");
    int at = 0;
    while (progressive[at] != -1 || progressive[at + 1] != (byte) Markers.PROGRESSIVE) {
      at++;
    }
    progressive[at + 5] = 0;
    progressive[at + 6] = 0;
    assertLimitation(progressive, JpegLimitation.LATE_HEIGHT);
    assertThat(JpegLimitation.LATE_HEIGHT.isDecodable()).isFalse();
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
    assertCorrupt(new TestJpeg(8, 8, 1).segment(0x42, "what?").encode(), "marker ff42");
    assertCorrupt(new TestJpeg(8, 8, 1).segment(0xf3, "what?").encode(), "marker fff3");
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

  private static byte[] otherOrder() {
    return changed(Markers.START_OF_SCAN, 5, 2, 7, 1);
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
