package io.meshstream.tools;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Arrows point one way: tools to job to models and schemas. */
@AnalyzeClasses(packages = "io.meshstream", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String SCHEMAS = "io.meshstream.schemas..";
  private static final String FACE = "io.meshstream.vision..";
  private static final String JPEG = "io.meshstream.vision.jpeg..";
  private static final String JOB = "io.meshstream.job..";
  private static final String TOOLS = "io.meshstream.tools..";
  private static final String FLINK = "org.apache.flink..";
  private static final String KAFKA = "org.apache.kafka..";

  @ArchTest
  static final ArchRule schemasKnowNoFlinkAndNoVision =
      noClasses()
          .that()
          .resideInAPackage(SCHEMAS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(FLINK, FACE, JOB, TOOLS);

  @ArchTest
  static final ArchRule faceKnowsNoSchemasNoFlinkAndNoKafka =
      noClasses()
          .that()
          .resideInAPackage(FACE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SCHEMAS, FLINK, KAFKA, JOB, TOOLS);

  @ArchTest
  static final ArchRule theJpegDecoderStandsAlone =
      classes()
          .that()
          .resideInAPackage(JPEG)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", JPEG);

  @ArchTest
  static final ArchRule jobKnowsNoTools =
      noClasses()
          .that()
          .resideInAPackage(JOB)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(TOOLS);

  @ArchTest
  static final ArchRule packagesOfTheFaceLibraryFormNoCycle =
      slices().matching("io.meshstream.vision.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packagesOfTheJobFormNoCycle =
      slices().matching("io.meshstream.job.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packagesOfTheToolsFormNoCycle =
      slices().matching("io.meshstream.tools.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheViewerServesPages =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.meshstream.tools.view..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.vertx..");

  @ArchTest
  static final ArchRule nobodyUsesJavaUtilLogging = noClasses().should(USE_JAVA_UTIL_LOGGING);

  @ArchTest
  static final ArchRule onlyCommandLinesWriteToStandardStreams =
      noClasses()
          .that(not(resideInAnyPackage(TOOLS)))
          .and()
          .haveSimpleNameNotEndingWith("FaceMeshJob")
          .should(ACCESS_STANDARD_STREAMS)
          .because("a job logs; only what a person starts by hand prints");
}
