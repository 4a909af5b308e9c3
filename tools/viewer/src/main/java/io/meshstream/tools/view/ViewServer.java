package io.meshstream.tools.view;

import io.meshstream.tools.console.CommandFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the page, and on {@value #LIVE_PATH} the WebSocket that its pictures come through. With a
 * token, only a browser that has come with it gets pictures; the page itself shows nothing.
 *
 * <p>Everything runs on one event loop: it only passes bytes on. Thread-safe.
 */
final class ViewServer implements AutoCloseable {

  static final String LIVE_PATH = "/live";

  private static final Logger LOG = LoggerFactory.getLogger(ViewServer.class);

  private static final int SECONDS = 10;
  private static final int WRITE_QUEUE_BYTES = 1024 * 1024;

  /** Browsers send no more than the id of a camera. */
  private static final int MAX_MESSAGE_BYTES = 2048;

  private static final short TRY_AGAIN_LATER = 1013;
  private static final short POLICY_VIOLATION = 1008;

  private static final String TOKEN = "token";
  private static final String COOKIE = "meshstream-viewer";

  private final Vertx vertx;
  private final String host;
  private final LiveFeed feed;
  private final Page page = new Page();
  private final TrustedHosts hosts;
  private final Optional<AccessToken> token;
  private int port;

  private ViewServer(ViewerSettings settings, LiveFeed feed, Vertx vertx) {
    this.vertx = vertx;
    this.host = settings.host();
    this.feed = feed;
    this.hosts = new TrustedHosts(settings.allowedHosts());
    this.token = settings.token();
  }

  /**
   * Starts to listen.
   *
   * @throws CommandFailure if that is not possible, for instance because the port is taken
   */
  static ViewServer start(ViewerSettings settings, LiveFeed feed) {
    ViewServer server = new ViewServer(settings, feed, vertx());
    try {
      server.listen(settings.port());
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static Vertx vertx() {
    return Vertx.vertx(
        new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(1)
            .setInternalBlockingPoolSize(1)
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setClassPathResolvingEnabled(false)
                    .setFileCachingEnabled(false)));
  }

  private void listen(int wantedPort) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(host)
            .setPort(wantedPort)
            .setTcpNoDelay(true)
            .setIdleTimeout(60)
            .setCompressionSupported(true)
            // Pictures do not shrink any further.
            .setPerMessageWebSocketCompressionSupported(false)
            .setPerFrameWebSocketCompressionSupported(false)
            .setMaxWebSocketMessageSize(MAX_MESSAGE_BYTES)
            .setHttp2ClearTextEnabled(false);
    HttpServer server =
        vertx
            .createHttpServer(options)
            .requestHandler(this::answer)
            .exceptionHandler(e -> LOG.debug("A connection failed.", e));
    try {
      port = get(server.listen()).actualPort();
    } catch (ExecutionException | TimeoutException e) {
      throw new CommandFailure(
          "viewer address: %s port %d, %s (expected: a free port of this machine); stop what listens there or choose another with --port"
              .formatted(host, wantedPort, e.getCause() == null ? e : e.getCause().getMessage()),
          e);
    }
  }

  private static <T> T get(Future<T> future) throws ExecutionException, TimeoutException {
    try {
      return future.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("viewer: interrupted (expected: time to start and stop)", e);
    }
  }

  /** Returns where the page is. */
  URI page() {
    boolean any = host.equals("0.0.0.0") || host.equals("::");
    String name = any ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + name + ":" + port + "/");
  }

  @SuppressWarnings("FutureReturnValueIgnored") // A response that cannot be sent has no reader.
  private void answer(HttpServerRequest request) {
    if (!hosts.accepts(request.getHeader(HttpHeaders.HOST))) {
      refuse(request, 421, "Unknown host; see --allow-host.");
    } else if (LIVE_PATH.equals(request.path())) {
      connect(request);
    } else if (token.isPresent() && request.getParam(TOKEN) != null) {
      admit(request);
    } else if (!request.method().equals(HttpMethod.GET) && !isHead(request)) {
      refuse(request, 405, "Only GET.");
    } else {
      Optional<PageFile> file = page.file(request.path());
      file.ifPresentOrElse(found -> send(request, found), () -> refuse(request, 404, "Not found."));
    }
  }

  /** Takes the token out of the address, which is shown, kept and sent to others. */
  @SuppressWarnings("FutureReturnValueIgnored") // A response that cannot be sent has no reader.
  private void admit(HttpServerRequest request) {
    if (!hasToken(request.getParam(TOKEN))) {
      refuse(request, 403, "Another token; use the address that the viewer printed.");
      return;
    }
    secured(request.response())
        .setStatusCode(303)
        .putHeader(
            HttpHeaders.SET_COOKIE,
            "%s=%s; Path=/; HttpOnly; SameSite=Strict".formatted(COOKIE, request.getParam(TOKEN)))
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader(HttpHeaders.LOCATION, "/")
        .end();
  }

  private boolean hasToken(String known) {
    return token.isEmpty() || token.get().matches(known);
  }

  private boolean hasToken(HttpServerRequest request) {
    Cookie cookie = request.getCookie(COOKIE);
    return hasToken(cookie == null ? null : cookie.getValue());
  }

  private static boolean isHead(HttpServerRequest request) {
    return request.method().equals(HttpMethod.HEAD);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // A response that cannot be sent has no reader.
  private void send(HttpServerRequest request, PageFile file) {
    HttpServerResponse response = secured(request.response());
    response.putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
    response.putHeader(HttpHeaders.ETAG, file.tag());
    if (file.tag().equals(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
      response.setStatusCode(304).end();
      return;
    }
    response.putHeader(HttpHeaders.CONTENT_TYPE, file.mediaType());
    if (isHead(request)) {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(file.content().length()));
      response.end();
    } else {
      response.end(file.content());
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // A response that cannot be sent has no reader.
  private void refuse(HttpServerRequest request, int code, String reason) {
    secured(request.response())
        .setStatusCode(code)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
        .end(reason + "\n");
  }

  private HttpServerResponse secured(HttpServerResponse response) {
    return response
        .putHeader("Content-Security-Policy", page.policy())
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cross-Origin-Opener-Policy", "same-origin")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin")
        .putHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
  }

  private void connect(HttpServerRequest request) {
    String host = request.getHeader(HttpHeaders.HOST);
    if (!hosts.accepts(request.getHeader(HttpHeaders.ORIGIN), host)) {
      refuse(request, 403, "Only the viewer's own page may connect.");
      return;
    }
    boolean mayLook = hasToken(request);
    request
        .toWebSocket()
        .onSuccess(socket -> open(socket, mayLook))
        .onFailure(e -> LOG.debug("A connection was not opened.", e));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // Closing tells the feed.
  private void open(ServerWebSocket socket, boolean mayLook) {
    if (!mayLook) {
      // A refusal of the connection has no reason that a page could read.
      socket.close(POLICY_VIOLATION, "no access: open the address with the token");
      return;
    }
    socket.setWriteQueueMaxSize(WRITE_QUEUE_BYTES);
    Browser browser = new Browser(socket, vertx.getOrCreateContext());
    socket.exceptionHandler(e -> LOG.debug("A connection failed.", e));
    socket.closeHandler(nothing -> feed.remove(browser));
    if (!feed.add(browser)) {
      socket.close(TRY_AGAIN_LATER, "too many browsers");
    }
  }

  /** Stops listening, ends all connections and waits for it. */
  @Override
  public void close() {
    try {
      get(vertx.close());
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("The viewer's server does not stop.", e);
    }
  }
}
