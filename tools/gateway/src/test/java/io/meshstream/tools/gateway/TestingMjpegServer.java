package io.meshstream.tools.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A network camera: gives every client the same JPEGs, one part each, and then nothing more until
 * it is switched off.
 */
final class TestingMjpegServer implements AutoCloseable {

  private static final String BOUNDARY = "next-picture";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch off = new CountDownLatch(1);
  private final List<byte[]> jpegs;

  /**
   * Switches a camera on.
   *
   * @param port where; 0 takes a free one
   */
  TestingMjpegServer(int port, List<byte[]> jpegs) throws IOException {
    this.jpegs = jpegs;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/video", this::stream);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url() {
    return "http://127.0.0.1:" + port() + "/video";
  }

  private void stream(HttpExchange exchange) throws IOException {
    exchange
        .getResponseHeaders()
        .set("Content-Type", "multipart/x-mixed-replace; boundary=" + BOUNDARY);
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      for (byte[] jpeg : jpegs) {
        out.write(part(jpeg));
        out.flush();
      }
      off.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A picture as it goes over the wire. */
  static byte[] part(byte[] jpeg) {
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    String header =
        "--%s\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n"
            .formatted(BOUNDARY, jpeg.length);
    part.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
    part.writeBytes(jpeg);
    part.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    return part.toByteArray();
  }

  /** Switches it off: connections end, the port is free. */
  @Override
  public void close() {
    off.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
