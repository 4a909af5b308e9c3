package io.meshstream.tools.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAddressTest {

  @ParameterizedTest
  @CsvSource({
    "http://cam, false, cam, 80, /, cam",
    "HTTPS://cam/x, true, cam, 443, /x, cam",
    "http://my_camera:8080?a=1, false, my_camera, 8080, /?a=1, my_camera:8080",
    "http://[fe80::1]:81/x#y, false, fe80::1, 81, /x, [fe80::1]:81",
    "http://cam:/x, false, cam, 80, /x, cam",
    "http://cam/a b|c[1]/ü?q=\"%20\", false, cam, 80, /a%20b|c[1]/%C3%BC?q=\"%20\", cam",
  })
  void readsWhatAddressesOfCamerasLookLike(
      String url, boolean tls, String host, int port, String target, String hostHeader) {
    HttpAddress address = HttpAddress.parse(url);

    assertThat(address.tls()).isEqualTo(tls);
    assertThat(address.host()).isEqualTo(host);
    assertThat(address.port()).isEqualTo(port);
    assertThat(address.target()).isEqualTo(target);
    assertThat(address.hostHeader()).isEqualTo(hostHeader);
    assertThat(address.login()).isEmpty();
  }

  @Test
  void anAddressWritesNoHeaders() {
    assertThat(HttpAddress.parse("http://cam/x y\tz").target()).doesNotContainAnyWhitespaces();
    assertThat(HttpAddress.parse("http://cam/x").resolve("/a\r\nX: y").target())
        .isEqualTo("/a%0D%0AX:%20y");
  }

  @ParameterizedTest
  @CsvSource({
    "http://me:pa%20ss@cam/, 'Basic bWU6cGEgc3M='",
    "http://me:p@ss@cam/, 'Basic bWU6cEBzcw=='",
    "http://me@cam/, 'Basic bWU6'",
    "http://me:1%2@cam/, 'Basic bWU6MSUy'"
  })
  void readsWhoAsks(String url, String authorization) {
    HttpLogin login = HttpAddress.parse(url).login().orElseThrow();

    assertThat(login.authorization("GET", "/")).isEmpty();
    assertThat(login.challenge(List.of("Basic realm=\"cam\""))).isTrue();
    assertThat(login.authorization("GET", "/")).contains(authorization);
    assertThat(login).hasToString("me:***");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://", "http://cam:0/", "http://cam:70000/", "ftp://cam/", "cam"})
  void refusesWhatIsNone(String url) {
    assertThatThrownBy(() -> HttpAddress.parse(url)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "/other?x, http, cam, 8080, /other?x",
    "other, http, cam, 8080, /a/other",
    "?q=2, http, cam, 8080, /a/b?q=2",
    "http://cam:81/c, http, cam, 81, /c",
    "//cam/c#d, http, cam, 80, /c",
    "https://cam/c, https, cam, 443, /c"
  })
  void followsARedirectionOnTheSameHostWithTheLogin(
      String location, String scheme, String host, int port, String target) {
    HttpAddress next = HttpAddress.parse("http://me:secret@cam:8080/a/b?q=1").resolve(location);

    assertThat(next.tls()).isEqualTo(scheme.equals("https"));
    assertThat(next.host()).isEqualTo(host);
    assertThat(next.port()).isEqualTo(port);
    assertThat(next.target()).isEqualTo(target);
    assertThat(next.login()).isPresent();
  }

  @Test
  void takesTheLoginToNoOtherHostAndIntoNoPlainConnection() {
    HttpAddress secured = HttpAddress.parse("https://me:secret@cam/");

    assertThat(secured.resolve("https://other/").login()).isEmpty();
    assertThat(secured.resolve("//other/").login()).isEmpty();
    assertThat(secured.resolve("http://cam/").login()).isEmpty();
    assertThat(secured.resolve("/x").login()).isPresent();
  }
}
