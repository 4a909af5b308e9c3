package io.meshstream.job.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;

/** Flink's configuration as the documentation has it. */
final class DocumentedConfig {

  private static final Path PAGE = Path.of("..", "docs", "operate.md");
  private static final Pattern BLOCK =
      Pattern.compile("```yaml\n(metrics:\n.*?)```", Pattern.DOTALL);

  private DocumentedConfig() {}

  /**
   * Reads what the page says of reporters, as Flink reads its {@code config.yaml}.
   *
   * @param folder for files that Flink reads
   * @param reporters which the page must configure, one in each block
   */
  static Configuration read(Path folder, List<String> reporters) throws IOException {
    Configuration all = new Configuration();
    Matcher block = BLOCK.matcher(Files.readString(PAGE));
    while (block.find()) {
      Files.writeString(folder.resolve("config.yaml"), block.group(1));
      Configuration one = GlobalConfiguration.loadConfiguration(folder.toString());
      if (reporters.contains(one.toMap().get("metrics.reporters"))) {
        all.addAll(one);
      }
    }
    all.setString("metrics.reporters", String.join(",", reporters));
    return all;
  }
}
