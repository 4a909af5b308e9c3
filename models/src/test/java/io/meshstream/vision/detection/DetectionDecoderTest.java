package io.meshstream.vision.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectionDecoderTest {
  private static final int ANCHOR = (7 * 24 + 5) * 2;

  @Test
  void aPalmIsABoxAndSevenPointsAroundAnAnchor() {
    SsdNetwork network = PalmModel.FULL.network();
    FloatBuffer boxes = FloatBuffer.allocate(network.anchors().count() * network.valuesPerBox());
    FloatBuffer logits = FloatBuffer.allocate(network.anchors().count());
    for (int i = 0; i < logits.capacity(); i++) {
      logits.put(i, -1);
    }
    logits.put(ANCHOR, 0);
    float[] values = {19.2f, -19.2f, 38.4f, 57.6f, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14};
    boxes.put(ANCHOR * values.length, values);

    List<Detection> palms = new DetectionDecoder(network, 0.5).decode(boxes, logits);

    assertThat(palms).hasSize(1);
    Detection palm = palms.get(0);
    float x = 5.5f / 24;
    float y = 7.5f / 24;
    assertThat(palm.score()).isEqualTo(0.5f);
    assertThat(palm.box().xMin()).isEqualTo(x + 0.1f - 0.1f, within(1e-6f));
    assertThat(palm.box().xMax()).isEqualTo(x + 0.1f + 0.1f, within(1e-6f));
    assertThat(palm.box().yMin()).isEqualTo(y - 0.1f - 0.15f, within(1e-6f));
    assertThat(palm.box().yMax()).isEqualTo(y - 0.1f + 0.15f, within(1e-6f));
    assertThat(palm.keypoints()).hasSize(Detection.PALM_KEYPOINTS);
    assertThat(palm.keypoints().get(6).x()).isEqualTo(x + 13f / 192, within(1e-6f));
    assertThat(palm.keypoints().get(6).y()).isEqualTo(y + 14f / 192, within(1e-6f));
  }
}
