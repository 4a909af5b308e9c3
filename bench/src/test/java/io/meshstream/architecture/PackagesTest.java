package io.meshstream.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which packages of a module may use which. */
class PackagesTest {

  private static final JavaClasses CLASSES = Modules.mainClasses();

  @Test
  void packagesOfTheSchemasUseThoseBelowThem() {
    check("io.meshstream.schemas", List.of(".registry", "", ".frames", ".producer"));
  }

  @Test
  void packagesOfTheLibraryUseThoseBelowThem() {
    check(
        "io.meshstream.vision",
        List.of(
            ".geometry",
            ".topology",
            ".pose",
            ".signals",
            ".activity",
            ".smoothing",
            ".natives",
            ".vector.kernels",
            ".vector",
            ".jpeg",
            ".image",
            ".sample",
            ".sampling",
            ".inference",
            ".detection",
            ".landmark",
            ""));
  }

  @Test
  void packagesOfTheJobUseThoseBelowThem() {
    check(
        "io.meshstream.job",
        List.of(
            ".records",
            ".names",
            ".options",
            ".sink",
            ".preflight",
            ".control",
            ".source",
            ".vision",
            ".tracking",
            ".table",
            ""));
  }

  @Test
  void packagesOfTheToolsFormNoCycle() {
    slices().matching("io.meshstream.tools.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  /** Checks packages that are listed from the bottom to the top. */
  private static void check(String base, List<String> packages) {
    classes()
        .that()
        .resideInAPackage(base + "..")
        .should(
            new ArchCondition<>("use packages below theirs, in the order " + packages) {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                int place = place(type);
                if (place < 0) {
                  events.add(
                      SimpleConditionEvent.violated(type, type.getName() + ": package not listed"));
                }
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                  if (place(dependency.getTargetClass().getBaseComponentType()) > place) {
                    events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                  }
                }
              }

              private int place(JavaClass type) {
                String name = type.getPackageName();
                return name.startsWith(base) ? packages.indexOf(name.substring(base.length())) : -1;
              }
            })
        .check(CLASSES);
  }
}
