package io.meshstream.tools.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandPathTest {

  private static final int STEPS = 400;

  /** Half the width of a face and of a hand, in picture widths of a wide picture. */
  private static final double APART = 0.085 + 0.08;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 42})
  void endsWhereItBegan(int camera) {
    HandPath path = new HandPath(camera);
    for (int hand = 0; hand < 2; hand++) {
      Placement begin = path.at(0).get(hand);
      Placement end = path.at(1).get(hand);

      assertThat(end.x()).isCloseTo(begin.x(), Offset.offset(1e-9));
      assertThat(end.y()).isCloseTo(begin.y(), Offset.offset(1e-9));
      assertThat(end.rotation()).isCloseTo(begin.rotation(), Offset.offset(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 42})
  void showsOneHandAlwaysAndTheOtherOneAtTimes(int camera) {
    assertThat(hands(camera).map(List::size)).contains(1, 2).doesNotContain(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 42})
  void showsALeftHandAndARightHand(int camera) {
    List<Placement> both = new HandPath(camera).at(0);

    assertThat(both.get(0).mirrored()).isNotEqualTo(both.get(1).mirrored());
    assertThat(both).allMatch(hand -> hand.mirrored() == hand.x() > 0.5);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 42})
  void hidesNoFace(int camera) {
    for (int step = 0; step < STEPS; step++) {
      double time = (double) step / STEPS;
      for (Placement face : new CameraPath(camera).at(time)) {
        assertThat(new HandPath(camera).at(time))
            .allMatch(hand -> Math.abs(hand.x() - face.x()) > APART || hand.y() > 0.9);
      }
    }
  }

  private static Stream<List<Placement>> hands(int camera) {
    HandPath path = new HandPath(camera);
    return IntStream.range(0, STEPS).mapToObj(step -> path.at((double) step / STEPS));
  }
}
