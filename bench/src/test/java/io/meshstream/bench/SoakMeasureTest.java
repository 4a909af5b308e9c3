package io.meshstream.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SoakMeasureTest {

  private static final int SAMPLES = 24;

  @Test
  void theTrendOfALineIsItsSlopeWhateverOutliersThereAre() {
    double[] line = new double[100];
    Arrays.setAll(line, i -> 5 + 3.0 * i);
    line[10] = 1e9;
    line[70] = -1e9;

    assertThat(Trend.of(line).growth()).isCloseTo(297, within(3.0));
    assertThat(Trend.of(line).tau()).isGreaterThan(0.9);
  }

  @Test
  void noiseHasNoTrend() {
    Random random = new Random(7);
    double[] noise = new double[200];
    Arrays.setAll(noise, i -> 100 + random.nextGaussian());

    assertThat(Trend.of(noise).growth()).isCloseTo(0, within(1.0));
    assertThat(Trend.of(noise).tau()).isCloseTo(0, within(0.15));
  }

  static List<Arguments> leaks() {
    return List.of(
        arguments("HEAP", SoakMeasure.HEAP),
        arguments("DIRECT", SoakMeasure.DIRECT),
        arguments("THREADS", SoakMeasure.THREADS),
        arguments("HANDLES", SoakMeasure.HANDLES));
  }

  @ParameterizedTest
  @MethodSource("leaks")
  @Timeout(120)
  void aLeakOfAProcessIsFoundAndNothingElseIsBlamed(String step, SoakMeasure leaked)
      throws Exception {
    List<ProcessSample> samples = samples(step);

    assertThat(leaked.leak(samples)).isPresent();
    for (SoakMeasure each : SoakMeasure.ALL) {
      // What is leaked is part of what is resident.
      if (!each.equals(leaked) && !each.equals(SoakMeasure.RESIDENT)) {
        assertThat(each.leak(samples)).as("%s", each).isEmpty();
      }
    }
  }

  @Test
  @Timeout(120)
  void aProcessThatLeaksNothingIsNotBlamed() throws Exception {
    List<ProcessSample> samples = samples("NOTHING");

    for (SoakMeasure each : SoakMeasure.ALL) {
      assertThat(each.leak(samples)).as("%s", each).isEmpty();
    }
  }

  private static List<ProcessSample> samples(String leak) throws Exception {
    assumeTrue(
        Files.exists(Path.of("/proc/self/status")),
        "/proc: not there; what a process holds is only told by Linux");
    List<ProcessSample> samples = new ArrayList<>();
    try (LeakingProcess process = LeakingProcess.start()) {
      process.step("NOTHING");
      try (ProcessProbe probe = ProcessProbe.attach(process.pid())) {
        // Whoever asks leaves classes, threads and connections behind, once.
        probe.sample(0);
        for (int i = 0; i < SAMPLES; i++) {
          process.step(leak);
          samples.add(probe.sample(0));
        }
      }
    }
    return samples;
  }
}
