package io.meshstream.tools.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.RecordCodecs;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.frames.ContractLimits;
import io.meshstream.schemas.frames.FrameFormat;
import io.meshstream.schemas.frames.TopicPosition;
import io.meshstream.schemas.testing.TestingRecords;
import io.meshstream.vision.sample.Portrait;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class FrameIntakeTest {

  private static final long NOW = 1_000;

  private final SingleObjectCodec<EncodedFrame> codec = SingleObjectCodec.ofEncodedFrames();
  private final FrameIntake avro = new FrameIntake(FrameFormat.AVRO, RecordCodecs.of(Map.of()));

  @Test
  void anAvroFrameSaysHowItIsTurned() {
    CameraFrame frame = avro.read(record(message("cam", 270)), NOW);

    assertThat(frame.position()).isEqualTo(new TopicPosition(3, 42));
    assertThat(frame.picture())
        .hasValueSatisfying(
            picture -> {
              assertThat(picture.rotation()).isEqualTo(270);
              assertThat(picture.data()).isEqualTo(ByteBuffer.wrap(Portrait.png()));
            });
  }

  @Test
  void aRawFrameIsThePictureItself() {
    CameraFrame frame =
        new FrameIntake(FrameFormat.RAW, RecordCodecs.of(Map.of()))
            .read(record(Portrait.png()), NOW);

    assertThat(frame.position()).isEqualTo(new TopicPosition(3, 42));
    assertThat(frame.picture())
        .hasValueSatisfying(
            picture -> assertThat(picture.data()).isEqualTo(ByteBuffer.wrap(Portrait.png())));
    assertThat(frame.size()).isEqualTo(Portrait.png().length);
  }

  @Test
  void whatTheJobRejectsHasNoPictureAndTakesNoMemory() {
    for (byte[] value :
        new byte[][] {
          null,
          {},
          {1, 2, 3},
          Portrait.png(),
          message("another camera", 0),
          message("cam", 45),
          new byte[ContractLimits.PICTURE_BYTES + 1]
        }) {
      CameraFrame frame = avro.read(record(value), NOW);

      assertThat(frame.picture()).isEmpty();
      assertThat(frame.size()).isZero();
      assertThat(frame.position()).isEqualTo(new TopicPosition(3, 42));
    }
  }

  private byte[] message(String camera, int rotation) {
    return codec.encode(
        TestingRecords.frame(camera, 7, Portrait.png()).setRotation(rotation).build());
  }

  private static ConsumerRecord<String, byte[]> record(byte[] value) {
    return new ConsumerRecord<>("frames", 3, 42, "cam", value);
  }
}
