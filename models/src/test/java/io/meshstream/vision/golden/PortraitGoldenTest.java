package io.meshstream.vision.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.vision.ModelSet;
import io.meshstream.vision.TaskCatalog;
import io.meshstream.vision.sampling.Sampling;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Measures the library against MediaPipe's Python package on views of the portrait: a face that
 * turns, leaves and comes back, two faces, and pictures that stand alone. {@code
 * src/test/python/make_portrait_golden.py} made them.
 */
class PortraitGoldenTest {
  @AutoClose private static final ModelSet models = ModelSet.open();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "walk.mesh468",
        "pair.mesh468",
        "alone.mesh468",
        "walk.mesh478",
        "pair.mesh478",
        "alone.mesh478"
      })
  void landmarksAgreeWithMediaPipesPythonPackage(String name) throws Exception {
    GoldenSet golden = GoldenSet.read(folder(), name);

    Agreement agreement =
        Agreement.of(
            golden,
            TaskCatalog.task(
                golden.faceMesh(golden.maxFaces()).withSampling(Sampling.OPENCV), models));

    System.out.println(name + ": " + agreement);
    assertThat(agreement.countDifferences()).isEmpty();
    assertThat(agreement.faces()).isPositive();
    assertThat(agreement.mean()).as(agreement.toString()).isLessThanOrEqualTo(0.001);
  }

  private static Path folder() throws Exception {
    return Path.of(
        Objects.requireNonNull(PortraitGoldenTest.class.getResource("portrait")).toURI());
  }
}
