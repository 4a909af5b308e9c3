package io.meshstream.tools.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.meshstream.tools.video.SourceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads whatever stream a fuzzer comes up with: what comes out begins as a JPEG, is no larger than
 * allowed, lies in the stream in this order, and does not depend on how the network cuts the
 * stream.
 */
class MjpegReaderFuzzTest {

  private static final int LARGEST = 5000;
  private static final int OPTIONS = 2;

  /** Two JPEGs with nothing in them but what a reader looks at: segments, and one or two scans. */
  private static final List<byte[]> JPEGS =
      List.of(
          bytes("ffd8 ffe0 0004 4a46 ffda 0003 01 12 ff00 34 ffd9"),
          bytes("ffd8 ffc2 0003 00 ffda 0003 01 56 ffd0 78 ffc4 0003 00 ffda 0003 01 9a ffd9"));

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  static Stream<byte[]> seeds() {
    List<byte[]> bodies = new ArrayList<>();
    bodies.add(TestingJpegs.join(JPEGS.get(0), JPEGS.get(1)));
    bodies.add(parts("--frame\r\nContent-Type: image/jpeg\r\n\r\n"));
    bodies.add(parts("--frame\r\nContent-Length: 20\r\n\r\n"));
    bodies.add(parts("--other\nContent-Type: text/plain\n\nx\n--other\n\n"));
    return bodies.stream().map(body -> TestingJpegs.join(new byte[] {1, 7}, body));
  }

  private static byte[] parts(String head) {
    byte[] bytes = head.getBytes(StandardCharsets.ISO_8859_1);
    byte[] end = "\r\n--frame--\r\n".getBytes(StandardCharsets.ISO_8859_1);
    return TestingJpegs.join(
        bytes, JPEGS.get(0), new byte[] {'\r', '\n'}, bytes, JPEGS.get(1), end);
  }

  /** Takes a byte for what the head says, and one for how the network cuts the rest. */
  @MethodSource("seeds")
  @FuzzTest(maxDuration = "10m")
  void anyStreamHoldsPicturesOrNone(byte[] input) throws IOException {
    if (input.length < OPTIONS) {
      return;
    }
    byte[] body = Arrays.copyOfRange(input, OPTIONS, input.length);
    Optional<String> boundary =
        (input[0] & 3) == 0 ? Optional.empty() : Optional.of((input[0] & 3) == 1 ? "frame" : "--b");
    long length = (input[0] & 4) == 0 ? -1 : input[0] << 4;
    List<byte[]> pictures = read(new ByteArrayInputStream(body), boundary, length);
    int at = 0;
    for (byte[] picture : pictures) {
      at = indexBehind(body, at, picture);
    }
    List<byte[]> cut = read(new CutStream(body, 1 + (input[1] & 0xff)), boundary, length);
    if (!Arrays.deepEquals(pictures.toArray(), cut.toArray())) {
      throw new AssertionError(
          "%d pictures at once, %d in pieces".formatted(pictures.size(), cut.size()));
    }
  }

  private static List<byte[]> read(InputStream in, Optional<String> boundary, long length)
      throws IOException {
    MjpegReader reader = new MjpegReader("cam", in, boundary, length, LARGEST, warning -> {});
    List<byte[]> pictures = new ArrayList<>();
    try {
      for (Optional<byte[]> next = reader.next(); next.isPresent(); next = reader.next()) {
        pictures.add(next.get());
      }
    } catch (SourceException givenUp) {
      if (!givenUp.getMessage().startsWith("cam: no picture in ")) {
        throw new AssertionError(givenUp);
      }
    }
    return pictures;
  }

  private static int indexBehind(byte[] body, int from, byte[] picture) {
    boolean isOne =
        picture.length >= 3
            && picture.length <= LARGEST
            && picture[0] == -1
            && picture[1] == (byte) 0xd8
            && picture[2] == -1;
    for (int at = from; isOne && at + picture.length <= body.length; at++) {
      if (Arrays.equals(body, at, at + picture.length, picture, 0, picture.length)) {
        return at + picture.length;
      }
    }
    throw new AssertionError("%d bytes that are no picture there".formatted(picture.length));
  }

  /** Gives so many bytes at a time. */
  private static final class CutStream extends InputStream {

    private final InputStream in;
    private final int most;

    CutStream(byte[] body, int most) {
      this.in = new ByteArrayInputStream(body);
      this.most = most;
    }

    @Override
    public int read() throws IOException {
      return in.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return in.read(target, offset, Math.min(length, most));
    }
  }
}
