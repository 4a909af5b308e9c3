package io.meshstream.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is public is used from another package: the rest need not be. */
class PublicTypesTest {

  /** What those who use the libraries call, whether anything here does or not. */
  private static final List<String> FOR_USERS =
      List.of(
          "io.meshstream.schemas",
          "io.meshstream.schemas.frames",
          "io.meshstream.schemas.producer",
          "io.meshstream.vision");

  /** Names and numbers alone, which the compiler copies to where they are used. */
  private static final List<String> CONSTANTS = List.of("io.meshstream.job.names");

  @Test
  void publicTypesAreUsedFromAnotherPackage() {
    Map<String, Set<String>> users = new HashMap<>();
    for (JavaClass type : Modules.allClasses()) {
      String outermost = outermost(type);
      type.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getBaseComponentType())
          .filter(target -> !target.getPackageName().equals(type.getPackageName()))
          .forEach(
              target ->
                  users.computeIfAbsent(outermost(target), name -> new TreeSet<>()).add(outermost));
    }

    List<String> needless =
        Modules.mainClasses().stream()
            .filter(type -> type.isTopLevelClass() && isPublic(type))
            .filter(type -> !FOR_USERS.contains(type.getPackageName()))
            .filter(type -> !CONSTANTS.contains(type.getPackageName()))
            .filter(type -> !isGenerated(type) && !isStartedByName(type))
            .map(JavaClass::getName)
            .filter(name -> !users.containsKey(name))
            .sorted()
            .toList();

    assertThat(needless).as("public types that no other package uses").isEmpty();
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC);
  }

  private static boolean isGenerated(JavaClass type) {
    return type.getPackageName().endsWith(".jmh_generated")
        || type.isAssignableTo("org.apache.avro.specific.SpecificRecordBase");
  }

  /** By people, or by the service loader. */
  private static boolean isStartedByName(JavaClass type) {
    return type.tryGetMethod("main", String[].class).isPresent()
        || type.getAllRawInterfaces().stream()
            .map(JavaClass::getName)
            .anyMatch(
                name ->
                    name.equals("io.meshstream.tools.console.CommandProvider")
                        || name.startsWith("org.apache.flink.table.factories."));
  }

  private static String outermost(JavaClass type) {
    String name = type.getName();
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }
}
