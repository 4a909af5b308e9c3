package io.meshstream.tools.local;

import io.meshstream.job.options.EventsSettings;
import io.meshstream.job.options.FramesSettings;
import io.meshstream.job.options.InvalidOptionsException;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.options.KafkaSettings;
import io.meshstream.job.options.SinkSettings;
import io.meshstream.job.preflight.Preflight;
import io.meshstream.tools.console.CommandFailure;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the job in this process over the frames that there are, into topics of its own. */
@Command(
    name = "derive",
    description = {
      "Process all frames that are on the frames topic once more, in this process, and write what comes"
          + " out to topics beside those of the job: landmarks-derived and so on. meshstream ledger"
          + " --repair --derived-landmarks takes from them what is missing.",
      "Options are those of the job whose records are missing, given as for the job, by a file"
          + " (--config), the environment, and as KEY=VALUE:",
      "  meshstream derive --config job.yaml kafka.bootstrap-servers=broker:9092"
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:all frames were processed",
      "1:they were not, or the job cannot run",
      "2:the command line is wrong"
    })
final class DeriveCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private JobArguments arguments;

  @Option(
      names = "--suffix",
      defaultValue = "-derived",
      paramLabel = "TEXT",
      description =
          "What the names of the topics have behind those of the job's (default:"
              + " ${DEFAULT-VALUE}). They are made, and must not be there.")
  private String suffix;

  private final Map<String, String> environment;

  /**
   * Makes the command.
   *
   * @param environment where options of the job may be set
   */
  DeriveCommand(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public Integer call() throws InterruptedException {
    JobSettings job = settings(Map.of());
    Map<String, String> topics = topics(job);
    Map<String, String> others = new LinkedHashMap<>(topics);
    others.put(FramesSettings.BOUNDED.key(), "true");
    others.put(FramesSettings.STARTING_OFFSETS.key(), "earliest");
    others.put(SinkSettings.DELIVERY.key(), "at-least-once");
    // The job's own group shows how far the job has come.
    others.put(KafkaSettings.GROUP_ID.key(), job.name() + suffix);
    JobSettings derived = settings(others);
    create(job, topics);
    PrintWriter out = spec.commandLine().getOut();
    try (TemporaryFolder folder = new TemporaryFolder();
        FlinkCluster cluster =
            FlinkCluster.start(
                new Configuration(),
                folder.folder("flink"),
                Runtime.getRuntime().availableProcessors(),
                0)) {
      Preflight.check(derived, new Configuration());
      cluster.run(derived);
    } catch (InvalidOptionsException e) {
      throw refused(e);
    }
    out.println("derived: all frames of %s".formatted(job.frames().topic()));
    out.println("next: meshstream ledger --repair" + repairOptions(job));
    out.flush();
    return 0;
  }

  private Map<String, String> topics(JobSettings job) {
    Map<String, String> topics = new LinkedHashMap<>();
    topics.put(SinkSettings.LANDMARKS_TOPIC.key(), job.sink().landmarksTopic() + suffix);
    topics.put(SinkSettings.DEAD_LETTERS_TOPIC.key(), job.sink().deadLettersTopic() + suffix);
    if (job.events().isOn()) {
      topics.put(EventsSettings.TOPIC.key(), job.events().topic() + suffix);
    }
    return topics;
  }

  private String repairOptions(JobSettings job) {
    StringBuilder text = new StringBuilder();
    add(text, "bootstrap-servers", job.kafka().bootstrapServers());
    add(text, "frames-topic", job.frames().topic());
    add(text, "group", job.kafka().groupId());
    add(text, "landmarks-topic", job.sink().landmarksTopic());
    add(text, "derived-landmarks", job.sink().landmarksTopic() + suffix);
    add(text, "dead-letters-topic", job.sink().deadLettersTopic());
    add(text, "derived-dead-letters", job.sink().deadLettersTopic() + suffix);
    if (job.events().isOn()) {
      add(text, "events-topic", job.events().topic());
      add(text, "derived-events", job.events().topic() + suffix);
    }
    return text.toString();
  }

  private static void add(StringBuilder text, String option, String value) {
    text.append(" --").append(option).append(' ').append(value);
  }

  /** Reads the job's options, some of which are others. */
  private JobSettings settings(Map<String, String> others) {
    try {
      return arguments.settings(environment, new Configuration(), others);
    } catch (InvalidOptionsException e) {
      throw refused(e);
    }
  }

  private static CommandFailure refused(InvalidOptionsException e) {
    return new CommandFailure(String.join("\n", e.problems()), e);
  }

  private static void create(JobSettings job, Map<String, String> topics)
      throws InterruptedException {
    Map<String, Object> client = new LinkedHashMap<>();
    job.kafka().forClients().forEach((name, value) -> client.put(String.valueOf(name), value));
    client.put("bootstrap.servers", job.kafka().bootstrapServers());
    try (Admin admin = Admin.create(client)) {
      String frames = job.frames().topic();
      int partitions =
          admin
              .describeTopics(List.of(frames))
              .allTopicNames()
              .get()
              .get(frames)
              .partitions()
              .size();
      admin
          .createTopics(
              topics.values().stream()
                  .map(name -> new NewTopic(name, Optional.of(partitions), Optional.empty()))
                  .toList())
          .all()
          .get();
    } catch (ExecutionException e) {
      String what =
          e.getCause() instanceof TopicExistsException
              ? "; delete it, or name others with --suffix"
              : "";
      throw new CommandFailure(
          "topics: %s, %s (expected: they can be made)%s"
              .formatted(topics.values(), e.getCause().getMessage(), what),
          e);
    } catch (KafkaException e) {
      throw new CommandFailure(
          "topics: %s, %s (expected: they can be made)".formatted(topics.values(), e.getMessage()),
          e);
    }
  }
}
