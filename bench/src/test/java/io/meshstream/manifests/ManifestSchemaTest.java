package io.meshstream.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What lies in {@code k8s/} is what Kubernetes and the operators understand: an API server drops
 * what it does not know without a word, so here every unknown name is an error.
 */
class ManifestSchemaTest {

  private static final List<Manifest> WRITTEN = Manifests.written();

  @Test
  void whatKubernetesItselfKnowsIsSpelledRight() {
    List<Manifest> known = WRITTEN.stream().filter(CoreModels::know).toList();

    assertThat(known).extracting(Manifest::kind).contains("Deployment", "Service", "NetworkPolicy");
    assertThat(WRITTEN).allSatisfy(each -> assertThat(CoreModels.problems(each)).isEmpty());
  }

  @Test
  void everyVariantIsBuiltAndFollowsTheSchemas() throws Exception {
    Map<String, List<Manifest>> variants = Variants.built();
    CustomResources customResources = customResources();

    assertThat(variants)
        .allSatisfy(
            (variant, manifests) ->
                assertThat(manifests)
                    .isNotEmpty()
                    .allSatisfy(
                        each -> {
                          assertThat(CoreModels.know(each) || customResources.know(each))
                              .as("%s: %s %s is known", variant, each.apiVersion(), each.kind())
                              .isTrue();
                          assertThat(problems(each, customResources))
                              .as("%s: %s", variant, each)
                              .isEmpty();
                        }));
  }

  @Test
  void everyOverlayAndComponentIsAmongTheVariants() throws IOException {
    assertThat(Variants.folders("overlays")).hasSameElementsAs(Variants.OVERLAYS);
    assertThat(Variants.folders("components")).isEqualTo(Variants.components());
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "Deployment, /spec/template/spec/containers/0/imagePulPolicy",
    "Service, /spec/portz",
    "NetworkPolicy, /spec/policyTypez",
    "PodDisruptionBudget, /spec/minAvailble",
    "FlinkDeployment, /spec/podTemplate/spec/containers/0/volumeMount",
    "FlinkDeployment, /metadata/lables",
  })
  void aTypoInWhatKubernetesKnowsIsFound(String kind, String place) {
    Manifest typo = withTypo(find(kind), place);

    assertThat(CoreModels.problems(typo)).singleElement().asString().contains(lastWord(place));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "FlinkDeployment, /spec/job/upgradMode",
    "FlinkDeployment, /spec/taskManager/resources/requets",
    "Kafka, /spec/kafka/listners",
    "KafkaNodePool, /spec/storage/clas",
    "KafkaTopic, /spec/partition",
    "KafkaUser, /spec/authorization/acl",
    "PodMonitor, /spec/podMetricEndpoints",
    "PrometheusRule, /spec/group",
    "FlinkBlueGreenDeployment, /spec/template/spec/imag",
  })
  void aTypoInACustomResourceIsFound(String kind, String place) {
    CustomResources customResources = customResources();
    Manifest typo = withTypo(find(kind), place);

    assertThat(customResources.problems(find(kind))).isEmpty();
    assertThat(customResources.problems(typo)).singleElement().asString().contains(lastWord(place));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "FlinkDeployment, /spec/job/upgradeMode",
    "FlinkDeployment, /spec/flinkVersion",
    "FlinkDeployment, /spec/job/parallelism",
    "KafkaUser, /spec/authentication/type",
    "KafkaNodePool, /spec/replicas",
  })
  void aWrongValueInACustomResourceIsFound(String kind, String place) {
    CustomResources customResources = customResources();

    assertThat(customResources.problems(withTypo(find(kind), place))).isNotEmpty();
  }

  private static CustomResources customResources() {
    Optional<CustomResources> found = CustomResources.ofEnvironment();
    assumeTrue(
        found.isPresent(),
        "MESHSTREAM_CRDS: not set (expected: a folder of custom resource definitions);"
            + " custom resources are not validated");
    return found.get();
  }

  private static List<String> problems(Manifest manifest, CustomResources customResources) {
    List<String> problems = new ArrayList<>(CoreModels.problems(manifest));
    if (customResources.know(manifest)) {
      problems.addAll(customResources.problems(manifest));
    }
    return problems;
  }

  private static Manifest find(String kind) {
    return WRITTEN.stream()
        .filter(each -> each.is(kind) && each.source().startsWith("base"))
        .findFirst()
        .or(() -> WRITTEN.stream().filter(each -> each.is(kind)).findFirst())
        .orElseThrow();
  }

  private static Manifest withTypo(Manifest manifest, String place) {
    JsonNode body = manifest.body().deepCopy();
    String parent = place.substring(0, place.lastIndexOf('/'));
    ((ObjectNode) body.at(parent)).put(lastWord(place), "wrong");
    return new Manifest(manifest.source(), body);
  }

  private static String lastWord(String place) {
    return place.substring(place.lastIndexOf('/') + 1);
  }
}
