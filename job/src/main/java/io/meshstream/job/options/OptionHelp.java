package io.meshstream.job.options;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.description.HtmlFormatter;

/** Lists the options for people at a terminal. */
public final class OptionHelp {

  private static final String INTRODUCTION =
      """
      Usage: flink run [-D meshstream.OPTION=VALUE]... JAR [--OPTION=VALUE]... [--config=FILE]

      Tracks the faces of the cameras whose frames are on a Kafka topic, until it is stopped.
      An option can also be set by an environment variable (MESHSTREAM_FRAMES_TOPIC=x), in a
      file of YAML or Java properties (--config), or, as meshstream.frames.topic, in Flink's
      own configuration; what comes first here wins. kafka.properties.NAME=VALUE goes to every
      Kafka client, kafka.consumer.properties. and kafka.producer.properties. to some.
      --version tells which version this is.
      """;

  /** Lines of at most 84 characters that end between words. */
  private static final Pattern LINE = Pattern.compile("(.{1,84})(?:\\s+|$)");

  private OptionHelp() {}

  /** Tells whether a command line asks for it. */
  public static boolean isAskedFor(String[] arguments) {
    return Arrays.stream(arguments).anyMatch(each -> each.equals("--help") || each.equals("-h"));
  }

  /** Returns the list: every option with its default and what it means. */
  public static String text() {
    StringBuilder text = new StringBuilder(INTRODUCTION);
    for (OptionGroup group : JobOptions.groups()) {
      text.append("\n").append(group.title()).append(":\n");
      group.options().forEach(option -> text.append(entry(option)));
    }
    return text.toString();
  }

  private static String entry(ConfigOption<?> option) {
    String description = new HtmlFormatter().format(option.description());
    return "  --%s=%s\n%s"
        .formatted(
            option.key(),
            OptionValues.defaultOf(option),
            LINE.matcher(description).replaceAll("      $1\n"));
  }
}
