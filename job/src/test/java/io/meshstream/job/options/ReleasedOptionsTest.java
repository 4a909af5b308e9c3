package io.meshstream.job.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds what {@code docs/compatibility.md} promises of options. */
class ReleasedOptionsTest {

  private static final Path RELEASED = Path.of("src/test/resources/released/options.txt");

  private static final ConfigOption<Integer> RENAMED =
      ConfigOptions.key("new-name").intType().defaultValue(1).withDeprecatedKeys("old-name");

  private final List<String> problems = new ArrayList<>();

  /** Returns options that were set together, each time. */
  static List<Map<String, String>> examples() throws IOException {
    return Files.readAllLines(RELEASED).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(ReleasedOptionsTest::options)
        .toList();
  }

  private static Map<String, String> options(String line) {
    return Arrays.stream(line.split("; "))
        .map(assignment -> assignment.split("=", 2))
        .collect(Collectors.toMap(sides -> sides[0], sides -> sides[1]));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void whatAnyVersionTookIsTaken(Map<String, String> options) {
    String[] arguments =
        options.entrySet().stream().map(option -> "--" + option).toArray(String[]::new);
    Map<String, String> environment = new HashMap<>();
    options.forEach((key, value) -> environment.put(OptionNames.environmentVariable(key), value));

    assertThatCode(() -> JobSettings.from(arguments, Map.of())).doesNotThrowAnyException();
    assertThatCode(() -> JobSettings.from(new String[0], environment)).doesNotThrowAnyException();
  }

  @Test
  void everyOptionIsAmongThoseThatStay() throws IOException {
    assertThat(examples().stream().flatMap(example -> example.keySet().stream()))
        .as("those in %s; add what is new", RELEASED)
        .containsAll(JobOptions.all().stream().map(ConfigOption::key).toList());
  }

  @Test
  void anOptionThatWasRenamedIsReadUnderItsOldName() {
    assertThat(OptionNames.keys(RENAMED)).containsExactly("new-name", "old-name");
    assertThat(read(Map.of("old-name", "7"))).isEqualTo(7);
    assertThat(read(Map.of("old-name", "7", "new-name", "8"))).isEqualTo(8);
    assertThat(problems).isEmpty();
  }

  @Test
  void aWrongValueIsReportedUnderTheNameThatWasUsed() {
    assertThat(read(Map.of("old-name", "70"))).isEqualTo(1);
    assertThat(problems).containsExactly("old-name: 70 (expected: 0 to 9)");
  }

  private int read(Map<String, String> options) {
    return new OptionReader(Configuration.fromMap(options), problems).count(RENAMED, 0, 9);
  }
}
