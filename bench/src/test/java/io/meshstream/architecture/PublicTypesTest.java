package io.meshstream.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is public is used from another package, or belongs to what is: the rest need not be. */
class PublicTypesTest {

  /** What those who use the libraries call, whether anything here does or not. */
  private static final List<String> FOR_USERS =
      List.of(
          "io.meshstream.schemas",
          "io.meshstream.schemas.frames",
          "io.meshstream.schemas.producer",
          "io.meshstream.vision");

  @Test
  void publicTypesAreUsedFromAnotherPackage() {
    JavaClasses main = Modules.mainClasses();
    Set<String> needed = withSignatures(main, usedFromAnotherPackage());

    List<String> needless =
        main.stream()
            .filter(type -> type.isTopLevelClass() && isPublic(type.getModifiers()))
            .filter(type -> !FOR_USERS.contains(type.getPackageName()))
            .filter(type -> !isGenerated(type) && !isStartedByName(type) && !hasOnlyConstants(type))
            .map(JavaClass::getName)
            .filter(name -> !needed.contains(name))
            .sorted()
            .toList();

    assertThat(needless).as("public types that no other package uses").isEmpty();
  }

  private static Set<String> usedFromAnotherPackage() {
    Set<String> used = new HashSet<>();
    for (JavaClass type : Modules.allClasses()) {
      type.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getBaseComponentType())
          .filter(target -> !target.getPackageName().equals(type.getPackageName()))
          .forEach(target -> used.add(outermost(target)));
    }
    return used;
  }

  /** Adds what the public methods of types that are used take and give. */
  private static Set<String> withSignatures(JavaClasses main, Set<String> used) {
    Set<String> needed = new HashSet<>(used);
    Queue<String> left = new ArrayDeque<>(used);
    while (!left.isEmpty()) {
      String name = left.remove();
      if (main.contain(name)) {
        main.get(name).getMethods().stream()
            .filter(method -> isPublic(method.getModifiers()))
            .flatMap(
                method ->
                    Stream.concat(
                        Stream.of(method.getRawReturnType()),
                        method.getRawParameterTypes().stream()))
            .map(type -> outermost(type.getBaseComponentType()))
            .filter(needed::add)
            .forEach(left::add);
      }
    }
    return needed;
  }

  private static boolean isPublic(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC);
  }

  private static boolean isGenerated(JavaClass type) {
    return type.getPackageName().endsWith(".jmh_generated")
        || type.isAssignableTo("org.apache.avro.specific.SpecificRecordBase");
  }

  /** By people, or by the service loader. */
  private static boolean isStartedByName(JavaClass type) {
    return type.tryGetMethod("main", String[].class).isPresent()
        || type.getRawSuperclass()
            .filter(parent -> parent.getName().startsWith("org.apache.flink.table.functions."))
            .isPresent()
        || type.getAllRawInterfaces().stream()
            .map(JavaClass::getName)
            .anyMatch(
                name ->
                    name.equals("io.meshstream.tools.console.CommandProvider")
                        || name.startsWith("org.apache.flink.table.factories."));
  }

  /** The compiler copies constants to where they are used, so nothing tells by whom. */
  private static boolean hasOnlyConstants(JavaClass type) {
    return type.getMethods().isEmpty()
        && !type.getFields().isEmpty()
        && type.getFields().stream().allMatch(PublicTypesTest::isConstant);
  }

  private static boolean isConstant(JavaMember member) {
    return member.getModifiers().containsAll(Set.of(JavaModifier.STATIC, JavaModifier.FINAL));
  }

  private static String outermost(JavaClass type) {
    String name = type.getName();
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }
}
