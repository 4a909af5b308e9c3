package io.meshstream.job.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.frames.CameraId;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.metrics.groups.GenericMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;
import org.junit.jupiter.api.Test;

/** With groups of Flink, which can be closed. */
class CameraMetricsTest {

  /** What is registered with Flink, by name. */
  private final Map<String, Object> registered = new TreeMap<>();

  private final AbstractMetricGroup<?> operator =
      new GenericMetricGroup(
          TestingMetricRegistry.builder()
              .setRegisterConsumer(
                  (metric, name, group) -> registered.put(group.getMetricIdentifier(name), metric))
              .setUnregisterConsumer(
                  (metric, name, group) -> registered.remove(group.getMetricIdentifier(name)))
              .build(),
          null,
          "operator");

  @Test
  void theFirstCamerasHaveMetricsOfTheirOwnAndTheRestShareOne() {
    CameraMetrics metrics = cameras(2);
    count(metrics, "a", "b", "c", "d", "a");

    assertThat(faces("a")).isEqualTo(2);
    assertThat(faces("b")).isEqualTo(1);
    assertThat(faces(CameraMetrics.OTHER)).isEqualTo(2);
    assertThat(registered.keySet())
        .noneMatch(name -> name.contains(".camera.c.") || name.contains(".camera.d."));
  }

  @Test
  void aCameraThatIsForgottenTakesItsMetricsWithItAndMakesRoomForAnother() {
    CameraMetrics metrics = cameras(1);
    count(metrics, "a", "b");

    metrics.forget("a");

    assertThat(registered.keySet()).noneMatch(name -> name.contains(".camera.a."));

    count(metrics, "b", "a");

    assertThat(faces("b")).isEqualTo(1);
    assertThat(faces(CameraMetrics.OTHER)).isEqualTo(2);
  }

  @Test
  void aCameraThatComesBackBeginsAtZero() {
    CameraMetrics metrics = cameras(1);
    count(metrics, "a", "a");
    metrics.forget("a");
    count(metrics, "a");

    assertThat(faces("a")).isEqualTo(1);
  }

  @Test
  void soManyNamesAndNoMoreEverComeToFlink() {
    CameraMetrics metrics = cameras(1);
    for (int i = 0; i < 30; i++) {
      count(metrics, "cam-" + i);
      metrics.forget("cam-" + i);
    }

    assertThat(faces(CameraMetrics.OTHER)).isEqualTo(20);

    count(metrics, "cam-3");

    assertThat(faces("cam-3")).isEqualTo(1);
  }

  @Test
  void whatDoesNotSayWhichFrameItIsTakesNoPlace() {
    CameraMetrics metrics = cameras(1);
    metrics.count("noise", Outcomes.unidentified());
    count(metrics, "a");

    assertThat(faces("a")).isEqualTo(1);
    assertThat(counted("operator.camera._other.reason.message_empty.frames")).isEqualTo(1);
  }

  @Test
  void aCameraWithTheNameOfTheRestIsCountedWithIt() {
    CameraMetrics metrics = cameras(1);
    count(metrics, CameraMetrics.OTHER, "a", "b");

    assertThat(faces("a")).isEqualTo(1);
    assertThat(faces(CameraMetrics.OTHER)).isEqualTo(2);
  }

  @Test
  void anIdThatNoCameraMayHaveIsNoLabel() {
    CameraMetrics metrics = cameras(9);
    count(metrics, "", "c".repeat(CameraId.MAX_LENGTH + 1));

    assertThat(faces(CameraMetrics.OTHER)).isEqualTo(2);
  }

  @Test
  void withoutPlacesAllShareOne() {
    CameraMetrics metrics = cameras(0);
    count(metrics, "a", "b");

    assertThat(faces(CameraMetrics.OTHER)).isEqualTo(2);
  }

  private CameraMetrics cameras(int places) {
    return new CameraMetrics(operator, places, new ManualTicker());
  }

  private static void count(CameraMetrics metrics, String... cameras) {
    for (String camera : cameras) {
      metrics.count(camera, Outcomes.of(FrameStatus.FACES, null, false));
    }
  }

  private long faces(String camera) {
    return counted("operator.camera." + camera + ".frames.faces");
  }

  private long counted(String name) {
    assertThat(registered).containsKey(name);
    return ((Counter) registered.get(name)).getCount();
  }
}
