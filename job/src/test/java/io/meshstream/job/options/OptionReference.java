package io.meshstream.job.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.description.HtmlFormatter;

/** Writes the reference of all options from the options themselves. */
final class OptionReference {

  private static final String INTRODUCTION =
      """
      # Options of the job

      Written by a test from the classes of `io.meshstream.job.options`: change them, then run
      `mvn -f job/pom.xml test -Dtest=OptionReferenceTest -Dregenerate=true`.

      An option is set on the command line (`--frames.topic=x` or `--frames.topic x`), by an
      environment variable (`MESHSTREAM_FRAMES_TOPIC=x`), in a file of YAML or Java properties that
      `--config FILE` or `MESHSTREAM_CONFIG` names, or in Flink's own configuration, where it begins with
      `meshstream.`: `flink run -Dmeshstream.frames.topic=x`, `flinkConfiguration:` of a FlinkDeployment,
      `config.yaml`. What comes first here wins. Before the job starts, everything that is wrong is
      reported together.

      `kafka.properties.NAME` (or `MESHSTREAM_KAFKA_PROPERTIES_NAME`) is passed to every Kafka client as
      `NAME`: `--kafka.properties.security.protocol=SSL`. `kafka.consumer.properties.NAME` goes to the
      consumer of the frames topic only, `kafka.producer.properties.NAME` to the producers. The command
      line is shown in Flink's logs and on its web page: set passwords in the file or in the environment.

      The job is called `pipeline.name`, if that option of Flink is set, and else `meshstream-` and the
      frames topic. Consumer group, transactional ids and Kafka's client ids follow from that name.
      """;

  private static final Pattern EXPECTED = Pattern.compile("\\(expected: (.*)\\)");

  private OptionReference() {}

  static String markdown() {
    StringBuilder text = new StringBuilder(INTRODUCTION);
    for (OptionGroup group : JobOptions.groups()) {
      text.append("\n## ").append(group.title()).append("\n\n");
      text.append("| option | default | values | meaning |\n|---|---|---|---|\n");
      group.options().forEach(option -> text.append(row(option)));
    }
    return text.toString();
  }

  /** The rule as the job states it to whoever breaks it; a blank breaks every rule. */
  private static String rule(ConfigOption<?> option) {
    Configuration wrong = new Configuration();
    wrong.setString(option.key(), " ");
    try {
      JobSettings.from(wrong);
      throw new AssertionError(option.key() + " may be blank");
    } catch (InvalidOptionsException e) {
      Matcher rule = EXPECTED.matcher(e.problems().get(0));
      assertThat(rule.find()).isTrue();
      return rule.group(1);
    }
  }

  private static String row(ConfigOption<?> option) {
    return "| `%s` | `%s` | %s | %s |\n"
        .formatted(
            option.key(),
            OptionValues.defaultOf(option),
            rule(option),
            new HtmlFormatter().format(option.description()));
  }
}
