package io.meshstream.tools.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedHostsTest {

  private final TrustedHosts hosts = new TrustedHosts(Set.of("Cameras.example"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:8088",
        "127.0.0.1:8088",
        "192.168.1.7",
        "[::1]:8088",
        "cameras.example:443"
      })
  void thisMachineAndAllowedNamesAreTrusted(String host) {
    assertThat(hosts.accepts(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "evil.example:8088",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "[::1].evil.example",
        "cameras.example.evil.example"
      })
  void namesThatOthersMayPointHereAreNot(String host) {
    assertThat(hosts.accepts(host)).isFalse();
  }

  @Test
  void aRequestWithoutHostIsNotTrusted() {
    assertThat(hosts.accepts(null)).isFalse();
  }

  @Test
  void onlyThePageOfThisServerMayConnect() {
    assertThat(hosts.accepts("http://localhost:8088", "localhost:8088")).isTrue();
    assertThat(hosts.accepts("https://cameras.example", "cameras.example")).isTrue();

    assertThat(hosts.accepts("http://localhost:9999", "localhost:8088")).isFalse();
    assertThat(hosts.accepts("http://evil.example", "localhost:8088")).isFalse();
    assertThat(hosts.accepts("http://evil.example", "evil.example")).isFalse();
    assertThat(hosts.accepts("null", "localhost:8088")).isFalse();
    assertThat(hosts.accepts(null, "localhost:8088")).isFalse();
  }
}
