package io.meshstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshstream.schemas.frames.FrameFormat;
import io.meshstream.schemas.frames.FrameParser;
import io.meshstream.schemas.frames.ParsedFrame;
import io.meshstream.schemas.frames.RejectReason;
import io.meshstream.schemas.frames.SourceFrame;
import io.meshstream.schemas.registry.Patience;
import io.meshstream.schemas.registry.RegisteredSchemas;
import io.meshstream.schemas.registry.RegistryConfig;
import io.meshstream.schemas.registry.RegistryException;
import io.meshstream.schemas.registry.SchemaRegistry;
import io.meshstream.schemas.testing.TestingRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConfluentCodecTest {

  private static final SingleObjectCodec<FrameLandmarks> LANDMARKS =
      SingleObjectCodec.ofFrameLandmarks();
  private static final SingleObjectCodec<EncodedFrame> FRAMES = SingleObjectCodec.ofEncodedFrames();
  private static final Patience NONE = new Patience(Duration.ZERO, Duration.ofSeconds(1));

  private TestingRegistry server;

  @BeforeEach
  void start() throws IOException {
    server = new TestingRegistry();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Map<String, String> settings() {
    return Map.of(RegistryConfig.URL, server.url());
  }

  private RecordCodecs codecs() {
    return RecordCodecs.of(settings());
  }

  @Test
  void aMessageIsAZeroTheIdAndWhatSingleObjectEncodingHasBehindItsHeader() {
    server.add("other-value", DeadLetter.getClassSchema());
    byte[] message = codecs().writing(LANDMARKS, "landmarks").encode(Samples.frameLandmarks());

    byte[] plain = LANDMARKS.encode(Samples.frameLandmarks());
    assertThat(Arrays.copyOf(message, 5)).containsExactly(0, 0, 0, 0, 2);
    assertThat(Arrays.copyOfRange(message, 5, message.length))
        .isEqualTo(Arrays.copyOfRange(plain, 10, plain.length));
    assertThat(server.requests()).containsExactly("POST /subjects/landmarks-value/versions");
  }

  @Test
  void bothEncodingsAreReadSideBySide() {
    RecordCodec<FrameLandmarks> codec = codecs().writing(LANDMARKS, "landmarks");

    assertThat(codec.decode(codec.encode(Samples.frameLandmarks())))
        .isEqualTo(Samples.frameLandmarks());
    assertThat(codec.decode(LANDMARKS.encode(Samples.frameLandmarks())))
        .isEqualTo(Samples.frameLandmarks());
    assertThat(codec.decode(ByteBuffer.wrap(codec.encode(Samples.shedFrame()))))
        .isEqualTo(Samples.shedFrame());
  }

  @Test
  void tenThousandRecordsTakeOneLookUpToWriteAndOneToRead() {
    RecordCodec<FrameLandmarks> writer = codecs().writing(LANDMARKS, "landmarks");
    RecordCodec<FrameLandmarks> reader = codecs().reading(LANDMARKS);
    for (int i = 0; i < 10_000; i++) {
      reader.decode(writer.encode(Samples.shedFrame()));
    }

    assertThat(server.requests())
        .containsExactly("POST /subjects/landmarks-value/versions", "GET /schemas/ids/1");
  }

  @Test
  void whatAnotherReleaseRegisteredIsResolved() {
    String grown =
        FrameLandmarks.getClassSchema()
            .toString()
            .replaceFirst(
                "\"fields\":\\[",
                "\"fields\":[{\"name\":\"added\",\"type\":\"int\",\"default\":1},");
    int id = server.add("landmarks-value", grown);
    byte[] plain = LANDMARKS.encode(Samples.frameLandmarks());
    ByteBuffer message = ByteBuffer.allocate(plain.length - 10 + 6);
    message.put((byte) 0).putInt(id).put((byte) 2).put(plain, 10, plain.length - 10);

    assertThat(codecs().reading(LANDMARKS).decode(message.array()))
        .isEqualTo(Samples.frameLandmarks());
  }

  @Test
  void theSchemaOfAnotherRecordIsRefused() {
    int id = server.add("landmarks-value", DeadLetter.getClassSchema());
    byte[] message = ByteBuffer.allocate(9).put((byte) 0).putInt(id).array();

    assertThatThrownBy(() -> codecs().reading(LANDMARKS).decode(message))
        .isInstanceOf(MessageFormatException.class)
        .hasMessageContaining("schema id 1: io.meshstream.schemas.DeadLetter");
  }

  @Test
  void aMessageWithoutARegistryIsRefusedAsAnyOther() {
    byte[] message = codecs().writing(LANDMARKS, "landmarks").encode(Samples.frameLandmarks());

    assertThatThrownBy(() -> LANDMARKS.decode(message))
        .isInstanceOf(MessageFormatException.class)
        .hasMessageContaining("schema registry");
  }

  @Test
  void everyTruncationIsRefusedAndDamageIsRefusedOrRead() {
    RecordCodec<EncodedFrame> codec = codecs().writing(FRAMES, "frames");
    EncodedFrameReader reader = new EncodedFrameReader(codec);
    byte[] message = codec.encode(Samples.encodedFrame());
    for (int length = 0; length < message.length; length++) {
      byte[] cut = Arrays.copyOf(message, length);
      assertThatThrownBy(() -> codec.decode(cut)).isInstanceOf(MessageFormatException.class);
      assertThatThrownBy(() -> reader.read(cut)).isInstanceOf(MessageFormatException.class);
    }
    Random random = new Random(7);
    for (int round = 0; round < 2000; round++) {
      byte[] damaged = message.clone();
      damaged[5 + random.nextInt(damaged.length - 5)] = (byte) random.nextInt();
      try {
        assertThat(reader.read(damaged)).isEqualTo(codec.decode(damaged));
      } catch (MessageFormatException e) {
        assertThat(e).hasMessageContaining("expected");
      }
    }
  }

  @Test
  void thePictureOfAFrameIsAViewOfTheMessage() {
    RecordCodec<EncodedFrame> codec = codecs().writing(FRAMES, "frames");
    byte[] message = codec.encode(Samples.encodedFrame());
    ByteBuffer data = new EncodedFrameReader(codec).read(message).getData();

    message[message.length - 1] ^= 1;
    assertThat(data.get(data.limit() - 1)).isEqualTo(message[message.length - 1]);
  }

  @Test
  void serialisersTakeTheRegistryFromTheSettingsOfTheClient() {
    try (FrameLandmarksSerializer writer = new FrameLandmarksSerializer();
        FrameLandmarksDeserializer reader = new FrameLandmarksDeserializer()) {
      writer.configure(settings(), /* isKey= */ false);
      reader.configure(settings(), /* isKey= */ false);
      byte[] message = writer.serialize("landmarks", Samples.frameLandmarks());

      assertThat(message[0]).isZero();
      assertThat(reader.deserialize("landmarks", message)).isEqualTo(Samples.frameLandmarks());
      server.fail();
      assertThatThrownBy(() -> writer.serialize("elsewhere", Samples.frameLandmarks()))
          .isInstanceOf(SerializationException.class)
          .hasCauseInstanceOf(RegistryException.class);
    }
  }

  @Test
  void whatIsRegisteredIsFetchedOnceAndCarriedAlong() {
    SchemaRegistry registry = new SchemaRegistry(RegistryConfig.of(settings()).orElseThrow());
    int old = server.add("frames-value", EncodedFrame.getClassSchema());
    RegisteredSchemas registered =
        RegisteredSchemas.fetch(
            registry, List.of("frames"), Map.of("landmarks", FrameLandmarks.getClassSchema()));
    server.hang();

    RecordCodecs codecs = RecordCodecs.of(RegistryConfig.of(settings()), registered, NONE);
    RecordCodec<FrameLandmarks> landmarks = codecs.writing(LANDMARKS, "landmarks");
    assertThat(landmarks.decode(landmarks.encode(Samples.frameLandmarks())))
        .isEqualTo(Samples.frameLandmarks());
    assertThat(parse(codecs, frame(old))).isInstanceOf(ParsedFrame.Valid.class);
  }

  @Test
  void aFrameWhoseSchemaNobodyKnowsWhileTheRegistryIsDownIsRejectedAsSuch() {
    RecordCodecs codecs =
        RecordCodecs.of(RegistryConfig.of(settings()), RegisteredSchemas.none(), NONE);
    server.fail();

    assertThat(parse(codecs, frame(3)))
        .isInstanceOfSatisfying(
            ParsedFrame.Invalid.class,
            invalid ->
                assertThat(invalid.rejection().reason())
                    .isEqualTo(RejectReason.SCHEMA_UNAVAILABLE));
  }

  @Test
  void aFrameWhoseSchemaTheRegistryDoesNotHaveIsUnreadable() {
    assertThat(parse(codecs(), frame(3)))
        .isInstanceOfSatisfying(
            ParsedFrame.Invalid.class,
            invalid ->
                assertThat(invalid.rejection().reason())
                    .isEqualTo(RejectReason.MESSAGE_UNREADABLE));
  }

  private static ParsedFrame parse(RecordCodecs codecs, byte[] message) {
    return new FrameParser(FrameFormat.AVRO, 1000, codecs)
        .parse(new SourceFrame(Samples.encodedFrame().getCameraId(), 0, 0, 0, message));
  }

  private static byte[] frame(int id) {
    byte[] plain = FRAMES.encode(Samples.encodedFrame());
    return ByteBuffer.allocate(plain.length - 5)
        .put((byte) 0)
        .putInt(id)
        .put(plain, 10, plain.length - 10)
        .array();
  }
}
