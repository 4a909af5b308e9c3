package io.meshstream.vision.landmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshstream.vision.WorkedExample;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.inference.Batching;
import io.meshstream.vision.inference.Device;
import io.meshstream.vision.inference.Flavour;
import io.meshstream.vision.inference.ModelDescriptor;
import io.meshstream.vision.inference.ModelRunner;
import io.meshstream.vision.inference.ModelSession;
import io.meshstream.vision.inference.ModelStore;
import io.meshstream.vision.sample.Portrait;
import io.meshstream.vision.sampling.Sampling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class AttentionLandmarkerTest {
  private static final String EXAMPLE = "/face_landmark_with_attention/frame0";
  private static final Picture PORTRAIT = Portrait.picture();
  private static final Region FACE = WorkedExample.region("/roi_from_detection/square_long_true");

  @Test
  void thePortraitsPointsAreThoseOfTheWorkedExample() {
    try (ModelRunner base = runner(AttentionLandmarker.BASE, Batching.off());
        ModelRunner regions = runner(AttentionLandmarker.REGIONS, Batching.off())) {
      LandmarkResult found = landmarker(base, regions).read(PORTRAIT, FACE);

      assertThat(found.presence())
          .isCloseTo(WorkedExample.at(EXAMPLE + "/presence").asDouble(), within(1e-6));
      Landmarks actual = found.landmarks();
      JsonNode expected = WorkedExample.at(EXAMPLE + "/landmarks");
      assertThat(actual.count()).isEqualTo(expected.size()).isEqualTo(478);
      for (int i = 0; i < actual.count(); i++) {
        assertClose(i, actual.x(i), expected.get(i).get(0));
        assertClose(i, actual.y(i), expected.get(i).get(1));
        assertClose(i, actual.z(i), expected.get(i).get(2));
      }
    }
  }

  /** Many faces at once, in both networks: none is to be seen in another's points. */
  @Test
  void aFaceHasTheSamePointsToTheLastBitAloneAndAmongOthers() throws Exception {
    int faces = 11;
    Batching batching = new Batching(List.of(2, 8), Duration.ofMillis(1));
    try (ModelRunner base = runner(AttentionLandmarker.BASE, Batching.off());
        ModelRunner regions = runner(AttentionLandmarker.REGIONS, Batching.off());
        ModelRunner baseTogether = runner(AttentionLandmarker.BASE, batching);
        ModelRunner regionsTogether = runner(AttentionLandmarker.REGIONS, batching)) {
      Landmarker alone = landmarker(base, regions);
      Landmarker together = landmarker(baseTogether, regionsTogether);
      ExecutorService threads = Executors.newFixedThreadPool(faces);
      try {
        List<Future<LandmarkResult>> results = new ArrayList<>();
        for (Region place : places(faces)) {
          results.add(threads.submit(() -> together.read(PORTRAIT, place)));
        }
        for (int i = 0; i < faces; i++) {
          assertThat(results.get(i).get()).isEqualTo(alone.read(PORTRAIT, places(faces).get(i)));
        }
      } finally {
        threads.shutdown();
      }
      assertThat(regionsTogether.count().items()).isEqualTo(faces);
    }
  }

  /** What is beside the face, so that the networks see all kinds of things. */
  private static List<Region> places(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new Region(
                    FACE.centerX() + 0.02f * i,
                    FACE.centerY(),
                    FACE.width(),
                    FACE.height(),
                    FACE.rotation() + 0.3f * i))
        .toList();
  }

  private static Landmarker landmarker(ModelRunner base, ModelRunner regions) {
    return new AttentionLandmarker(base, regions, CropOptions.of(Sampling.OPENCV));
  }

  private static ModelRunner runner(ModelDescriptor model, Batching batching) {
    return ModelSession.open(ModelStore.bundled(), model, Flavour.CPU, Device.cpu())
        .runner(batching);
  }

  private static void assertClose(int landmark, float actual, JsonNode expected) {
    assertThat(actual)
        .as("landmark %d", landmark)
        .isCloseTo((float) expected.asDouble(), within(5e-5f));
  }
}
