package io.meshstream.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.QuarterTurn;
import io.meshstream.vision.sample.Portrait;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A head has the same landmarks whichever way up it is, if that is wanted. */
class TurnedHeadsTest {

  private static final int RIGHT_EYE = 33;
  private static final int LEFT_EYE = 263;

  /** Of the distance between the eyes: what other pixels around the same face make. */
  private static final double TOLERANCE = 0.05;

  @AutoClose private static final ModelSet models = ModelSet.open();

  @ParameterizedTest
  @EnumSource(QuarterTurn.class)
  void landmarksTurnWithTheHead(QuarterTurn turn) throws Exception {
    assertThat(difference(turn, true)).isLessThan(TOLERANCE);
  }

  @ParameterizedTest
  @EnumSource(value = QuarterTurn.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void withoutTheOptionTheyDoNotAsInMediaPipe(QuarterTurn turn) throws Exception {
    assertThat(difference(turn, false)).isGreaterThan(2 * TOLERANCE);
  }

  @Test
  void aTrackedFaceIsNotSeenFromFourSides() throws Exception {
    Frame frame = Frame.of(Portrait.picture());
    Task task = task(true, 2);
    TaskState state = task.step(TaskState.initial(), frame).state();
    long before = models.runs().detector().runs();

    TaskStep unused = task.step(state, frame);

    assertThat(models.runs().detector().runs() - before).isEqualTo(2);
  }

  /** Returns the mean distance from the upright head's landmarks, in distances of the eyes. */
  private static double difference(QuarterTurn turn, boolean turnedHeads) throws Exception {
    Landmarks upright = landmarks(Portrait.picture(), false);
    Landmarks turned =
        Turning.back(landmarks(Portrait.picture().turned(turn), turnedHeads), turn, 1, 1);
    double sum = 0;
    for (int i = 0; i < upright.count(); i++) {
      sum += distance(upright, i, turned.x(i), turned.y(i));
    }
    double eyes = distance(upright, RIGHT_EYE, upright.x(LEFT_EYE), upright.y(LEFT_EYE));
    return sum / upright.count() / eyes;
  }

  private static double distance(Landmarks landmarks, int point, float x, float y) {
    return Math.hypot(landmarks.x(point) - x, landmarks.y(point) - y);
  }

  private static Landmarks landmarks(Picture picture, boolean turnedHeads) throws Exception {
    TaskStep step = task(turnedHeads, 1).step(TaskState.initial(), Frame.of(picture));
    return step.result().faces().get(0).landmarks();
  }

  private static Task task(boolean turnedHeads, int maxFaces) {
    return TaskCatalog.task(
        TaskSettings.of(TaskKind.FACE_MESH)
            .withDetection(DetectionOptions.defaults().withTurnedHeads(turnedHeads))
            .withTracking(TrackingOptions.defaults().withMaxFaces(maxFaces)),
        models);
  }
}
