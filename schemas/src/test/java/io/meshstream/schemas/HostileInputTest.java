package io.meshstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes: a record or a {@link MessageFormatException}, and no memory to speak of. */
class HostileInputTest {

  private static final int SMALL = 1 << 20;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final Schema FRAME = EncodedFrame.getClassSchema();
  private static final Schema LANDMARKS = FrameLandmarks.getClassSchema();

  /** A codec with a schema and a whole message of it. */
  static final class Target {

    private final SingleObjectCodec<?> codec;
    private final Schema schema;
    private final byte[] message;

    private Target(SingleObjectCodec<?> codec, Schema schema, byte[] message) {
      this.codec = codec;
      this.schema = schema;
      this.message = message;
    }

    static <T extends SpecificRecord> Target of(SingleObjectCodec<T> codec, T record) {
      return new Target(codec, record.getSchema(), codec.encode(record));
    }

    void decode(byte[] hostile) {
      codec.decode(hostile);
    }

    @Override
    public String toString() {
      return schema.getName() + " of " + message.length + " bytes";
    }
  }

  static List<Target> targets() {
    return List.of(
        Target.of(SingleObjectCodec.ofEncodedFrames(), Samples.encodedFrame()),
        Target.of(SingleObjectCodec.ofFrameLandmarks(), Samples.frameLandmarks()),
        Target.of(SingleObjectCodec.ofFrameLandmarks(), Samples.shedFrame()),
        Target.of(SingleObjectCodec.ofDeadLetters(), Samples.deadLetter()),
        Target.of(SingleObjectCodec.ofDeadLetters(), Samples.emptyDeadLetter()),
        Target.of(SingleObjectCodec.ofCameraEvents(), Samples.faceLeft()),
        Target.of(SingleObjectCodec.ofCameraEvents(), Samples.settingsRefused()));
  }

  /** Lengths and counts that a message of a few bytes cannot have. */
  static LongStream lies() {
    return LongStream.of(
        -1,
        1000,
        Integer.MAX_VALUE - 8,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE + 1L,
        1L << 32,
        Long.MAX_VALUE,
        Long.MIN_VALUE + 1,
        Long.MIN_VALUE);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void aMessageCutAnywhereIsRefused(Target target) {
    for (int length = 0; length < target.message.length; length++) {
      assertRefused(target, Arrays.copyOf(target.message, length));
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void trailingBytesAreRefused(Target target) {
    byte[] longer = Arrays.copyOf(target.message, target.message.length + 1);

    assertThatThrownBy(() -> target.decode(longer))
        .isInstanceOf(MessageFormatException.class)
        .hasMessageContaining("1 trailing bytes (expected: none)");
  }

  @ParameterizedTest
  @MethodSource("targets")
  void randomBytesAreRefused(Target target) {
    Random random = new Random(20260101);
    for (int i = 0; i < 5000; i++) {
      assertRefused(target, randomBytes(random, random.nextInt(200)));
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void aRandomPayloadIsARecordOrRefused(Target target) {
    Random random = new Random(20260102);
    for (int i = 0; i < 5000; i++) {
      byte[] payload = randomBytes(random, random.nextInt(200));
      assertReadOrRefused(target, concat(Messages.header(target.schema), payload));
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void aDamagedMessageIsARecordOrRefused(Target target) {
    Random random = new Random(20260103);
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = target.message.clone();
      for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
        damaged[10 + random.nextInt(damaged.length - 10)] = (byte) random.nextInt(256);
      }
      assertReadOrRefused(target, damaged);
    }
  }

  @ParameterizedTest
  @MethodSource("lies")
  void aLyingStringLengthCostsNothing(long lie) throws IOException {
    assertRefused(frames(), Messages.message(FRAME, out -> out.writeLong(lie)));
  }

  @ParameterizedTest
  @MethodSource("lies")
  void aLyingPictureLengthCostsNothing(long lie) throws IOException {
    byte[] message =
        Messages.message(
            FRAME,
            out -> {
              out.writeString("c");
              out.writeLong(0);
              out.writeLong(0);
              out.writeLong(0);
              out.writeEnum(0);
              out.writeInt(0);
              out.writeInt(0);
              out.writeInt(0);
              out.writeLong(lie);
              out.writeFixed(new byte[20]);
            });

    assertThatThrownBy(() -> frames().decode(message))
        .hasMessageContaining("field data: byte string length " + lie);
    assertRefused(frames(), message);
  }

  @ParameterizedTest
  @MethodSource("lies")
  void aLyingFaceCountCostsNothing(long lie) throws IOException {
    assertRefused(
        landmarks(),
        Messages.message(
            LANDMARKS,
            out -> {
              writeUpToFaces(out);
              out.writeLong(lie);
              out.writeFixed(new byte[40]);
            }));
  }

  @ParameterizedTest
  @MethodSource("lies")
  void aLyingHandCountCostsNothing(long lie) throws IOException {
    assertRefused(
        landmarks(),
        Messages.message(
            LANDMARKS,
            out -> {
              writeUpToFaces(out);
              out.writeLong(0);
              out.writeLong(lie);
              out.writeFixed(new byte[40]);
            }));
  }

  @ParameterizedTest
  @MethodSource("lies")
  void aLyingLandmarkCountCostsNothing(long lie) throws IOException {
    assertRefused(
        landmarks(),
        Messages.message(
            LANDMARKS,
            out -> {
              writeUpToFaces(out);
              out.writeLong(1);
              writeUpToLandmarks(out);
              out.writeLong(lie);
              out.writeFixed(new byte[40]);
            }));
  }

  /** Avro steps over a block by its stated size when the reader does not want the field. */
  @ParameterizedTest
  @MethodSource("lies")
  void aLyingBlockSizeCostsNothing(long lie) throws IOException {
    assertRefused(landmarks(), landmarksInOneSizedBlock(lie));
  }

  @Test
  void aTrueBlockSizeIsRead() throws IOException {
    FrameLandmarks read =
        SingleObjectCodec.ofFrameLandmarks().decode(landmarksInOneSizedBlock(2 * Float.BYTES));

    assertThat(read.getFaces().get(0).getLandmarks()).containsExactly(0.25f, 0.5f);
  }

  @Test
  void floatsInManyTinyBlocksCostNoMoreThanAFewTimesTheirBytes() throws IOException {
    int count = 100_000;
    byte[] message =
        Messages.message(
            LANDMARKS,
            out -> {
              writeUpToFaces(out);
              out.writeLong(1);
              writeUpToLandmarks(out);
              for (int i = 0; i < count; i++) {
                out.writeLong(1);
                out.writeFloat(i);
              }
              writeAfterLandmarks(out);
            });

    long before = THREADS.getCurrentThreadAllocatedBytes();
    FrameLandmarks read = SingleObjectCodec.ofFrameLandmarks().decode(message);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

    assertThat(read.getFaces().get(0).getLandmarks()).hasSize(count).endsWith(count - 1f);
    assertThat(allocated).isLessThan(10L * message.length);
  }

  @Test
  void cameraIdsThatAreNotUtf8AreRefused() throws IOException {
    byte[] message =
        Messages.message(
            FRAME,
            out -> {
              out.writeLong(2);
              out.writeFixed(new byte[] {(byte) 0xC3, 0x28});
            });

    assertThatThrownBy(() -> frames().decode(message))
        .isInstanceOf(MessageFormatException.class)
        .hasMessage(
            "EncodedFrame payload, byte 1, field cameraId: string of 2 bytes (expected: UTF-8); the"
                + " message is damaged or not what its fingerprint says, look at its producer");
  }

  @Test
  void anIntegerOfMoreThan32BitsIsRefused() throws IOException {
    byte[] message =
        Messages.message(
            FRAME,
            out -> {
              out.writeString("c");
              out.writeLong(0);
              out.writeLong(0);
              out.writeLong(0);
              out.writeEnum(0);
              out.writeLong(1L << 32);
            });

    assertThatThrownBy(() -> frames().decode(message))
        .isInstanceOf(MessageFormatException.class)
        .hasMessageContaining("field width: int encoding 200000000 (expected: at most 32 bits)");
  }

  private static Target frames() {
    return targets().get(0);
  }

  private static Target landmarks() {
    return targets().get(1);
  }

  private static byte[] landmarksInOneSizedBlock(long statedSize) throws IOException {
    return Messages.message(
        LANDMARKS,
        out -> {
          writeUpToFaces(out);
          out.writeLong(1);
          writeUpToLandmarks(out);
          out.writeLong(-2);
          out.writeLong(statedSize);
          out.writeFloat(0.25f);
          out.writeFloat(0.5f);
          writeAfterLandmarks(out);
        });
  }

  private static void writeUpToFaces(BinaryEncoder out) throws IOException {
    out.writeString("c");
    out.writeLong(0);
    out.writeLong(0);
    out.writeLong(0);
    out.writeInt(0);
    out.writeLong(0);
    out.writeInt(0);
    out.writeInt(0);
    out.writeEnum(0);
    out.writeIndex(0);
    out.writeString("");
  }

  private static void writeUpToLandmarks(BinaryEncoder out) throws IOException {
    out.writeLong(1);
    out.writeFloat(1);
    for (int i = 0; i < 5; i++) {
      out.writeFloat(0);
    }
  }

  /** The end of the landmarks, outputs that are null, the end of the faces, and no hands. */
  private static void writeAfterLandmarks(BinaryEncoder out) throws IOException {
    Schema face = Face.getClassSchema();
    int nulls = face.getFields().size() - face.getField("landmarks").pos() - 1;
    // The ends of the landmarks, of the faces and of the hands are bytes of 0 as well.
    out.writeFixed(new byte[1 + nulls + 1 + 1]);
  }

  private static void assertRefused(Target target, byte[] hostile) {
    assertThat(readsWithinBounds(target, hostile)).as("was read").isFalse();
  }

  private static void assertReadOrRefused(Target target, byte[] hostile) {
    readsWithinBounds(target, hostile);
  }

  /** Any other exception or error fails the test by itself. */
  private static boolean readsWithinBounds(Target target, byte[] hostile) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    boolean read;
    try {
      target.decode(hostile);
      read = true;
    } catch (MessageFormatException e) {
      read = false;
    }
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated).as("allocated bytes").isLessThan(SMALL);
    return read;
  }

  private static byte[] randomBytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] concat(byte[] first, byte[] second) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(first);
    out.writeBytes(second);
    return out.toByteArray();
  }
}
