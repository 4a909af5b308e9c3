package io.meshstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;

class SingleObjectCodecTest {

  private static final SingleObjectCodec<EncodedFrame> FRAMES = SingleObjectCodec.ofEncodedFrames();
  private static final SingleObjectCodec<FrameLandmarks> LANDMARKS =
      SingleObjectCodec.ofFrameLandmarks();
  private static final SingleObjectCodec<DeadLetter> DEAD_LETTERS =
      SingleObjectCodec.ofDeadLetters();

  /** A frame as another version might have written it: fields missing, and one too many. */
  private static final Schema OTHER_FRAME =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "EncodedFrame", "namespace": "io.meshstream.schemas",
               "fields": [
                {"name": "cameraId", "type": "string"},
                {"name": "gone", "type": {"type": "array", "items": "int"}},
                {"name": "epoch", "type": "int"},
                {"name": "sequence", "type": "long"},
                {"name": "capturedAtMicros", "type": "long"},
                {"name": "encoding", "type": {"type": "enum", "name": "PictureEncoding",
                  "symbols": ["AVIF", "PNG", "JPEG"]}},
                {"name": "data", "type": "bytes"}]}
              """);

  @Test
  void everyRecordComesBackAsItWent() {
    assertThat(FRAMES.decode(FRAMES.encode(Samples.encodedFrame())))
        .isEqualTo(Samples.encodedFrame());
    assertThat(LANDMARKS.decode(LANDMARKS.encode(Samples.frameLandmarks())))
        .isEqualTo(Samples.frameLandmarks());
    assertThat(LANDMARKS.decode(LANDMARKS.encode(Samples.shedFrame())))
        .isEqualTo(Samples.shedFrame());
    assertThat(DEAD_LETTERS.decode(DEAD_LETTERS.encode(Samples.deadLetter())))
        .isEqualTo(Samples.deadLetter());
    assertThat(DEAD_LETTERS.decode(DEAD_LETTERS.encode(Samples.emptyDeadLetter())))
        .isEqualTo(Samples.emptyDeadLetter());
  }

  @Test
  void theMessageIsWhatAvrosOwnEncoderWrites() throws IOException {
    var avro =
        new BinaryMessageEncoder<EncodedFrame>(
            Samples.encodedFrame().getSpecificData(), EncodedFrame.getClassSchema());

    assertThat(ByteBuffer.wrap(FRAMES.encode(Samples.encodedFrame())))
        .isEqualTo(avro.encode(Samples.encodedFrame()));
  }

  @Test
  void theSameRecordGivesTheSameBytesWhateverListHoldsItsFloats() {
    FrameLandmarks viewed = withFaces(Samples.realFace());
    FrameLandmarks boxed =
        withFaces(
            Face.newBuilder(Samples.realFace())
                .setLandmarks(new ArrayList<>(Samples.realFace().getLandmarks()))
                .build());

    assertThat(LANDMARKS.encode(viewed)).isEqualTo(LANDMARKS.encode(boxed));
  }

  @Test
  void decodedFloatsAreNotBoxed() {
    Face face = LANDMARKS.decode(LANDMARKS.encode(withFaces(Samples.realFace()))).getFaces().get(0);

    assertThat(face.getLandmarks()).isInstanceOf(FloatList.class).hasSize(1404);
    assertThat(face.getPoseMatrix()).isInstanceOf(FloatList.class).hasSize(16);
    assertThat(face).isEqualTo(Samples.realFace());
  }

  @Test
  void aBufferIsReadBetweenItsPositionAndItsLimitAndLeftAsItWas() {
    byte[] message = FRAMES.encode(Samples.encodedFrame());
    ByteBuffer heap = ByteBuffer.allocate(message.length + 30).position(20).slice();
    ByteBuffer direct = ByteBuffer.allocateDirect(message.length + 10);
    for (ByteBuffer buffer : List.of(heap, direct)) {
      buffer.position(5).put(message).flip().position(5);

      for (ByteBuffer each : List.of(buffer, buffer.asReadOnlyBuffer())) {
        assertThat(FRAMES.decode(each)).isEqualTo(Samples.encodedFrame());
        assertThat(each.position()).isEqualTo(5);
        assertThat(each.remaining()).isEqualTo(message.length);
      }
    }
  }

  @Test
  void aDecodedPictureSharesNoMemoryWithTheMessage() {
    byte[] message = FRAMES.encode(Samples.encodedFrame());
    EncodedFrame frame = FRAMES.decode(message);

    Arrays.fill(message, (byte) 0);

    assertThat(frame).isEqualTo(Samples.encodedFrame());
  }

  @Test
  void encodingLeavesThePictureBufferAsItWas() {
    EncodedFrame frame = Samples.encodedFrame();

    assertThat(FRAMES.encode(frame)).isEqualTo(FRAMES.encode(frame));
    assertThat(frame).isEqualTo(Samples.encodedFrame());
  }

  @Test
  void fieldsThatAnOtherVersionLacksGetTheirDefaults() throws IOException {
    EncodedFrame frame = framesWith(OTHER_FRAME).decode(otherFrame("PNG", List.of(), false));

    assertThat(frame)
        .isEqualTo(
            EncodedFrame.newBuilder()
                .setCameraId("yard")
                .setEpoch(1)
                .setSequence(2)
                .setCapturedAtMicros(3)
                .setEncoding(PictureEncoding.PNG)
                .setData(ByteBuffer.wrap(new byte[] {1, 2, 3}))
                .build());
    assertThat(frame.getRotation()).isZero();
    assertThat(frame.getWidth()).isZero();
  }

  @Test
  void fieldsThatOnlyAnOtherVersionHasAreSteppedOver() throws IOException {
    var codec = framesWith(OTHER_FRAME);
    List<Integer> gone = Collections.nCopies(1000, 7);

    assertThat(codec.decode(otherFrame("PNG", gone, false)).getSequence()).isEqualTo(2);
    assertThat(codec.decode(otherFrame("PNG", gone, true)).getSequence()).isEqualTo(2);
  }

  @Test
  void aSymbolThatOnlyAnOtherVersionHasBecomesTheDefault() throws IOException {
    EncodedFrame frame = framesWith(OTHER_FRAME).decode(otherFrame("AVIF", List.of(), false));

    assertThat(frame.getEncoding()).isEqualTo(PictureEncoding.JPEG);
  }

  @Test
  void anUnknownFingerprintIsNamedWithTheKnownOnes() throws IOException {
    byte[] message = otherFrame("PNG", List.of(), false);

    assertThatThrownBy(() -> FRAMES.decode(message))
        .isInstanceOf(MessageFormatException.class)
        .hasMessageMatching(
            "EncodedFrame schema fingerprint: [0-9a-f]{16}"
                + " \\(expected: one of [0-9a-f]{16}\\); .+");
  }

  @Test
  void aMessageOfAnotherTopicIsRefused() {
    byte[] message = DEAD_LETTERS.encode(Samples.deadLetter());

    assertThatThrownBy(() -> LANDMARKS.decode(message))
        .isInstanceOf(MessageFormatException.class)
        .hasMessageContaining("see that the topic holds FrameLandmarks messages");
  }

  @Test
  void aBarePictureIsRefusedByItsFirstBytes() {
    byte[] jpeg = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 0, 16, 'J', 'F', 'I', 'F'};

    assertThatThrownBy(() -> FRAMES.decode(jpeg))
        .isInstanceOf(MessageFormatException.class)
        .hasMessageContaining("begins with FF D8 (expected: C3 01)");
  }

  @Test
  void aRecordWithAFieldMissingIsRefusedByName() {
    FrameLandmarks incomplete = new FrameLandmarks();

    assertThatThrownBy(() -> LANDMARKS.encode(incomplete))
        .isInstanceOf(MessageFormatException.class)
        .hasMessageStartingWith("FrameLandmarks record: ")
        .hasMessageContaining("cameraId")
        .hasMessageEndingWith("build records with newBuilder()");
  }

  @Test
  void manyThreadsMayShareACodec() throws Exception {
    byte[] message = LANDMARKS.encode(Samples.frameLandmarks());
    Callable<Void> work =
        () -> {
          for (int i = 0; i < 500; i++) {
            assertThat(LANDMARKS.decode(message)).isEqualTo(Samples.frameLandmarks());
            assertThat(LANDMARKS.encode(Samples.frameLandmarks())).isEqualTo(message);
          }
          return null;
        };
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (Future<Void> result : threads.invokeAll(Collections.nCopies(4, work))) {
        result.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static FrameLandmarks withFaces(Face... faces) {
    return FrameLandmarks.newBuilder(Samples.shedFrame()).setFaces(List.of(faces)).build();
  }

  private static SingleObjectCodec<EncodedFrame> framesWith(Schema older) {
    return new SingleObjectCodec<>(
        EncodedFrame.class, EncodedFrame.getClassSchema(), List.of(older));
  }

  private static byte[] otherFrame(String encoding, List<Integer> gone, boolean blockSizes)
      throws IOException {
    GenericRecord frame =
        new GenericRecordBuilder(OTHER_FRAME)
            .set("cameraId", "yard")
            .set("gone", gone)
            .set("epoch", 1)
            .set("sequence", 2L)
            .set("capturedAtMicros", 3L)
            .set(
                "encoding",
                new GenericData.EnumSymbol(OTHER_FRAME.getField("encoding").schema(), encoding))
            .set("data", ByteBuffer.wrap(new byte[] {1, 2, 3}))
            .build();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(Messages.header(OTHER_FRAME));
    Encoder encoder =
        blockSizes
            ? new EncoderFactory().configureBlockSize(64).blockingBinaryEncoder(out, null)
            : EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(OTHER_FRAME).write(frame, encoder);
    encoder.flush();
    return out.toByteArray();
  }
}
