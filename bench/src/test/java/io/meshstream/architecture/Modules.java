package io.meshstream.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The modules of the build and their classes, as it has just made them. */
final class Modules {

  static final List<String> ALL =
      List.of(
          "schemas",
          "models",
          "job",
          "tools/functions",
          "tools/common",
          "tools/simulation",
          "tools/sandbox",
          "tools/video",
          "tools/inspect",
          "tools/gateway",
          "tools/viewer",
          "tools/local",
          "bench");

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private Modules() {}

  /** Reads what the modules are made of, without their tests. */
  static JavaClasses mainClasses() {
    return classes("target/classes");
  }

  /** Reads the same with all tests. */
  static JavaClasses allClasses() {
    return classes("target/classes", "target/test-classes");
  }

  private static JavaClasses classes(String... folders) {
    return new ClassFileImporter()
        .importPaths(
            ALL.stream()
                .flatMap(module -> Stream.of(folders).map(ROOT.resolve(module)::resolve))
                .toList());
  }

  /** Returns the module that a class is in, empty if it is in none. */
  static String of(JavaClass type) {
    return type.getSource()
        .map(source -> source.getUri().getPath())
        .flatMap(
            path ->
                ALL.stream()
                    .filter(module -> path.startsWith(ROOT + "/" + module + "/"))
                    .findFirst())
        .orElse("");
  }
}
