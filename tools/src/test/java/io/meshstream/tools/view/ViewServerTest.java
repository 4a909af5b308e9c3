package io.meshstream.tools.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshstream.job.frames.FrameFormat;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.tools.console.CommandFailure;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewServerTest {

  private static final Pattern SEQUENCE = Pattern.compile("\"sequence\":([0-9]+)");

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
    assertThatThrownBy(() -> connect(new Client(), origin))
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
    Client browser = new Client();
    connect(browser);

    String first = browser.next();
    String second = browser.next();
    assertThat(List.of(first, second)).containsExactlyInAnyOrder("a 2", "b 5");
  }

  @Test
  void aBrowserThatFallsBehindSkipsToTheNewestFrame() throws Exception {
    Client browser = new Client();
    WebSocket socket = connect(browser);
    show("a", 1);
    assertThat(browser.next()).isEqualTo("a 1");
    show("a", 2);
    assertThat(browser.next()).isEqualTo("a 2");

    // It has not answered yet, so nothing more comes of this camera, but of others.
    LongStream.rangeClosed(3, 100).forEach(sequence -> show("a", sequence));
    show("b", 1);
    assertThat(browser.next()).isEqualTo("b 1");

    socket.sendText("a", true).join();
    assertThat(browser.next()).isEqualTo("a 100");
  }

  @Test
  void whatABrowserSaysBesidesChangesNothing() throws Exception {
    Client browser = new Client();
    WebSocket socket = connect(browser);
    show("a", 1);
    assertThat(browser.next()).isEqualTo("a 1");
    socket.sendText("b", true).join();
    socket.sendText("", true).join();
    socket.sendBinary(ByteBuffer.allocate(10), true).join();

    show("a", 2);
    assertThat(browser.next()).isEqualTo("a 2");
  }

  @Test
  void aPictureOfManyMegabytesArrivesWhole() throws Exception {
    byte[] picture = new byte[JoinLimits.MAX_PICTURE_BYTES];
    Client browser = new Client();
    connect(browser);

    feed.show(
        new ShownFrame(
            Records.record("a", 1),
            Optional.of(new PictureView("image/png", 1, 0, ByteBuffer.wrap(picture))),
            0));

    assertThat(browser.next()).isEqualTo("a 1");
    assertThat(browser.lastLength).isGreaterThan(picture.length);
  }

  @Test
  void shedFramesAreNotShown() throws Exception {
    Client browser = new Client();
    connect(browser);
    feed.show(new ShownFrame(Records.record("a", 1, FrameStatus.SHED), Optional.empty(), 0));
    show("a", 2);

    assertThat(browser.next()).isEqualTo("a 2");
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
        Map.of(), "frames", "landmarks", FrameFormat.AVRO, "127.0.0.1", port, Set.of());
  }

  private void show(String camera, long sequence) {
    feed.show(new ShownFrame(Records.record(camera, sequence), Optional.empty(), 0));
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create(server.page() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElseThrow();
  }

  private WebSocket connect(Client listener) {
    return connect(listener, "http://127.0.0.1:" + server.page().getPort());
  }

  private WebSocket connect(Client listener, String origin) {
    URI uri = URI.create("ws://127.0.0.1:" + server.page().getPort() + ViewServer.LIVE_PATH);
    return client.newWebSocketBuilder().header("Origin", origin).buildAsync(uri, listener).join();
  }

  /** Notes camera and sequence number of every frame that comes. */
  private static final class Client implements WebSocket.Listener {

    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private StringBuilder head = new StringBuilder();
    private int length;
    private volatile int lastLength;

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      length += data.remaining();
      while (head.length() < 2_000 && data.hasRemaining()) {
        head.append((char) data.get());
      }
      if (last) {
        Matcher sequence = SEQUENCE.matcher(head);
        Matcher camera = Pattern.compile("\"cameraId\":\"(.*?)\"").matcher(head);
        lastLength = length;
        frames.add(
            sequence.find() && camera.find()
                ? camera.group(1) + " " + sequence.group(1)
                : "unreadable");
        head = new StringBuilder();
        length = 0;
      }
      socket.request(1);
      return null;
    }

    String next() throws InterruptedException {
      String frame = frames.poll(30, TimeUnit.SECONDS);
      assertThat(frame).as("a frame within 30 s").isNotNull();
      return frame;
    }
  }
}
