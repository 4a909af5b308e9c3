package io.meshstream.job.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.meshstream.schemas.registry.RegistryConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrySettingsTest {

  @Test
  void thereIsNoRegistryUnlessOneIsNamed() {
    assertThat(settings().config()).isEmpty();
  }

  @Test
  void theOptionsSayHowItIsReached() {
    RegistryConfig config =
        settings(
                "--registry.url=https://a:1/apis/ccompat/v7/,http://b",
                "--registry.user=anna",
                "--registry.password=s3cret",
                "--registry.register=false",
                "--registry.timeout=2 s")
            .config()
            .orElseThrow();

    assertThat(config.urls())
        .map(Object::toString)
        .containsExactly("https://a:1/apis/ccompat/v7", "http://b");
    assertThat(config.authorization()).isEqualTo("Basic YW5uYTpzM2NyZXQ=");
    assertThat(config.autoRegister()).isFalse();
    assertThat(config.timeout()).hasSeconds(2);
  }

  @Test
  void passwordsAreNotShown() {
    RegistrySettings settings =
        settings("--registry.url=http://a", "--registry.user=anna", "--registry.password=s3cret");

    assertThat(settings.toString())
        .contains("http://a")
        .doesNotContain("s3cret", "YW5uYTpzM2NyZXQ");
  }

  @ParameterizedTest
  @CsvSource({
    "--registry.url=registry:8081, schema.registry.url: registry:8081",
    "--registry.url=http://anna:pw@a, an address with a user in it",
    "--registry.token=t, 'registry.url: none (expected: an address, with a user or a token)'",
    "--registry.timeout=1 h, registry.timeout: 1 h",
    "--registry.register=maybe, registry.register: maybe"
  })
  void whatMakesNoSenseIsAProblem(String option, String problem) {
    assertThat(problems(option)).singleElement().asString().contains(problem);
  }

  @Test
  void aTrustStoreThatCannotBeOpenedIsAProblem() {
    assertThat(problems("--registry.url=https://a", "--registry.trust-store=/no/such.p12"))
        .singleElement()
        .asString()
        .contains("/no/such.p12");
  }

  private static RegistrySettings settings(String... arguments) {
    return JobSettings.from(arguments, Map.of()).registry();
  }

  private static List<String> problems(String... arguments) {
    return catchThrowableOfType(InvalidOptionsException.class, () -> settings(arguments))
        .problems();
  }
}
