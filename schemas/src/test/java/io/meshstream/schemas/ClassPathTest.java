package io.meshstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The test class path holds the runtime class path, so what is not in the one is not in the other.
 */
class ClassPathTest {

  @Test
  void holdsAvroAndKafkaButNoFlinkAndNoVision() throws IOException {
    List<File> jars =
        Pattern.compile(File.pathSeparator, Pattern.LITERAL)
            .splitAsStream(System.getProperty("java.class.path"))
            .map(File::new)
            .filter(File::isFile)
            .toList();

    assertThat(jars).anyMatch(jar -> holds(jar, "org/apache/avro/"));
    assertThat(jars).anyMatch(jar -> holds(jar, "org/apache/kafka/clients/"));
    assertThat(jars).noneMatch(jar -> holds(jar, "org/apache/flink/"));
    assertThat(jars).noneMatch(jar -> holds(jar, "io/meshstream/vision/"));
    assertThat(jars).noneMatch(jar -> holds(jar, "ai/onnxruntime/"));
  }

  private static boolean holds(File jar, String classPrefix) {
    try (JarFile open = new JarFile(jar)) {
      return open.stream().anyMatch(entry -> entry.getName().startsWith(classPrefix));
    } catch (IOException e) {
      throw new AssertionError(jar + " cannot be read", e);
    }
  }
}
