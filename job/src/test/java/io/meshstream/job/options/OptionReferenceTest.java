package io.meshstream.job.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.DirectoryStream;
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
  void noOptionIsForgotten() throws Exception {
    List<ConfigOption<?>> declared = new ArrayList<>();
    for (Class<?> concern : classesOfThePackage()) {
      for (Field field : concern.getDeclaredFields()) {
        if (field.getType() == ConfigOption.class) {
          declared.add((ConfigOption<?>) field.get(null));
        }
      }
    }

    assertThat(JobOptions.all()).containsExactlyInAnyOrderElementsOf(declared);
  }

  private static List<Class<?>> classesOfThePackage() throws Exception {
    Path folder = Path.of(JobOptions.class.getResource("JobOptions.class").toURI()).getParent();
    List<Class<?>> classes = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.class")) {
      for (Path file : files) {
        String name = file.getFileName().toString().replace(".class", "");
        classes.add(Class.forName(JobOptions.class.getPackageName() + "." + name));
      }
    }
    return classes;
  }

  @Test
  void everyOptionHasAnEnvironmentVariableOfItsOwn() {
    assertThat(JobOptions.all())
        .extracting(option -> OptionNames.environmentVariable(option.key()))
        .doesNotHaveDuplicates();
  }
}
