package io.meshstream.tools.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpLoginTest {

  private final HttpLogin login = new HttpLogin("Mufasa", "Circle Of Life");

  /** The example of RFC 2617, without what RFC 2069 did not have. */
  @Test
  void answersACameraOfOldByDigest() {
    assertThat(
            login.challenge(
                List.of(
                    "Digest realm=\"testrealm@host.com\","
                        + " nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\","
                        + " opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"")))
        .isTrue();

    assertThat(login.authorization("GET", "/dir/index.html"))
        .contains(
            "Digest username=\"Mufasa\", realm=\"testrealm@host.com\","
                + " nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", uri=\"/dir/index.html\","
                + " response=\"670fd8c2df070c60b045671b8b24ff02\","
                + " opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"");
  }

  @Test
  void countsTheUsesOfANonce() {
    login.challenge(List.of("Digest realm=cam, qop=\"auth-int,auth\", nonce=abc, algorithm=MD5"));

    assertThat(login.authorization("GET", "/").orElseThrow())
        .contains("qop=auth, nc=00000001, cnonce=\"")
        .contains("algorithm=MD5");
    assertThat(login.authorization("GET", "/").orElseThrow()).contains("nc=00000002");
  }

  @Test
  void prefersDigestToBasic() {
    for (List<String> challenges :
        List.of(
            List.of("Basic realm=\"cam\"", "Digest realm=\"cam\", nonce=\"1\""),
            List.of("Basic realm=\"cam\", Digest realm=\"cam\", nonce=\"1\""),
            List.of("Digest realm=\"cam\", nonce=\"1\", Basic realm=\"cam\""))) {
      assertThat(login.challenge(challenges)).isTrue();
      assertThat(login.authorization("GET", "/").orElseThrow())
          .startsWith("Digest username=\"Mufasa\", realm=\"cam\", nonce=\"1\"");
    }
  }

  @Test
  void knowsSha256() {
    login.challenge(
        List.of(
            "Digest realm=\"cam\", nonce=\"1\", algorithm=SHA-256",
            "Digest realm=\"cam\", nonce=\"2\", algorithm=MD5"));

    assertThat(login.authorization("GET", "/").orElseThrow())
        .contains("nonce=\"1\"")
        .containsPattern("response=\"[0-9a-f]{64}\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer realm=\"x\"",
        "Negotiate",
        "Digest realm=\"x\"",
        "Digest nonce=\"1\", algorithm=SHA-512",
        "Digest nonce=\"1\", qop=\"auth-int\""
      })
  void saysThatItCannotAnswer(String challenge) {
    assertThat(login.challenge(List.of(challenge))).isFalse();
    assertThat(login.authorization("GET", "/")).isEmpty();
  }

  @Test
  void whatACameraAsksMayBeOfAnyLength() {
    String much = "a\\\"".repeat(100_000);

    assertThat(login.challenge(List.of("Digest realm=\"%s\", nonce=\"1\"".formatted(much))))
        .isTrue();
    assertThat(login.authorization("GET", "/").orElseThrow())
        .contains(", realm=\"" + much + "\", nonce=\"1\"");
    assertThat(login.challenge(List.of("Digest " + "a".repeat(1_000_000)))).isFalse();
    assertThat(login.challenge(List.of("Digest realm=\"" + "a".repeat(1_000_000)))).isFalse();
  }
}
