package io.meshstream.tools.local;

import io.meshstream.job.options.InvalidOptionsException;
import io.meshstream.job.preflight.Preflight;
import io.meshstream.job.preflight.Survey;
import io.meshstream.job.preflight.TopicFacts;
import io.meshstream.tools.console.CommandFailure;
import io.meshstream.tools.console.TextTable;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks whether a job could run as configured, without starting it. */
@Command(
    name = "check",
    description = {
      "Check options of the job, and what they refer to: brokers, topics, rights, schema registry and,"
          + " with --flink-conf, Flink's configuration. Says what to do about what is not right, and"
          + " changes nothing.",
      "Options are given as for the job, by a file (--config), the environment, and as KEY=VALUE:",
      "  meshstream check --config job.yaml kafka.bootstrap-servers=broker:9092"
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:the job can run; there may be warnings",
      "1:something keeps the job from running",
      "2:the command line is wrong"
    })
final class CheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private JobArguments arguments;

  @Option(
      names = "--flink-conf",
      paramLabel = "DIR",
      description = "Folder with the config.yaml of the Flink cluster, to check that as well.")
  private Path flinkConf;

  private final Map<String, String> environment;

  /**
   * Makes the command.
   *
   * @param environment where options of the job may be set
   */
  CheckCommand(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public Integer call() throws InterruptedException {
    Configuration flink = flink();
    Survey survey = survey(flink);
    PrintWriter out = spec.commandLine().getOut();
    if (!survey.topics().isEmpty()) {
      table(survey.topics()).forEach(out::println);
      out.println();
    }
    survey.problems().forEach(each -> out.println("PROBLEM  " + each));
    survey.warnings().forEach(each -> out.println("WARNING  " + each));
    out.println(
        "%s, problems: %d, warnings: %d"
            .formatted(
                survey.problems().isEmpty() ? "The job can run" : "The job cannot run",
                survey.problems().size(),
                survey.warnings().size()));
    out.flush();
    return survey.problems().isEmpty() ? 0 : 1;
  }

  private Survey survey(Configuration flink) throws InterruptedException {
    try {
      return Preflight.survey(arguments.settings(environment, flink, Map.of()), flink);
    } catch (InvalidOptionsException e) {
      return new Survey(List.of(), e.problems(), List.of());
    }
  }

  private Configuration flink() {
    if (flinkConf == null) {
      return new Configuration();
    }
    if (!Files.isDirectory(flinkConf)) {
      throw new CommandFailure(
          "--flink-conf: %s (expected: a folder with a config.yaml); correct it"
              .formatted(flinkConf));
    }
    Configuration flink;
    try {
      flink = GlobalConfiguration.loadConfiguration(flinkConf.toString());
    } catch (RuntimeException e) {
      throw new CommandFailure(
          "--flink-conf: %s (expected: a config.yaml that Flink can read); %s"
              .formatted(flinkConf, e.getMessage()),
          e);
    }
    if (flink.getOptional(DeploymentOptions.TARGET).isEmpty()) {
      // As the client sets it that submits a job to such a cluster.
      flink.set(DeploymentOptions.TARGET, "remote");
    }
    return flink;
  }

  private static List<String> table(List<TopicFacts> topics) {
    TextTable table =
        new TextTable("topic", "partitions", "replicas", "cleanup", "retention", "largest record");
    for (TopicFacts topic : topics) {
      table.row(
          topic.topic(),
          topic.partitions(),
          topic.replicas(),
          topic.cleanup(),
          retention(topic),
          topic.maxMessageBytes());
    }
    return table.lines();
  }

  private static String retention(TopicFacts topic) {
    String text = topic.retention().map(TimeUtils::formatWithHighestUnit).orElse("for ever");
    return topic.isRetentionStated() ? text : text + " (the brokers' default)";
  }
}
