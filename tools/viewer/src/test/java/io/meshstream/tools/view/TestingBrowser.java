package io.meshstream.tools.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The side of a browser that talks to the viewer's server. */
public final class TestingBrowser implements WebSocket.Listener {

  private static final Pattern CAMERA = Pattern.compile("\"cameraId\":\"(.*?)\"");
  private static final Pattern SEQUENCE = Pattern.compile("\"sequence\":([0-9]+)");
  private static final int HEAD = 2_000;
  private static final int PATIENCE_SECONDS = 60;

  private final BlockingQueue<Shown> frames = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> statuses = new LinkedBlockingQueue<>();
  private final StringBuilder head = new StringBuilder();
  private final StringBuilder text = new StringBuilder();
  private final CompletableFuture<String> end = new CompletableFuture<>();
  private int length;
  private WebSocket socket;

  private TestingBrowser() {}

  /**
   * A frame that has come.
   *
   * @param name its camera and sequence number
   * @param length bytes of its message
   */
  public record Shown(String name, int length, boolean hasPicture) {}

  /** Connects as the page of a server does. */
  public static TestingBrowser connect(URI page) {
    return connect(page, "http://" + page.getAuthority());
  }

  /** Connects as a page of this origin does. */
  static TestingBrowser connect(URI page, String origin) {
    return connect(page, Map.of("Origin", origin));
  }

  /** Connects as the page of a server does in a browser that has this cookie. */
  static TestingBrowser connectWithCookie(URI page, String cookie) {
    return connect(page, Map.of("Origin", "http://" + page.getAuthority(), "Cookie", cookie));
  }

  private static TestingBrowser connect(URI page, Map<String, String> headers) {
    TestingBrowser browser = new TestingBrowser();
    URI live = URI.create("ws://" + page.getAuthority() + ViewServer.LIVE_PATH);
    WebSocket.Builder socket = HttpClient.newHttpClient().newWebSocketBuilder();
    headers.forEach(socket::header);
    browser.socket = socket.buildAsync(live, browser).join();
    return browser;
  }

  /** Says what a browser says when it is done with a frame of a camera. */
  public void send(String camera) {
    socket.sendText(camera, true).join();
  }

  void send(ByteBuffer data) {
    socket.sendBinary(data, true).join();
  }

  /** Waits for the next frame. */
  public Shown next() throws InterruptedException {
    Shown frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(frame).as("a frame within %d s", PATIENCE_SECONDS).isNotNull();
    return frame;
  }

  /** Waits for a status that has some text in it. */
  public void awaitStatus(String part) throws InterruptedException {
    String status = "";
    while (!status.contains(part)) {
      status = statuses.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(status).as("a status with %s", part).isNotNull();
    }
  }

  /** Closes the connection. */
  public void leave() {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    end.join();
  }

  /** Waits until the server closes the connection, and gives its reason. */
  String awaitEnd() throws Exception {
    return end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    end.complete(reason);
    return null;
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      statuses.add(text.toString());
      text.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    length += data.remaining();
    while (head.length() < HEAD && data.hasRemaining()) {
      head.append((char) data.get());
    }
    if (last) {
      frames.add(shown());
      head.setLength(0);
      length = 0;
    }
    from.request(1);
    return null;
  }

  private Shown shown() {
    Matcher camera = CAMERA.matcher(head);
    Matcher sequence = SEQUENCE.matcher(head);
    String name =
        camera.find() && sequence.find() ? camera.group(1) + " " + sequence.group(1) : "unreadable";
    return new Shown(name, length, head.indexOf("\"picture\":{") >= 0);
  }
}
