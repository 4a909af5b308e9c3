package io.meshstream.vision.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.meshstream.vision.detection.DetectorModel;
import io.meshstream.vision.landmark.AttentionLandmarker;
import io.meshstream.vision.landmark.FaceLandmarker;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class ModelSessionTest {

  /** What a run is shared with, and how it is padded, is not to be seen in its result. */
  @ParameterizedTest
  @MethodSource("models")
  void anItemHasTheSameResultToTheLastBitAloneAndInEveryBatch(ModelDescriptor model)
      throws Exception {
    int items = 11;
    Batching batching = new Batching(List.of(2, 8), Duration.ofMillis(1));
    try (ModelRunner alone = runner(model, Batching.off());
        ModelRunner together = runner(model, batching)) {
      List<List<Float>> expected = new ArrayList<>();
      for (int item = 0; item < items; item++) {
        expected.add(result(alone, model, item));
      }
      ExecutorService threads = Executors.newFixedThreadPool(items);
      try {
        List<Future<List<Float>>> results = new ArrayList<>();
        for (int item = 0; item < items; item++) {
          int number = item;
          results.add(threads.submit(() -> result(together, model, number)));
        }
        for (int item = 0; item < items; item++) {
          assertThat(results.get(item).get()).isEqualTo(expected.get(item));
        }
      } finally {
        threads.shutdown();
      }
      assertThat(together.count().items()).isEqualTo(items);
      assertThat(together.sha256()).isEqualTo(alone.sha256());
    }
  }

  @Test
  void aDeviceThatCannotBeHadIsAClearError() {
    assumeFalse(Files.exists(Path.of("/dev/nvidiactl")), "this machine has a GPU");

    assertThatThrownBy(
            () ->
                ModelSession.open(
                    ModelStore.bundled(),
                    FaceLandmarker.FACE_MESH_468,
                    Flavour.GPU,
                    Device.cuda(3)))
        .isInstanceOf(DeviceUnavailableException.class)
        .hasMessageStartingWith("inference device: cuda:3, ")
        .hasMessageContaining("(expected: an NVIDIA GPU")
        .hasMessageContaining("-Pgpu");
  }

  private static List<ModelDescriptor> models() {
    return List.of(
        DetectorModel.SHORT_RANGE.descriptor(),
        DetectorModel.FULL_RANGE.descriptor(),
        DetectorModel.FULL_RANGE_DENSE.descriptor(),
        FaceLandmarker.FACE_MESH_468,
        FaceLandmarker.FACE_LANDMARKS_478,
        AttentionLandmarker.BASE,
        AttentionLandmarker.REGIONS,
        palmDetector("full"),
        palmDetector("lite"),
        handLandmarks("full"),
        handLandmarks("lite"));
  }

  private static ModelDescriptor palmDetector(String variant) {
    return ModelDescriptor.ofPictures(
        "palm-detection-" + variant, 192, Map.of("boxes", 2016 * 18, "scores", 2016));
  }

  private static ModelDescriptor handLandmarks(String variant) {
    return ModelDescriptor.ofPictures(
        "hand-landmarks-" + variant,
        224,
        Map.of("landmarks", 21 * 3, "world", 21 * 3, "presence", 1, "handedness", 1));
  }

  private static ModelRunner runner(ModelDescriptor model, Batching batching) {
    return ModelSession.open(ModelStore.bundled(), model, Flavour.CPU, Device.cpu())
        .runner(batching);
  }

  private static List<Float> result(ModelRunner runner, ModelDescriptor model, int item) {
    try (Slot slot = runner.claim()) {
      Random random = new Random(item);
      FloatBuffer input = slot.input();
      for (int i = 0; i < input.capacity(); i++) {
        input.put(i, random.nextFloat());
      }
      slot.run();
      List<Float> values = new ArrayList<>();
      for (String name : model.outputs().keySet()) {
        FloatBuffer output = slot.output(name);
        for (int i = 0; i < output.capacity(); i++) {
          values.add(output.get(i));
        }
      }
      return values;
    }
  }
}
