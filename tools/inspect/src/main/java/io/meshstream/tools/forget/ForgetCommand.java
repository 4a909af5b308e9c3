package io.meshstream.tools.forget;

import io.meshstream.job.records.ConfigRules;
import io.meshstream.schemas.CameraConfig;
import io.meshstream.schemas.frames.CameraId;
import io.meshstream.tools.cameras.SettingsTopic;
import io.meshstream.tools.console.PlainText;
import io.meshstream.tools.topics.BrokerOptions;
import io.meshstream.tools.topics.Brokers;
import io.meshstream.tools.topics.TopicOptions;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has a camera forgotten by the job and by the topics, and tells what remains. */
@Command(
    name = "forget",
    description = {
      "Have a camera forgotten: the job clears what it remembers of it, and its records are deleted"
          + " where Kafka can: from the beginning of a partition up to the first record of another"
          + " camera. Says what remains, and until when. Without --yes, says only what it would do.",
      "Stop the camera first, or what it sends from now on is kept as before. Frames that the job has"
          + " not processed yet are deleted as well."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:done, or told what would be",
      "1:the brokers do not answer, or refuse",
      "2:the command line is wrong"
    })
public final class ForgetCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private BrokerOptions broker;

  @Mixin private TopicOptions topics;

  @Parameters(paramLabel = "CAMERA", description = "The camera.")
  private String camera;

  @Option(
      names = "--dead-letters-topic",
      defaultValue = "dead-letters",
      paramLabel = "TOPIC",
      description = "Topic of the dead letters (default: ${DEFAULT-VALUE}).")
  private String deadLetters;

  @Option(
      names = "--events-topic",
      defaultValue = "camera-events",
      paramLabel = "TOPIC",
      description = "Topic of the events (default: ${DEFAULT-VALUE}).")
  private String events;

  @Option(
      names = "--control-topic",
      defaultValue = "camera-settings",
      paramLabel = "TOPIC",
      description = "Topic of the settings, the job's control.topic (default: ${DEFAULT-VALUE}).")
  private String control;

  @Option(
      names = "--disable",
      description = "Have the job look at no further frame of the camera, either.")
  private boolean disable;

  @Option(names = "--yes", description = "Do it. What is deleted cannot be brought back.")
  private boolean yes;

  /** A command that needs nothing but its options. */
  public ForgetCommand() {}

  @Override
  public Integer call() {
    if (!CameraId.isValid(camera) || camera.equals(ConfigRules.ALL_CAMERAS)) {
      throw new ParameterException(
          spec.commandLine(),
          "camera: %s (expected: the id of one camera, 1 to %d characters); correct it"
              .formatted(PlainText.of(camera), CameraId.MAX_LENGTH));
    }
    Brokers brokers = new Brokers(broker.clientConfig());
    PrintWriter out = spec.commandLine().getOut();
    try (KafkaTopics kafka = new KafkaTopics(broker.clientConfig())) {
      Set<String> there = kafka.names();
      // First, so that the job keeps nothing of what is deleted.
      out.println(tellJob(there));
      for (Map.Entry<String, String> each : topicsOfCameras().entrySet()) {
        forget(brokers, kafka, there, each.getKey(), each.getValue());
      }
    } catch (KafkaException e) {
      throw brokers.failure(
          e, AclOperation.READ, AclOperation.DELETE, AclOperation.DESCRIBE_CONFIGS);
    }
    out.println(
        "elsewhere: checkpoints and savepoints that are kept hold what the job knew when they were"
            + " made, until they are deleted; what consumers, gateways, logs and metrics have kept is"
            + " theirs to delete");
    if (!yes) {
      out.println("Nothing has been done; --yes does it.");
    }
    out.flush();
    return 0;
  }

  private Map<String, String> topicsOfCameras() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("frames topic", topics.frames());
    all.put("landmarks topic", topics.landmarks());
    all.put("dead letters topic", deadLetters);
    all.put("events topic", events);
    return all;
  }

  private String tellJob(Set<String> there) {
    if (!there.contains(control)) {
      return "job: there is no control topic %s, so it forgets the camera once that has been silent for its state.ttl"
          .formatted(control);
    }
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    if (yes) {
      SettingsTopic settings =
          SettingsTopic.read(broker.clientConfig(), control, spec.commandLine().getErr());
      // Other settings of the camera stay: that it gives no mesh, for instance.
      CameraConfig.Builder config =
          settings
              .of(camera)
              .map(CameraConfig::newBuilder)
              .orElseGet(() -> CameraConfig.newBuilder().setCameraId(camera));
      config.setFromCapturedAtMicros(/* value= */ null).setForgetBeforeMicros(now);
      if (disable) {
        config.setEnabled(false);
      }
      settings.write(Map.of(camera, Optional.of(config.build())));
    }
    return "job: %s by %s to forget what it knows from before %s; that record stays until: meshstream cameras reset %s"
        .formatted(
            yes ? "told" : "would be told",
            control,
            Instant.EPOCH.plus(now, ChronoUnit.MICROS),
            PlainText.of(camera));
  }

  private void forget(
      Brokers brokers, KafkaTopics kafka, Set<String> there, String what, String topic) {
    PrintWriter out = spec.commandLine().getOut();
    if (!there.contains(topic)) {
      out.println("%s: %s is not there".formatted(what, topic));
      return;
    }
    List<PartitionTrace> traces = TopicTrace.read(brokers, what, topic, camera);
    if (traces.isEmpty()) {
      out.println("%s: %s has nothing of the camera".formatted(what, topic));
      return;
    }
    if (yes) {
      kafka.delete(traces);
    }
    Optional<Duration> life = kafka.longestLife(topic);
    traces.forEach(trace -> out.println(what + ": " + line(trace, life)));
  }

  private String line(PartitionTrace trace, Optional<Duration> life) {
    String deleted =
        "%s partition %d, %d records, of which %d %s"
            .formatted(
                trace.partition().topic(),
                trace.partition().partition(),
                trace.records(),
                trace.first(),
                yes ? "are deleted" : "would be deleted");
    if (trace.remaining() == 0) {
      return deleted + ", none remains";
    }
    return "%s, %d remain between records of other cameras %s"
        .formatted(
            deleted,
            trace.remaining(),
            life.map(time -> "until " + end(trace, time) + " at the latest")
                .orElse("for ever: the topic has no retention by time; set its retention.ms"));
  }

  private static Instant end(PartitionTrace trace, Duration life) {
    return Instant.ofEpochMilli(trace.newestMillis()).plus(life).truncatedTo(ChronoUnit.SECONDS);
  }
}
