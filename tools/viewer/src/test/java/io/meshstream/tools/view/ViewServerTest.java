package io.meshstream.tools.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.frames.ContractLimits;
import io.meshstream.schemas.frames.FrameFormat;
import io.meshstream.schemas.testing.TestingRecords;
import io.meshstream.tools.console.CommandFailure;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewServerTest {

  private final LiveFeed feed = new LiveFeed();
  private final ViewServer server = ViewServer.start(settings(0), feed);
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "index.html", "main.js", "view.css", "three/three.core.min.js"})
  void servesThePageAndLetsItDoNothingElse(String path) throws Exception {
    HttpResponse<String> response = get(path);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isNotEmpty();
    assertThat(header(response, "Content-Security-Policy"))
        .contains("default-src 'none'")
        .doesNotContain("unsafe");
    assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void servesTheTopologyOfTheLibrary() throws Exception {
    assertThat(get("topology.json").body())
        .startsWith("{\"tesselation\":[127,34,34,139,139,127,")
        .contains("\"face_oval\":", "\"triangles\":[127,34,139,");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"none.js", "../Page.class", "%2e%2e/log4j2.xml", "page/index.html", "three/"})
  void servesNothingButThePage(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void sendsAFileThatTheBrowserHasOnlyOnce() throws Exception {
    String tag = header(get("main.js"), "ETag");

    HttpRequest again =
        HttpRequest.newBuilder(server.page().resolve("main.js"))
            .header("If-None-Match", tag)
            .build();
    assertThat(client.send(again, BodyHandlers.ofString()).statusCode()).isEqualTo(304);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://evil.example", "null", "http://localhost:1"})
  void refusesOtherPages(String origin) {
    assertThatThrownBy(() -> TestingBrowser.connect(server.page(), origin))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            e -> assertThat(e.getResponse().statusCode()).isEqualTo(403));
  }

  @Test
  void showsANewBrowserTheLastFrameOfEachCamera() throws Exception {
    show("a", 1);
    show("a", 2);
    show("b", 5);
    TestingBrowser browser = TestingBrowser.connect(server.page());

    assertThat(List.of(browser.next().name(), browser.next().name()))
        .containsExactlyInAnyOrder("a 2", "b 5");
  }

  @Test
  void aBrowserThatFallsBehindSkipsToTheNewestFrame() throws Exception {
    TestingBrowser browser = TestingBrowser.connect(server.page());
    show("a", 1);
    assertThat(browser.next().name()).isEqualTo("a 1");
    show("a", 2);
    assertThat(browser.next().name()).isEqualTo("a 2");

    // It has not answered yet, so nothing more comes of this camera, but of others.
    LongStream.rangeClosed(3, 100).forEach(sequence -> show("a", sequence));
    show("b", 1);
    assertThat(browser.next().name()).isEqualTo("b 1");

    browser.send("a");
    assertThat(browser.next().name()).isEqualTo("a 100");
  }

  @Test
  void whatABrowserSaysBesidesChangesNothing() throws Exception {
    TestingBrowser browser = TestingBrowser.connect(server.page());
    show("a", 1);
    assertThat(browser.next().name()).isEqualTo("a 1");
    browser.send("b");
    browser.send("");
    browser.send(ByteBuffer.allocate(10));

    show("a", 2);
    assertThat(browser.next().name()).isEqualTo("a 2");
  }

  @Test
  void aPictureOfManyMegabytesArrivesWhole() throws Exception {
    byte[] picture = new byte[ContractLimits.PICTURE_BYTES];
    TestingBrowser browser = TestingBrowser.connect(server.page());

    feed.show(
        new ShownFrame(
            TestingRecords.record("a", 1),
            Optional.of(new PictureView("image/png", 1, 0, ByteBuffer.wrap(picture))),
            0));

    TestingBrowser.Shown shown = browser.next();
    assertThat(shown.name()).isEqualTo("a 1");
    assertThat(shown.length()).isGreaterThan(picture.length);
  }

  @Test
  void shedFramesAreNotShown() throws Exception {
    TestingBrowser browser = TestingBrowser.connect(server.page());
    feed.show(new ShownFrame(TestingRecords.record("a", 1, FrameStatus.SHED), Optional.empty(), 0));
    show("a", 2);

    assertThat(browser.next().name()).isEqualTo("a 2");
  }

  @Test
  void aBrowserTooManyIsToldSoAndGetsThePlaceOfOneThatLeaves() throws Exception {
    List<TestingBrowser> browsers =
        IntStream.range(0, LiveFeed.MAX_BROWSERS)
            .mapToObj(i -> TestingBrowser.connect(server.page()))
            .toList();
    for (TestingBrowser browser : browsers) {
      show("a", 1);
      assertThat(browser.next().name()).isEqualTo("a 1");
    }

    assertThat(TestingBrowser.connect(server.page()).awaitEnd()).isEqualTo("too many browsers");
    browsers.get(0).leave();
    // Its place is free as soon as the server has noticed.
    assertThat(TestingBrowser.connect(server.page()).next().name()).isEqualTo("a 1");
  }

  @Test
  void saysThatThePortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      assertThatThrownBy(() -> ViewServer.start(settings(port), feed))
          .isInstanceOf(CommandFailure.class)
          .hasMessageStartingWith("viewer address: 127.0.0.1 port " + port)
          .hasMessageContaining("--port");
    }
  }

  private static ViewerSettings settings(int port) {
    return new ViewerSettings(
        Map.of(),
        "frames",
        "landmarks",
        "events",
        FrameFormat.AVRO,
        "127.0.0.1",
        port,
        Set.of(),
        Optional.empty());
  }

  private void show(String camera, long sequence) {
    feed.show(new ShownFrame(TestingRecords.record(camera, sequence), Optional.empty(), 0));
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create(server.page() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElseThrow();
  }
}
