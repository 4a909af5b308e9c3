package io.meshstream.vision.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.vision.geometry.Landmarks;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HandPartTest {

  @Test
  void thereAre21ConnectionsAndEachLandmarkIsJoined() {
    Set<Integer> joined = new HashSet<>();
    for (Connection connection : HandPart.allConnections()) {
      joined.add(connection.start());
      joined.add(connection.end());
    }

    assertThat(HandPart.allConnections()).hasSize(21).doesNotHaveDuplicates();
    assertThat(joined).hasSize(Landmarks.HAND_POINTS);
  }

  @Test
  void landmarksAreNumberedInTheirOrder() {
    assertThat(Arrays.stream(HandLandmark.values()).map(HandLandmark::index))
        .hasSize(Landmarks.HAND_POINTS)
        .isSorted()
        .doesNotHaveDuplicates()
        .startsWith(0);
  }

  @Test
  void aFingerIsDrawnInOneColourFromItsSecondJointOn() {
    assertThat(HandLandmark.INDEX_FINGER_MCP.part()).isEqualTo(HandPart.PALM);
    assertThat(HandLandmark.INDEX_FINGER_TIP.part()).isEqualTo(HandPart.INDEX_FINGER);
    assertThat(HandPart.INDEX_FINGER.connections())
        .containsExactly(new Connection(5, 6), new Connection(6, 7), new Connection(7, 8));
  }
}
