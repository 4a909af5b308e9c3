package io.meshstream.tools.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.tools.video.SourceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Feeds the reader what no camera would send, at random but always the same: it finds pictures in
 * it or gives up, and nothing else.
 */
class MjpegReaderDamageTest {

  private static final int LARGEST = 10_000;
  private static final int STREAMS = 2_000;

  /** What the reader looks for, so that noise gets somewhere. */
  private static final List<byte[]> WORDS =
      List.of(
          bytes("--frame\r\n"),
          bytes("\n--frame--\n"),
          bytes("Content-Length: 77\r\n"),
          bytes("Content-Type: text/plain\r\n"),
          bytes("\r\n"),
          bytes("--"),
          new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff},
          new byte[] {(byte) 0xff, (byte) 0xd9},
          new byte[] {(byte) 0xff, (byte) 0xda, 0, 2},
          new byte[] {(byte) 0xff, (byte) 0xe0, (byte) 0xff, (byte) 0xff},
          new byte[5]);

  private final Random random = new Random(20261128);

  @Test
  void damagedStreamsHoldPicturesOrNone() throws IOException {
    List<byte[]> jpegs = TestingJpegs.some(4);
    int found = 0;
    for (int i = 0; i < STREAMS; i++) {
      byte[] body = new byte[0];
      for (byte[] jpeg : jpegs) {
        int length = jpeg.length + (random.nextInt(4) == 0 ? random.nextInt(200) - 100 : 0);
        String head = "--frame\r\nContent-Length: " + length + "\r\n\r\n";
        body = TestingJpegs.join(body, bytes(head), jpeg, bytes("\r\n"));
      }
      for (int damage = random.nextInt(6); damage > 0; damage--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt();
      }
      found += readAll("frame", Arrays.copyOf(body, random.nextInt(body.length + 1)));
    }

    // Of about half of all, since bodies are cut anywhere: damage does not take the others along.
    assertThat(found).isGreaterThan(STREAMS * jpegs.size() / 3);
  }

  @Test
  void wordsInAnyOrderHoldPicturesOrNone() throws IOException {
    int found = 0;
    for (int i = 0; i < STREAMS; i++) {
      byte[] body = new byte[0];
      for (int words = random.nextInt(30); words > 0; words--) {
        body = TestingJpegs.join(body, WORDS.get(random.nextInt(WORDS.size())));
      }
      found += readAll(random.nextBoolean() ? "frame" : "", body);
    }

    assertThat(found).isPositive();
  }

  @Test
  void noiseEnds() throws IOException {
    for (int i = 0; i < 200; i++) {
      byte[] noise = new byte[random.nextInt(3 * LARGEST)];
      random.nextBytes(noise);

      assertThat(readAll("frame", noise)).isLessThan(10);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static int readAll(String boundary, byte[] body) throws IOException {
    MjpegReader reader =
        new MjpegReader(
            "cam",
            new ByteArrayInputStream(body),
            Optional.of(boundary),
            -1,
            LARGEST,
            warning -> {});
    int pictures = 0;
    try {
      for (Optional<byte[]> next = reader.next(); next.isPresent(); next = reader.next()) {
        assertThat(next.get()).hasSizeBetween(3, LARGEST).startsWith(0xff, 0xd8, 0xff);
        pictures++;
      }
    } catch (SourceException givenUp) {
      assertThat(givenUp).hasMessageStartingWith("cam: no picture in ");
    }
    return pictures;
  }
}
