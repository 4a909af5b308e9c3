package io.meshstream.job.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.junit.jupiter.api.Test;

/** Keeps {@code OPTIONS.md} true. */
class OptionReferenceTest {

  private static final Path FILE = Path.of("OPTIONS.md");
  private static final String REGENERATE = "regenerate";

  @Test
  void theOptionReferenceIsUpToDate() throws IOException {
    String reference = OptionReference.markdown();
    if (Boolean.getBoolean(REGENERATE)) {
      Files.writeString(FILE, reference);
    }

    assertThat(Files.readString(FILE))
        .as(
            "OPTIONS.md is stale; write it anew with: mvn -f job/pom.xml test"
                + " -Dtest=OptionReferenceTest -D%s=true",
            REGENERATE)
        .isEqualTo(reference);
  }

  @Test
  void noOptionIsForgotten() throws IllegalAccessException {
    List<ConfigOption<?>> declared = new ArrayList<>();
    for (Field field : JobOptions.class.getDeclaredFields()) {
      if (Modifier.isPublic(field.getModifiers()) && field.getType() == ConfigOption.class) {
        declared.add((ConfigOption<?>) field.get(null));
      }
    }

    assertThat(JobOptions.all()).containsExactlyInAnyOrderElementsOf(declared);
  }

  @Test
  void everyOptionHasAnEnvironmentVariableOfItsOwn() {
    assertThat(JobOptions.all())
        .extracting(option -> OptionNames.environmentVariable(option.key()))
        .doesNotHaveDuplicates();
  }
}
