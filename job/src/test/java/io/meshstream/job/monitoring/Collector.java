package io.meshstream.job.monitoring;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** Takes what is sent by OTLP over HTTP, and looks no further than whether a name is in it. */
final class Collector implements AutoCloseable {

  private final HttpServer server;

  private volatile String received = "";

  private Collector(HttpServer server) {
    this.server = server;
  }

  static Collector start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Collector collector = new Collector(server);
    server.createContext(
        "/v1/metrics",
        exchange -> {
          try (InputStream body =
              "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
                  ? new GZIPInputStream(exchange.getRequestBody())
                  : exchange.getRequestBody()) {
            // Names are text in Protocol Buffers, too.
            collector.received = new String(body.readAllBytes(), StandardCharsets.ISO_8859_1);
          }
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    return collector;
  }

  /** Where it listens. */
  String endpoint() {
    return "http://127.0.0.1:%d/v1/metrics".formatted(server.getAddress().getPort());
  }

  /** Whether a name was in the newest message. */
  boolean has(String name) {
    return received.contains(name);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
