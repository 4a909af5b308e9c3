package io.meshstream.tools.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.frames.FrameFormat;
import io.meshstream.schemas.testing.TestingRecords;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may look where a token is asked for. */
class ViewerTokenTest {

  private static final String TOKEN = "correct-horse-battery-staple";

  private final LiveFeed feed = new LiveFeed();
  private final ViewServer server = ViewServer.start(settings(), feed);
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whoeverComesWithTheTokenSeesCamerasFromThenOn() throws Exception {
    HttpResponse<String> response = get("?token=" + TOKEN);

    assertThat(response.statusCode()).isEqualTo(303);
    assertThat(response.headers().firstValue("Location")).contains("/");
    String cookie = response.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly", "SameSite=Strict");
    feed.show(new ShownFrame(TestingRecords.record("a", 1), Optional.empty(), 0));
    TestingBrowser browser =
        TestingBrowser.connectWithCookie(server.page(), cookie.substring(0, cookie.indexOf(';')));
    assertThat(browser.next().name()).isEqualTo("a 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"other=1", "meshstream-viewer=", "meshstream-viewer=wrong-token-1234"})
  void whoeverDoesNotKnowItSeesNothingAndIsToldWhy(String cookie) throws Exception {
    feed.show(new ShownFrame(TestingRecords.record("a", 1), Optional.empty(), 0));

    TestingBrowser browser = TestingBrowser.connectWithCookie(server.page(), cookie);

    assertThat(browser.awaitEnd()).isEqualTo("no access: open the address with the token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "wrong", TOKEN + "x"})
  void anotherTokenGivesNoCookie(String guess) throws Exception {
    HttpResponse<String> response = get("?token=" + guess);

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(response.body()).doesNotContain(TOKEN);
  }

  @Test
  void thePageItselfIsServedForItShowsNothing() throws Exception {
    assertThat(get("").statusCode()).isEqualTo(200);
    assertThat(get("").body()).doesNotContain(TOKEN);
  }

  @Test
  void theTokenIsNotInWhatIsLogged() {
    assertThat(settings().toString()).doesNotContain(TOKEN, "hunter2");
    assertThat(AccessToken.of(TOKEN).toString()).doesNotContain(TOKEN);
  }

  private static ViewerSettings settings() {
    return new ViewerSettings(
        Map.of("sasl.jaas.config", "hunter2"),
        "frames",
        "landmarks",
        "events",
        FrameFormat.AVRO,
        "127.0.0.1",
        0,
        Set.of(),
        Optional.of(AccessToken.of(TOKEN)));
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create(server.page() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
