package io.meshstream.job.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Simulated jobs. A build runs some thousands; {@code -Psimulation} a million. Another number, or a
 * single seed to repeat, is named by {@code -Dsimulation.schedules} and {@code -Dsimulation.seed}.
 */
class SimulationTest {

  private static final int SCHEDULES = 3000;

  /** Seeds that have found something, one a line. */
  private static final String FOUND = "/simulation/seeds.txt";

  private static List<Long> seedsThatHaveFoundSomething() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                SimulationTest.class.getResourceAsStream(FOUND), StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .map(line -> Long.valueOf(line.split(" ", 2)[0]))
          .toList();
    }
  }

  @Test
  void whatWasFoundOnceStaysMended() throws IOException {
    seedsThatHaveFoundSomething().forEach(Simulation::run);
  }

  @Test
  void whateverHappensToAJobItsRecordsAreThoseOfAnUndisturbedRun() {
    long first = Long.getLong("simulation.seed", 0);
    long schedules =
        Long.getLong(
            "simulation.schedules", System.getProperty("simulation.seed") == null ? SCHEDULES : 1);
    for (long seed = first; seed < first + schedules; seed++) {
      Simulation.run(seed);
    }
  }

  @Test
  void aSeedAlwaysGivesTheSameJob() throws Exception {
    for (long seed = 0; seed < 20; seed++) {
      assertThat(Simulation.written(seed)).isEqualTo(Simulation.written(seed));
    }
  }
}
