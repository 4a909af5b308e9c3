package io.meshstream.job.options;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.configuration.YamlParserUtils;

/**
 * Reads a file of options: YAML, flat ({@code frames.topic: x}) or nested, or Java properties, by
 * the ending of its name.
 */
final class OptionFile {

  private OptionFile() {}

  /** Returns what the file sets; on failure notes the problem and returns nothing. */
  static Map<String, String> read(String file, List<String> problems) {
    Map<String, String> options = new HashMap<>();
    try {
      Path path = Path.of(file);
      if (file.endsWith(".properties")) {
        readProperties(path, options);
      } else if (file.endsWith(".yaml") || file.endsWith(".yml")) {
        flatten("", readYaml(path), options);
      } else {
        problems.add(
            "--config: %s (expected: a name that ends in .yaml, .yml or .properties)"
                .formatted(file));
      }
    } catch (NoSuchFileException e) {
      problems.add("--config: %s (expected: an existing file)".formatted(file));
    } catch (IOException | RuntimeException e) {
      problems.add(
          "--config: %s (expected: a readable file of options); %s"
              .formatted(file, e.getMessage()));
    }
    return options;
  }

  private static void readProperties(Path path, Map<String, String> options) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(path)) {
      properties.load(reader);
    }
    properties.stringPropertyNames().forEach(key -> options.put(key, properties.getProperty(key)));
  }

  private static Object readYaml(Path path) throws IOException {
    String text = Files.readString(path);
    return text.isBlank() ? Map.of() : YamlParserUtils.convertToObject(text, Map.class);
  }

  private static void flatten(String prefix, Object node, Map<String, String> options) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) ->
              flatten(prefix.isEmpty() ? "" + key : prefix + "." + key, value, options));
    } else {
      options.put(prefix, node == null ? "" : node.toString());
    }
  }
}
