package io.meshstream.schemas.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.apache.avro.Schema;

/** A schema registry in this process that can be told to fail in ways that a real one cannot. */
public final class TestingRegistry implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern BY_ID = Pattern.compile("/schemas/ids/(\\d+)");
  private static final Pattern VERSIONS = Pattern.compile("/subjects/([^/]+)/versions");
  private static final Pattern VERSION = Pattern.compile("/subjects/([^/]+)/versions/(\\d+)");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<Integer, String> schemas = new ConcurrentHashMap<>();
  private final Map<String, List<Integer>> subjects = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();

  private volatile Answer failure;
  private volatile boolean failsLookUps;

  /** An answer instead of the right one. */
  public interface Answer {
    void give(HttpExchange exchange) throws IOException;
  }

  /** Starts one. */
  public TestingRegistry() throws IOException {
    this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
  }

  /** One that is reached by TLS. */
  public TestingRegistry(SSLContext tls) throws IOException {
    this(secured(tls));
  }

  private TestingRegistry(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  private static HttpServer secured(SSLContext tls) throws IOException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return server;
  }

  /** Returns its address. */
  public String url() {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return scheme + "://localhost:" + server.getAddress().getPort();
  }

  /** Returns what was asked for, the oldest first. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** Returns how those who asked proved who they are. */
  public List<String> authorizations() {
    return List.copyOf(authorizations);
  }

  /** Registers a text, whatever it is. */
  public synchronized int add(String subject, String schema) {
    int id =
        schemas.entrySet().stream()
            .filter(each -> each.getValue().equals(schema))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(schemas.size() + 1);
    schemas.put(id, schema);
    List<Integer> ids = subjects.computeIfAbsent(subject, each -> new ArrayList<>());
    if (!ids.contains(id)) {
      ids.add(id);
    }
    return id;
  }

  /** Gives a schema an id, without a subject. */
  public void put(int id, Schema schema) {
    schemas.put(id, schema.toString());
  }

  /** Registers a schema. */
  public int add(String subject, Schema schema) {
    return add(subject, schema.toString());
  }

  /** Returns what is registered. */
  public Map<Integer, String> schemas() {
    return new LinkedHashMap<>(schemas);
  }

  /** Answers like this from now on. */
  public void failBy(Answer answer) {
    failure = answer;
  }

  /** Answers with an error of the server. */
  public void fail() {
    failBy(exchange -> send(exchange, 503, "{\"error_code\":50003,\"message\":\"starting\"}"));
  }

  /** Does so for questions by id only. */
  public void failLookUps() {
    failure = null;
    failsLookUps = true;
  }

  /** Keeps whoever asks waiting, until this is closed. */
  public void hang() {
    failBy(exchange -> awaitEnd());
  }

  /** Answers rightly again. */
  public void recover() {
    failure = null;
    failsLookUps = false;
  }

  private void awaitEnd() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    Answer instead = failure;
    if (instead != null) {
      instead.give(exchange);
      return;
    }
    String path = exchange.getRequestURI().getPath();
    Matcher id = BY_ID.matcher(path);
    Matcher versions = VERSIONS.matcher(path);
    Matcher version = VERSION.matcher(path);
    if (id.matches() && failsLookUps) {
      send(exchange, 503, "{}");
    } else if (id.matches()) {
      sendSchema(exchange, Integer.parseInt(id.group(1)));
    } else if (version.matches()) {
      sendSchema(
          exchange, subjects.get(version.group(1)).get(Integer.parseInt(version.group(2)) - 1));
    } else if (versions.matches() && exchange.getRequestMethod().equals("POST")) {
      JsonNode body = JSON.readTree(exchange.getRequestBody());
      send(exchange, 200, "{\"id\":" + add(versions.group(1), body.get("schema").asText()) + "}");
    } else if (versions.matches() && subjects.containsKey(versions.group(1))) {
      ArrayNode numbers = JSON.createArrayNode();
      for (int i = 1; i <= subjects.get(versions.group(1)).size(); i++) {
        numbers.add(i);
      }
      send(exchange, 200, numbers.toString());
    } else {
      send(exchange, 404, "{\"error_code\":40401,\"message\":\"Subject not found\"}");
    }
  }

  private void sendSchema(HttpExchange exchange, int id) throws IOException {
    String schema = schemas.get(id);
    if (schema == null) {
      send(exchange, 404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
    } else {
      send(exchange, 200, JSON.createObjectNode().put("id", id).put("schema", schema).toString());
    }
  }

  /** Answers with a status and a text. */
  public static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
