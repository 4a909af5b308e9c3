package io.meshstream.job.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.junit.jupiter.api.Test;

class AssignedGpuTest {

  @Test
  void withoutAssignmentThereIsNone() {
    assertThat(assignedTo(0)).isEmpty();
  }

  @Test
  void oneGpuIsForAllSubtasks() {
    assertThat(assignedTo(0, "4")).hasValue(4);
    assertThat(assignedTo(2, "4")).hasValue(4);
  }

  @Test
  void subtasksTakeTurnsWithSeveralGpusInWhateverOrderTheyAreTold() {
    assertThat(assignedTo(0, "7", "2")).hasValue(2);
    assertThat(assignedTo(1, "7", "2")).hasValue(7);
    assertThat(assignedTo(2, "2", "7")).hasValue(2);
  }

  private static OptionalInt assignedTo(int subtask, String... gpus) {
    return AssignedGpu.of(Stream.of(gpus).map(TestingGpu::new).toList(), subtask);
  }

  /** A GPU as Flink's own driver tells of it. */
  private record TestingGpu(String index) implements ExternalResourceInfo {

    @Override
    public Optional<String> getProperty(String key) {
      return key.equals("index") ? Optional.of(index) : Optional.empty();
    }

    @Override
    public Collection<String> getKeys() {
      return List.of("index");
    }
  }
}
