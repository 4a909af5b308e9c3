package io.meshstream.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshstream.job.options.InvalidOptionsException;
import io.meshstream.job.options.JobSettings;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaceMeshJobTest {

  @ParameterizedTest
  @ValueSource(strings = {"at-least-once", "exactly-once"})
  void theGraphNeedsNoGenericTypesAndEveryOperatorHasAName(String delivery) {
    StreamGraph graph = graph(new Configuration(), "--sink.delivery=" + delivery);

    assertThat(graph.getExecutionConfig().getSerializerConfig().hasGenericTypesDisabled()).isTrue();
    assertThat(graph.getStreamNodes())
        .extracting(StreamNode::getOperatorName)
        .anyMatch(name -> name.contains("frames"))
        .anyMatch(name -> name.contains("tracking"))
        .anyMatch(name -> name.contains("landmarks"))
        .anyMatch(name -> name.contains("dead-letters"));
    assertThat(graph.getStreamNodes())
        .allSatisfy(
            node -> {
              assertThat(node.getTransformationUID()).isNotBlank();
              assertThat(
                      node.getTypeSerializerOut() == null
                          || !node.getTypeSerializerOut().getClass().getName().contains("Kryo"))
                  .isTrue();
            });
  }

  @Test
  void framesCrossTheNetworkOnceAndSinksAreChainedToTheTracking() {
    JobGraph graph = graph(new Configuration()).getJobGraph();

    assertThat(graph.getVerticesSortedTopologicallyFromSources())
        .hasSize(2)
        .extracting(JobVertex::getMaxParallelism)
        .containsOnly(FaceMeshJob.MAX_PARALLELISM);
  }

  @Test
  void theControlTopicHasASourceOfItsOwnIfThereIsOne() {
    StreamGraph graph = graph(new Configuration(), "--control.topic=settings");

    assertThat(graph.getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .contains("frames", "control", "tracking");
    assertThat(graph.getStreamNodes())
        .filteredOn(node -> "control".equals(node.getTransformationUID()))
        .extracting(StreamNode::getParallelism)
        .containsExactly(1);
    assertThat(graph.getJobGraph().getVerticesSortedTopologicallyFromSources()).hasSize(3);
  }

  @Test
  void refusedModelsAreReportedOnceWhereThereAreEventsAndAControlTopic() {
    assertThat(uids("--events.topic=events")).contains("events").doesNotContain("refused-models");
    assertThat(uids("--control.topic=settings")).doesNotContain("events", "refused-models");
    assertThat(uids("--control.topic=settings", "--events.topic=events"))
        .contains("events", "refused-models");
  }

  private static List<String> uids(String... options) {
    return graph(new Configuration(), options).getStreamNodes().stream()
        .map(StreamNode::getTransformationUID)
        .toList();
  }

  @Test
  void checkpointsAreTakenAsTheOptionSays() {
    StreamGraph graph = graph(new Configuration(), "--checkpoint.interval=3 s");

    assertThat(graph.getCheckpointConfig().getCheckpointInterval()).isEqualTo(3000);
  }

  @Test
  void flinksOwnCheckpointIntervalWins() {
    Configuration flink = new Configuration();
    flink.setString(CheckpointingOptions.CHECKPOINTING_INTERVAL.key(), "7 s");

    StreamGraph graph = graph(flink, "--checkpoint.interval=3 s");

    assertThat(graph.getCheckpointConfig().getCheckpointInterval()).isEqualTo(7000);
  }

  @Test
  void flinksOwnCheckpointIntervalMustFitIntoATransaction() {
    Configuration flink = new Configuration();
    flink.setString(CheckpointingOptions.CHECKPOINTING_INTERVAL.key(), "20 min");

    assertThatThrownBy(() -> graph(flink, "--sink.delivery=exactly-once"))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("sink.transaction-timeout: 15 min");
  }

  @Test
  void theJobIsCalledAfterItsFramesTopicUnlessFlinkIsToldAName() {
    Configuration flink = new Configuration();
    flink.set(PipelineOptions.NAME, "staging");

    assertThat(graph(new Configuration(), "--frames.topic=hall").getJobName())
        .isEqualTo("meshstream-hall");
    assertThat(graph(flink, "--frames.topic=hall").getJobName()).isEqualTo("staging");
  }

  @Test
  void aLoneFrameWaitsForNoBufferToFill() {
    StreamGraph graph = graph(new Configuration());

    assertThat(graph.getStreamNodes()).extracting(StreamNode::getBufferTimeout).containsOnly(0L);
  }

  @Test
  void flinksOwnBufferTimeoutWins() {
    Configuration flink = new Configuration();
    flink.setString(ExecutionOptions.BUFFER_TIMEOUT.key(), "70 ms");

    StreamGraph graph = graph(flink);

    assertThat(graph.getStreamNodes()).extracting(StreamNode::getBufferTimeout).containsOnly(70L);
  }

  @Test
  void betweenTwoCheckpointsThereIsAPauseOfHalfTheInterval() {
    StreamGraph graph = graph(new Configuration(), "--checkpoint.interval=3 s");

    assertThat(graph.getCheckpointConfig().getMinPauseBetweenCheckpoints()).isEqualTo(1500);
  }

  @Test
  void flinksOwnPauseBetweenCheckpointsWins() {
    Configuration flink = new Configuration();
    flink.setString(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS.key(), "7 ms");

    StreamGraph graph = graph(flink);

    assertThat(graph.getCheckpointConfig().getMinPauseBetweenCheckpoints()).isEqualTo(7);
  }

  private static StreamGraph graph(Configuration flink, String... options) {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    FaceMeshJob.define(env, JobSettings.from(options, Map.of(), flink));
    return env.getStreamGraph();
  }
}
