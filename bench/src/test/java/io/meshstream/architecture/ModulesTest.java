package io.meshstream.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.USE_JAVA_UTIL_LOGGING;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What each module may know of the others and of the libraries that they use. */
class ModulesTest {

  /** The other modules that a module may use; benchmarks may use all. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          entry("schemas", Set.of()),
          entry("models", Set.of()),
          entry("job", Set.of("schemas", "models")),
          entry("tools/functions", Set.of("models")),
          entry("tools/common", Set.of("schemas", "models")),
          entry("tools/simulation", Set.of("schemas", "models", "tools/common")),
          entry("tools/sandbox", Set.of("schemas", "models", "tools/common")),
          entry("tools/video", Set.of("schemas", "models", "tools/common")),
          entry("tools/inspect", Set.of("schemas", "models", "job", "tools/common", "tools/video")),
          entry(
              "tools/gateway",
              Set.of("schemas", "models", "tools/common", "tools/simulation", "tools/video")),
          entry("tools/viewer", Set.of("schemas", "models", "job", "tools/common")),
          entry(
              "tools/local",
              Set.of(
                  "schemas",
                  "models",
                  "job",
                  "tools/common",
                  "tools/simulation",
                  "tools/sandbox",
                  "tools/inspect",
                  "tools/gateway",
                  "tools/viewer")));

  private static final String TASK = "io.meshstream.vision.Task";
  private static final String VECTORS = "io.meshstream.vision.vector.kernels..";
  private static final String CATALOGUE = "io.meshstream.vision.TaskCatalog";

  static final List<String> MODULES = List.copyOf(new TreeSet<>(ARROWS.keySet()));

  private static final JavaClasses CLASSES = Modules.mainClasses();

  @ParameterizedTest
  @FieldSource("MODULES")
  void aModuleUsesOnlyThoseBelowIt(String module) {
    Set<String> allowed = ARROWS.get(module);
    classes()
        .that(areIn(module))
        .should(
            new ArchCondition<>("use only " + allowed) {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                  String target = Modules.of(dependency.getTargetClass().getBaseComponentType());
                  if (!target.isEmpty() && !target.equals(module) && !allowed.contains(target)) {
                    events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                  }
                }
              }
            })
        .check(CLASSES);
  }

  @Test
  void noPackageIsSplitBetweenModules() {
    Map<String, Set<String>> modulesByPackage =
        CLASSES.stream()
            .collect(
                Collectors.groupingBy(
                    JavaClass::getPackageName,
                    Collectors.mapping(Modules::of, Collectors.toCollection(TreeSet::new))));

    assertThat(modulesByPackage).allSatisfy((name, modules) -> assertThat(modules).hasSize(1));
  }

  @Test
  void toolsReachIntoTheJobOnlyForItsRecords() {
    noClasses()
        .that(areIn("tools/inspect").or(areIn("tools/viewer")))
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.meshstream.job..")
                .and(not(resideInAPackage("io.meshstream.job.records.."))))
        .check(CLASSES);
  }

  @Test
  void onlyTheJobItsFunctionsAndLocalKnowFlink() {
    noClasses()
        .that(
            not(
                areIn("job")
                    .or(areIn("tools/functions"))
                    .or(areIn("tools/local"))
                    .or(areIn("bench"))))
        .should()
        .dependOnClassesThat(resideInAPackage("org.apache.flink.."))
        .check(CLASSES);
  }

  @Test
  void theRecordsOfTheJobKnowNoFlink() {
    noClasses()
        .that(resideInAPackage("io.meshstream.job.records.."))
        .should()
        .dependOnClassesThat(resideInAPackage("org.apache.flink.."))
        .check(CLASSES);
  }

  @Test
  void onlyTheSandboxStartsABroker() {
    noClasses()
        .that(not(areIn("tools/sandbox")))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "kafka..", "org.apache.kafka.server..", "org.apache.kafka.metadata.."))
        .check(CLASSES);
  }

  @Test
  void modelsKnowNoKafka() {
    noClasses()
        .that(areIn("models"))
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.apache.kafka..", "org.apache.avro.."))
        .check(CLASSES);
  }

  @Test
  void onlyInferenceKnowsWhatRunsTheModels() {
    noClasses()
        .that(not(resideInAPackage("io.meshstream.vision.inference..")))
        .should()
        .dependOnClassesThat(resideInAPackage("ai.onnxruntime.."))
        .check(CLASSES);
  }

  @Test
  void onlyTheCatalogueKnowsAllTasks() {
    DescribedPredicate<JavaClass> catalogue =
        describe("are the catalogue", type -> type.getName().startsWith(CATALOGUE));
    noClasses()
        .that(not(catalogue).and(not(assignableTo(TASK))))
        .should()
        .dependOnClassesThat(assignableTo(TASK).and(not(name(TASK))))
        .check(CLASSES);
    noClasses()
        .that(not(catalogue))
        .should()
        .callMethod(TASK + "Kind", "ordinal")
        .because("a switch over the kinds of tasks belongs in the catalogue")
        .check(CLASSES);
  }

  @Test
  void theJpegDecoderStandsAlone() {
    classes()
        .that(resideInAPackage("io.meshstream.vision.jpeg.."))
        .or(resideInAPackage("io.meshstream.vision.vector.."))
        .and()
        .resideOutsideOfPackage(VECTORS)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java..", "io.meshstream.vision.jpeg..", "io.meshstream.vision.vector.."))
        .check(CLASSES);
  }

  @Test
  void onlyTheKernelsKnowTheVectorApi() {
    classes()
        .that(resideInAPackage(VECTORS))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage("java..", VECTORS, "jdk.incubator.vector.."))
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage(VECTORS)
        .should()
        .dependOnClassesThat(resideInAPackage("jdk.incubator.."))
        .check(CLASSES);
  }

  @Test
  void onlyTheViewerServesPages() {
    noClasses()
        .that(not(areIn("tools/viewer")))
        .should()
        .dependOnClassesThat(resideInAPackage("io.vertx.."))
        .check(CLASSES);
  }

  @Test
  void nobodyUsesJavaUtilLogging() {
    noClasses().should(USE_JAVA_UTIL_LOGGING).check(CLASSES);
  }

  @Test
  void onlyCommandLinesWriteToStandardStreams() {
    noClasses()
        .that(areIn("schemas").or(areIn("models")).or(areIn("job")))
        .and()
        .haveSimpleNameNotEndingWith("FaceMeshJob")
        .should(ACCESS_STANDARD_STREAMS)
        .because("a job logs; only what a person starts by hand prints")
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaClass> areIn(String module) {
    return describe("are in " + module, type -> Modules.of(type).equals(module));
  }
}
