package io.meshstream.tools.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CameraPathTest {

  private static final int STEPS = 400;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 42})
  void endsWhereItBegan(int camera) {
    CameraPath path = new CameraPath(camera);
    Placement begin = path.at(0).get(0);
    Placement end = path.at(1).get(0);

    assertThat(end.x()).isCloseTo(begin.x(), Offset.offset(1e-9));
    assertThat(end.y()).isCloseTo(begin.y(), Offset.offset(1e-9));
    assertThat(end.size()).isCloseTo(begin.size(), Offset.offset(1e-9));
    assertThat(end.rotation()).isCloseTo(begin.rotation(), Offset.offset(1e-9));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 42})
  void movesSmoothly(int camera) {
    CameraPath path = new CameraPath(camera);
    for (int step = 1; step <= STEPS; step++) {
      Placement before = path.at((step - 1.0) / STEPS).get(0);
      Placement after = path.at((double) step / STEPS).get(0);
      assertThat(after.x()).isCloseTo(before.x(), Offset.offset(0.05));
      assertThat(after.y()).isCloseTo(before.y(), Offset.offset(0.05));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 42})
  void keepsFacesLargeAndUprightEnoughToBeDetected(int camera) {
    assertThat(placements(camera).flatMap(List::stream))
        .allMatch(placement -> placement.size() >= 0.15)
        .allMatch(placement -> Math.abs(placement.rotation()) <= Math.toRadians(25));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 42})
  void leavesThePictureAndComesBack(int camera) {
    assertThat(placements(camera).map(faces -> faces.get(0).x()))
        .anyMatch(x -> x < -0.1 || x > 1.1)
        .anyMatch(x -> x > 0.3 && x < 0.7);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 42})
  void showsTwoFacesSideBySideAtTimes(int camera) {
    assertThat(placements(camera))
        .anyMatch(
            faces ->
                faces.size() == 2
                    && faces.get(1).mirrored()
                    && faces.stream().allMatch(face -> face.x() > 0.15 && face.x() < 0.85)
                    && Math.abs(faces.get(0).x() - faces.get(1).x()) > 0.4);
  }

  @Test
  void differsFromCameraToCamera() {
    assertThat(new CameraPath(0).at(0.3)).isNotEqualTo(new CameraPath(2).at(0.3));
  }

  private static Stream<List<Placement>> placements(int camera) {
    CameraPath path = new CameraPath(camera);
    return IntStream.range(0, STEPS).mapToObj(step -> path.at((double) step / STEPS));
  }
}
