package io.meshstream.manifests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The objects of Kubernetes itself, by fabric8's models of them; what these do not know is refused.
 */
final class CoreModels {

  private static final Map<String, Class<?>> MODELS =
      Map.ofEntries(
          Map.entry("v1/ConfigMap", ConfigMap.class),
          Map.entry("v1/Namespace", Namespace.class),
          Map.entry("v1/PersistentVolumeClaim", PersistentVolumeClaim.class),
          Map.entry("v1/Service", Service.class),
          Map.entry("v1/ServiceAccount", ServiceAccount.class),
          Map.entry("apps/v1/Deployment", Deployment.class),
          Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
          Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
          Map.entry("rbac.authorization.k8s.io/v1/Role", Role.class),
          Map.entry("rbac.authorization.k8s.io/v1/RoleBinding", RoleBinding.class));

  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .setAnnotationIntrospector(new WithoutAnySetters());

  private CoreModels() {}

  /** Keeps the models from taking what they do not know. */
  private static final class WithoutAnySetters extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }

  static boolean know(Manifest manifest) {
    return MODELS.containsKey(type(manifest));
  }

  private static String type(Manifest manifest) {
    return manifest.apiVersion() + "/" + manifest.kind();
  }

  /** Says what is wrong with an object of Kubernetes, or with such parts of another resource. */
  static List<String> problems(Manifest manifest) {
    List<String> problems = new ArrayList<>();
    if (know(manifest)) {
      read(manifest.body(), MODELS.get(type(manifest)), problems);
      return problems;
    }
    read(manifest.body().path("metadata"), ObjectMeta.class, problems);
    manifest
        .flinkSpec()
        .ifPresent(
            spec -> {
              for (JsonNode part :
                  List.of(spec, spec.path("jobManager"), spec.path("taskManager"))) {
                if (part.has("podTemplate")) {
                  read(part.path("podTemplate"), PodTemplateSpec.class, problems);
                }
              }
            });
    return problems;
  }

  private static void read(JsonNode part, Class<?> model, List<String> problems) {
    try {
      STRICT.treeToValue(part, model);
    } catch (JsonProcessingException e) {
      problems.add(e.getOriginalMessage());
    }
  }
}
