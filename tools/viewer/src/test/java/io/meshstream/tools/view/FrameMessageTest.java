package io.meshstream.tools.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.testing.TestingRecords;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameMessageTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void holdsHeaderLandmarksAndPictureOneAfterAnother() throws Exception {
    ByteBuffer message =
        message(
            new ShownFrame(
                TestingRecords.record(
                    "cam",
                    7,
                    FrameStatus.FACES,
                    TestingRecords.face(3, TestingRecords.LANDMARK_FLOATS),
                    TestingRecords.face(4, 6)),
                Optional.of(CameraFrames.picture((byte) 9)),
                123));

    JsonNode header = header(message);
    assertThat(header.get("cameraId").asText()).isEqualTo("cam");
    assertThat(header.get("sequence").asLong()).isEqualTo(7);
    assertThat(header.get("arrivedAtMicros").asLong()).isEqualTo(123);
    assertThat(header.get("reason").isNull()).isTrue();
    assertThat(header.at("/faces/0/trackId").asLong()).isEqualTo(3);
    assertThat(header.at("/faces/0/region/rotation").asDouble()).isEqualTo(0.0625);
    assertThat(header.at("/faces/0/detection/keypoints/5")).hasSize(2);
    assertThat(header.at("/picture/mediaType").asText()).isEqualTo("image/jpeg");
    assertThat(header.at("/picture/rotation").asInt()).isEqualTo(90);
    assertThat(header.at("/faces/0/floats").asInt()).isEqualTo(TestingRecords.LANDMARK_FLOATS);
    for (int i = 0; i < TestingRecords.LANDMARK_FLOATS; i++) {
      assertThat(message.getFloat()).isEqualTo(3 + i / 1000f);
    }
    assertThat(header.at("/faces/1/floats").asInt()).isEqualTo(6);
    for (int i = 0; i < 6; i++) {
      assertThat(message.getFloat()).isEqualTo(4 + i / 1000f);
    }
    assertThat(message.slice()).isEqualTo(ByteBuffer.wrap(new byte[] {9, 9, 9}));
  }

  @Test
  void endsWithTheLandmarksIfThereIsNoPicture() throws Exception {
    ByteBuffer message =
        message(new ShownFrame(TestingRecords.record("cam", 7), Optional.empty(), 123));

    assertThat(header(message).get("picture").isNull()).isTrue();
    assertThat(message.remaining()).isEqualTo(TestingRecords.LANDMARK_FLOATS * Float.BYTES);
  }

  @Test
  void aFaceThatWasOnlyDetectedHasItsDetectionAndNoLandmarks() throws Exception {
    FrameLandmarks record =
        TestingRecords.record("cam", 7, FrameStatus.FACES, TestingRecords.face(3, 0));
    ByteBuffer message = message(new ShownFrame(record, Optional.empty(), 123));

    JsonNode header = header(message);
    assertThat(header.at("/faces/0/floats").asInt()).isZero();
    assertThat(header.at("/faces/0/detection/score").asDouble()).isEqualTo(0.5);
    assertThat(message.hasRemaining()).isFalse();
  }

  @Test
  void theLandmarksOfHandsComeAfterThoseOfFacesAndBeforeThePicture() throws Exception {
    FrameLandmarks record =
        FrameLandmarks.newBuilder(
                TestingRecords.record("cam", 7, FrameStatus.FACES, TestingRecords.face(3, 6)))
            .setHands(List.of(TestingRecords.hand(8), TestingRecords.hand(9)))
            .build();
    ByteBuffer message =
        message(new ShownFrame(record, Optional.of(CameraFrames.picture((byte) 9)), 123));

    JsonNode header = header(message);
    assertThat(header.at("/hands/0/trackId").asLong()).isEqualTo(8);
    assertThat(header.at("/hands/0/handedness").asText()).isEqualTo("LEFT");
    assertThat(header.at("/hands/0/handednessScore").asDouble()).isEqualTo(0.875);
    assertThat(header.at("/hands/0/detection/keypoints/6")).hasSize(2);
    assertThat(header.at("/hands/0/landmarks").isMissingNode()).isTrue();
    assertThat(header.at("/hands/0/worldLandmarks").isMissingNode()).isTrue();
    message.position(message.position() + 6 * Float.BYTES);
    for (int hand = 0; hand < 2; hand++) {
      assertThat(header.at("/hands").get(hand).get("floats").asInt()).isEqualTo(63);
      assertThat(header.at("/hands").get(hand).get("worldFloats").asInt()).isEqualTo(63);
      for (int i = 0; i < 63; i++) {
        assertThat(message.getFloat()).isEqualTo(8 + hand + i / 1000f);
      }
      for (int i = 0; i < 63; i++) {
        assertThat(message.getFloat()).isEqualTo(-(8 + hand + i / 1000f));
      }
    }
    assertThat(message.slice()).isEqualTo(ByteBuffer.wrap(new byte[] {9, 9, 9}));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "ab", "abc", "abcd", "K\u00e4mera \"1\"</script>"})
  void floatsAreAlignedWhateverTheHeader(String camera) throws Exception {
    ByteBuffer message =
        message(new ShownFrame(TestingRecords.record(camera, 7), Optional.empty(), 123));

    assertThat(header(message).get("cameraId").asText()).isEqualTo(camera);
    assertThat(message.position() % Float.BYTES).isZero();
    assertThat(message.getFloat()).isEqualTo(1);
  }

  @Test
  void isEncodedOnceForAllBrowsers() {
    FrameMessage message =
        new FrameMessage(new ShownFrame(TestingRecords.record("cam", 7), Optional.empty(), 123));

    assertThat(message.bytes()).isSameAs(message.bytes());
  }

  private static ByteBuffer message(ShownFrame frame) {
    byte[] bytes = new FrameMessage(frame).bytes().getBytes();
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Reads up to the end of the header. */
  private static JsonNode header(ByteBuffer message) throws Exception {
    byte[] magic = new byte[4];
    message.get(magic);
    assertThat(new String(magic, StandardCharsets.US_ASCII)).isEqualTo("MSV2");
    byte[] header = new byte[message.getInt()];
    message.get(header);
    return JSON.readTree(header);
  }
}
