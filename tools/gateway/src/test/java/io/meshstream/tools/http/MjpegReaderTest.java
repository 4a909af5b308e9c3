package io.meshstream.tools.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshstream.tools.video.SourceException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MjpegReaderTest {

  private static final int LARGEST = 100_000;
  private static final List<byte[]> JPEGS = TestingJpegs.some(6);

  private final List<String> warnings = new ArrayList<>();

  @Test
  void readsPartsAsTheStandardHasThem() throws Exception {
    assertAll("frame", body(jpeg -> part("--frame", jpeg, jpeg.length)));
  }

  @Test
  void aPartNeedsNoLength() throws Exception {
    assertAll("frame", body(jpeg -> join("--frame\r\nContent-Type: image/jpeg\r\n\r\n", jpeg)));
  }

  @Test
  void linesMayEndInLineFeedsAlone() throws Exception {
    assertAll(
        "frame",
        body(
            jpeg ->
                join(
                    "--frame\nContent-Type: image/jpeg\nContent-Length: %d\n\n"
                        .formatted(jpeg.length),
                    jpeg,
                    "\n")));
  }

  @Test
  void headersMayBeWrittenInAnyCaseAndWithoutSpace() throws Exception {
    assertAll(
        "frame",
        body(
            jpeg ->
                join(
                    "--frame\r\ncontent-type:IMAGE/JPEG\r\nCONTENT-LENGTH :%d\r\n\r\n"
                        .formatted(jpeg.length),
                    jpeg)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image/jpg",
        "image/pjpeg",
        "image/jpeg;size=11783",
        "image/jpeg; charset=UTF-8",
        "application/octet-stream",
        "text/plain",
        ""
      })
  void aPictureIsOneWhateverItsPartSaysItIs(String type) throws Exception {
    String header = type.isEmpty() ? "" : "Content-Type: " + type + "\r\n";

    assertAll("frame", body(jpeg -> join("--frame\r\n" + header + "\r\n", jpeg, "\r\n")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"frame", "--frame", "----frame", " frame "})
  void theBoundaryMayHaveDashesOrNone(String announced) throws Exception {
    for (String line : List.of("frame", "--frame", "----frame", "--frame  ")) {
      assertAll(announced, body(jpeg -> part(line, jpeg, jpeg.length)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--", "another"})
  void theBoundaryThatIsUsedNeedNotBeTheOneThatIsAnnounced(String announced) throws Exception {
    assertAll(
        announced,
        body(
            jpeg ->
                join(
                    part("--frame", jpeg, jpeg.length),
                    "--frame\r\nContent-Type: text/plain\r\n\r\nstill here\r\n")));
  }

  @Test
  void theFirstPartMayComeWithoutTheBoundary() throws Exception {
    byte[] body = body(jpeg -> join(headers(jpeg.length), jpeg, "\r\n--frame\r\n"));

    assertAll("frame", body);
    assertAll("", body);
  }

  @Test
  void textBeforeTheFirstPartIsPassedOver() throws Exception {
    byte[] parts = body(jpeg -> part("--frame", jpeg, jpeg.length));

    assertAll("frame", join("This is a multipart stream.\r\n", parts));
    assertAll("frame", join("-- A camera: hello --\r\n\r\nGood day.\r\n\r\n", parts));
    assertAll("", join("This is a multipart stream.\r\n", parts));
  }

  @Test
  void partsWithoutAPictureArePassedOver() throws Exception {
    assertAll(
        "frame",
        body(
            jpeg ->
                join(
                    "--frame\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nmotion: 1\r\n",
                    part("--frame", jpeg, jpeg.length),
                    "--frame\r\nContent-Type: application/json\r\n\r\n{\"a\": [\n\n]}\r\n",
                    "--frame\r\nContent-Type: image/jpeg\r\nContent-Length: 0\r\n\r\n\r\n",
                    "--frame\r\n\r\n")));
  }

  @Test
  void whatIsInAPartOfAnotherKindIsNoPicture() throws Exception {
    assertAll(
        "frame",
        body(
            jpeg ->
                join(
                    "--frame\r\nContent-Type: audio/basic\r\n\r\n\1\2\n",
                    JPEGS.get(0),
                    "\n\r\n",
                    part("--frame", jpeg, jpeg.length))));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1000, -40, -2, -1, 1, 2, 3, 9, 12, 30, 40, 200})
  void theLengthMayBeWrong(int error) throws Exception {
    assertAll("frame", body(jpeg -> part("--frame", jpeg, Math.max(1, jpeg.length + error))));
    assertAll(
        "a-rather-long-boundary",
        body(jpeg -> part("--a-rather-long-boundary", jpeg, Math.max(1, jpeg.length + error))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-5", "", "none", "99999999999999999999", "0x10", "1e3", "2147483648"})
  void theLengthMayBeNoNumber(String length) throws Exception {
    assertAll(
        "frame",
        body(jpeg -> join("--frame\r\nContent-Length: " + length + "\r\n\r\n", jpeg, "\r\n")));
  }

  @Test
  void bytesBehindThePictureBelongToItWhereTheLengthSaysSo() throws Exception {
    byte[] padded = join(JPEGS.get(0), "\0\0\0\0\0");
    byte[] body = new byte[0];
    for (int i = 0; i < 6; i++) {
      body = join(body, part("--frame", padded, padded.length));
    }

    assertThat(read("frame", body)).hasSize(6).allMatch(each -> Arrays.equals(each, padded));
  }

  @Test
  void bytesBehindThePictureAreNoneWhereNothingSaysSo() throws Exception {
    assertAll("frame", body(jpeg -> join("--frame\r\n\r\n", jpeg, "\0\0", JPEGS.get(5), "\r\n")));
  }

  @Test
  void thereMayBeGarbageBetweenParts() throws Exception {
    assertAll(
        "frame",
        body(jpeg -> join("\r\n\r\n\0\1\2\3garbage\n\n", part("--frame", jpeg, jpeg.length))));
  }

  @Test
  void theLineEndBeforeABoundaryMayBeMissing() throws Exception {
    assertAll("frame", body(jpeg -> join("--frame\r\nContent-Type: image/jpeg\r\n\r\n", jpeg)));
  }

  @Test
  void aPictureMayHoldAnother() throws Exception {
    List<byte[]> jpegs =
        JPEGS.stream().map(jpeg -> TestingJpegs.withThumbnail(jpeg, JPEGS.get(0))).toList();
    byte[] parts = new byte[0];
    byte[] raw = new byte[0];
    for (byte[] jpeg : jpegs) {
      parts = join(parts, "--frame\r\n\r\n", jpeg, "\r\n");
      raw = join(raw, jpeg);
    }

    assertThat(read("frame", parts)).usingElementComparator(Arrays::compare).isEqualTo(jpegs);
    assertThat(read("", raw)).usingElementComparator(Arrays::compare).isEqualTo(jpegs);
  }

  @Test
  void aPartThatIsCutOffIsLeftOutAndTheNextOnesAreThere() throws Exception {
    byte[] cut = Arrays.copyOf(JPEGS.get(0), JPEGS.get(0).length / 2);

    assertThat(
            read(
                "frame",
                join(
                    "--frame\r\n",
                    headers(JPEGS.get(0).length),
                    cut,
                    "\r\n",
                    body(jpeg -> part("--frame", jpeg, jpeg.length)))))
        .usingElementComparator(Arrays::compare)
        .isEqualTo(JPEGS);
    assertThat(warnings).containsExactly("incomplete picture (expected: a whole one)");
  }

  @Test
  void aPictureWithoutItsEndIsAsTheCameraHasIt() throws Exception {
    byte[] endless = Arrays.copyOf(JPEGS.get(0), JPEGS.get(0).length - 2);

    for (byte[] part :
        List.of(
            part("--frame", endless, endless.length),
            join("--frame\r\n", headers(endless.length), endless),
            join("--frame\r\n\r\n", endless, "\r\n"))) {
      assertThat(read("frame", join(part, part("--frame", JPEGS.get(1), JPEGS.get(1).length))))
          .usingElementComparator(Arrays::compare)
          .containsExactly(endless, JPEGS.get(1));
    }
    assertThat(warnings).isEmpty();
  }

  @Test
  void aStreamThatBreaksOffEndsWithItsLastWholePicture() throws Exception {
    byte[] last = part("--frame", JPEGS.get(5), JPEGS.get(5).length);

    assertThat(
            read(
                "frame",
                join(
                    body(jpeg -> part("--frame", jpeg, jpeg.length)),
                    Arrays.copyOf(last, last.length / 2))))
        .hasSize(6);
  }

  @Test
  void readsJpegsThatFollowOneAnother() throws Exception {
    assertAll("", body(jpeg -> jpeg));
    assertAll("", body(jpeg -> join(jpeg, "\r\n")));
    assertAll("", body(jpeg -> join("\0\0\0\0", jpeg)));
  }

  @Test
  void aPictureIsThereAsSoonAsItsLastByteIs() throws Exception {
    for (int length : new int[] {JPEGS.get(0).length, JPEGS.get(0).length - 2, -1}) {
      InputStream silent =
          new InputStream() {
            private final InputStream bytes =
                new ByteArrayInputStream(join("--frame\r\n", headers(length), JPEGS.get(0)));

            @Override
            public int read() {
              throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] target, int offset, int count) throws IOException {
              int got = bytes.read(target, offset, count);
              assertThat(got).as("waits for what comes with the next picture").isPositive();
              return got;
            }
          };

      assertThat(reader("frame", silent).next()).hasValue(JPEGS.get(0));
    }
  }

  @Test
  void aPictureThatIsTooLargeIsLeftOut() throws Exception {
    byte[] large = JPEGS.get(1);
    while (large.length <= LARGEST) {
      large = TestingJpegs.withThumbnail(large, new byte[60_000]);
    }

    assertThat(
            read(
                "frame",
                join(
                    part("--frame", large, large.length),
                    body(jpeg -> part("--frame", jpeg, jpeg.length)))))
        .hasSize(6);
    assertThat(warnings).containsExactly("picture of more than 100000 bytes (expected: no more)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Header: y\r\n", "x", "\r\n", "--frame\r\n", "\0"})
  void headersWithoutEndAreGivenUp(String noise) {
    byte[] endless = noise.repeat(1 + 2 * LARGEST / noise.length()).getBytes(ISO_8859_1);
    byte[] body = join("--frame\r\n", endless);

    assertThatThrownBy(() -> read("frame", body))
        .isInstanceOf(SourceException.class)
        .hasMessageStartingWith("cam: no picture in ");
  }

  @Test
  void aHeaderMayBeHuge() throws Exception {
    String huge = "X-Debug: " + "a".repeat(20_000) + "\r\n";

    assertAll("frame", body(jpeg -> join("--frame\r\n", huge, headers(jpeg.length), jpeg)));
  }

  private static byte[] headers(int length) {
    return "Content-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n"
        .formatted(length)
        .getBytes(ISO_8859_1);
  }

  private static byte[] part(String line, byte[] jpeg, int length) {
    return join(line + "\r\n", headers(length), jpeg, "\r\n");
  }

  private static byte[] body(Function<byte[], byte[]> part) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    JPEGS.forEach(jpeg -> body.writeBytes(part.apply(jpeg)));
    return body.toByteArray();
  }

  private static byte[] join(Object... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Object part : parts) {
      all.writeBytes(part instanceof byte[] bytes ? bytes : ((String) part).getBytes(ISO_8859_1));
    }
    return all.toByteArray();
  }

  /** However the bytes come, with and without the last boundary. */
  private void assertAll(String boundary, byte[] body) throws Exception {
    for (byte[] each : List.of(body, join(body, "--" + boundary.strip() + "--\r\n"))) {
      assertThat(read(boundary, each))
          .as("%s", new String(each, ISO_8859_1).lines().limit(3).toList())
          .usingElementComparator(Arrays::compare)
          .isEqualTo(JPEGS);
    }
    assertThat(warnings).isEmpty();
  }

  private List<byte[]> read(String boundary, byte[] body) throws Exception {
    List<byte[]> whole = read(reader(boundary, new ByteArrayInputStream(body)));
    int before = warnings.size();
    for (int step : new int[] {1, 1000}) {
      List<byte[]> slow = read(reader(boundary, new Trickle(body, step)));
      assertThat(slow).usingElementComparator(Arrays::compare).isEqualTo(whole);
    }
    warnings.subList(before, warnings.size()).clear();
    return whole;
  }

  private static List<byte[]> read(MjpegReader reader) throws Exception {
    List<byte[]> pictures = new ArrayList<>();
    Optional<byte[]> next = reader.next();
    while (next.isPresent()) {
      pictures.add(next.get());
      next = reader.next();
    }
    return pictures;
  }

  private MjpegReader reader(String boundary, InputStream in) {
    return new MjpegReader("cam", in, Optional.of(boundary), -1, LARGEST, warnings::add);
  }

  /** Gives few bytes at a time. */
  private static final class Trickle extends InputStream {

    private final InputStream bytes;
    private final int most;

    Trickle(byte[] bytes, int most) {
      this.bytes = new ByteArrayInputStream(bytes);
      this.most = most;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
      return bytes.read(target, offset, Math.min(most, count));
    }
  }
}
