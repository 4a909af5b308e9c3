package io.meshstream.tools.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What the jar that is submitted says of itself. */
class ClusterJarIT {

  private static final Path JAR = Path.of(System.getProperty("meshstream.cluster-jar"));

  /** The line of a library: licences, title, coordinates. */
  private static final Pattern LIBRARY =
      Pattern.compile(" +((?:\\([^)]+\\) )+).+ \\(([^:( ]+):([^: ]+):\\S+ - .*\\)");

  @Test
  void tellsItsVersion() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                JAR + File.pathSeparator + System.getProperty("java.class.path"),
                "io.meshstream.job.FaceMeshJob",
                "--version")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();

    assertThat(process.waitFor()).isZero();
    assertThat(JAR.getFileName()).hasToString(output.replace(' ', '-') + "-cluster.jar");
  }

  @Test
  void hasItsOwnLicenceAndNotice() throws Exception {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(text(jar, "META-INF/LICENSE")).contains("Apache License");
      assertThat(text(jar, "META-INF/NOTICE")).contains("The Meshstream authors", "BlazeFace");
    }
  }

  @Test
  void namesAllThatItHoldsWithLicences() throws Exception {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(libraries(jar).map(Library::artifact))
          .contains("com.github.luben/zstd-jni", "org.apache.kafka/kafka-clients")
          .containsAll(artifacts(jar));
    }
  }

  @Test
  void holdsTheLicencesThatAskForIt() throws Exception {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      String licences =
          text(jar, "META-INF/licenses/BSD-2-Clause.txt")
              + text(jar, "META-INF/licenses/BSD-3-Clause.txt");

      assertThat(
              libraries(jar)
                  .filter(library -> !library.licences().contains("Apache-2.0"))
                  // It is listed as well, but lies in Flink's folder, with notices of its own.
                  .filter(library -> !library.name().startsWith("onnxruntime")))
          .isNotEmpty()
          .allSatisfy(library -> assertThat(licences).contains(library.name() + ":"));
    }
  }

  /** Those that have left their coordinates in the jar, but for its own modules. */
  private static List<String> artifacts(JarFile jar) {
    return jar.stream()
        .map(ZipEntry::getName)
        .filter(name -> name.matches("META-INF/maven/[^/]+/[^/]+/pom.properties"))
        .map(name -> name.substring("META-INF/maven/".length(), name.lastIndexOf('/')))
        .filter(artifact -> !artifact.startsWith("io.meshstream/"))
        .toList();
  }

  private static Stream<Library> libraries(JarFile jar) throws IOException {
    return text(jar, "META-INF/THIRD-PARTY.txt")
        .lines()
        .map(LIBRARY::matcher)
        .filter(Matcher::matches)
        .map(line -> new Library(line.group(1), line.group(2), line.group(3)));
  }

  private static String text(JarFile jar, String name) throws IOException {
    try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private record Library(String licences, String group, String name) {

    String artifact() {
      return group + "/" + name;
    }
  }
}
