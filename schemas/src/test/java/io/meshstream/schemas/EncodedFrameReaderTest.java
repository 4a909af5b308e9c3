package io.meshstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class EncodedFrameReaderTest {
  private final SingleObjectCodec<EncodedFrame> codec = SingleObjectCodec.ofEncodedFrames();
  private final EncodedFrameReader reader = new EncodedFrameReader();

  @Test
  void aFrameIsWhatTheCodecMakesOfIt() {
    Random random = new Random(3);
    for (int round = 0; round < 100; round++) {
      byte[] message = codec.encode(frame(random));
      assertThat(reader.read(message)).isEqualTo(codec.decode(message));
    }
  }

  @Test
  void thePictureIsAViewOfTheMessage() {
    byte[] message = codec.encode(frame(new Random(4)));
    ByteBuffer data = reader.read(message).getData();

    message[message.length - 1] ^= 1;
    assertThat(data.get(data.limit() - 1)).isEqualTo(message[message.length - 1]);
  }

  @Test
  void everyTruncationIsRefused() {
    byte[] message = codec.encode(frame(new Random(5)));
    for (int length = 0; length < message.length; length++) {
      byte[] cut = Arrays.copyOf(message, length);
      assertThatThrownBy(() -> reader.read(cut)).isInstanceOf(MessageFormatException.class);
    }
  }

  @Test
  void damageIsRefusedOrReadAsTheCodecReadsIt() {
    Random random = new Random(6);
    byte[] message = codec.encode(frame(random));
    for (int round = 0; round < 5000; round++) {
      byte[] damaged = message.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      assertThat(outcome(() -> reader.read(damaged)))
          .isEqualTo(outcome(() -> codec.decode(damaged)));
    }
  }

  @Test
  void anotherSchemaIsRefusedByName() {
    byte[] other =
        new SingleObjectCodec<>(DeadLetter.class, DeadLetter.getClassSchema(), List.of())
            .encode(
                DeadLetter.newBuilder()
                    .setCameraId("cam")
                    .setSourceTopic("frames")
                    .setSourcePartition(0)
                    .setSourceOffset(0)
                    .setTimestampMillis(0)
                    .setReason("x")
                    .setErrorClass(null)
                    .setMessage("y")
                    .setValue(null)
                    .build());
    assertThatThrownBy(() -> reader.read(other)).hasMessageContaining("fingerprint");
  }

  private static Object outcome(Supplier<EncodedFrame> reading) {
    try {
      return reading.get();
    } catch (MessageFormatException e) {
      return e.getMessage();
    }
  }

  private static EncodedFrame frame(Random random) {
    byte[] picture = new byte[random.nextInt(300)];
    random.nextBytes(picture);
    return EncodedFrame.newBuilder()
        .setCameraId("camera-" + random.nextInt(1000))
        .setEpoch(random.nextLong())
        .setSequence(random.nextLong())
        .setCapturedAtMicros(random.nextLong())
        .setEncoding(random.nextBoolean() ? PictureEncoding.JPEG : PictureEncoding.PNG)
        .setWidth(random.nextInt())
        .setHeight(random.nextInt())
        .setRotation(90)
        .setData(ByteBuffer.wrap(picture))
        .build();
  }
}
