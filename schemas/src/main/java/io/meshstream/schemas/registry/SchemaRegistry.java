package io.meshstream.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshstream.schemas.registry.RegistryException.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * Asks a schema registry: which schema has an id, which schemas a subject has, and which id a
 * schema has, for which it is registered if that is allowed. Each call waits for the answer, no
 * longer than configured, and nothing is remembered.
 *
 * <p>Talks to the configured addresses only, follows no redirection, and takes no answer beyond 256
 * KiB. Thread-safe.
 */
public final class SchemaRegistry {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final int MAX_ANSWER_BYTES = 256 * 1024;

  /** So many versions of a subject are looked at, the newest. */
  private static final int MAX_VERSIONS = 50;

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;

  private final RegistryConfig config;
  private final HttpClient http;
  private final AtomicLong requests = new AtomicLong();

  /**
   * Describes a registry, without asking it anything yet.
   *
   * @throws RegistryException if the settings for TLS make no sense
   */
  public SchemaRegistry(RegistryConfig config) {
    this.config = config;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(config.timeout())
            // An address that was not configured must not get the password.
            .followRedirects(HttpClient.Redirect.NEVER);
    if (!config.ssl().isEmpty()) {
      builder.sslContext(tls(config.ssl()));
    }
    this.http = builder.build();
  }

  private static SSLContext tls(Map<String, String> settings) {
    try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
      factory.configure(TlsSettings.parsed(settings));
      return factory.sslContext();
    } catch (RuntimeException e) {
      throw new RegistryException(
          Kind.REFUSED,
          "%s*: %s (expected: stores that can be opened); correct them"
              .formatted(RegistryConfig.SSL_PREFIX, e.getMessage()),
          e);
    }
  }

  /** Returns the subject under which the schemas of a topic's values are registered. */
  public static String subjectOf(String topic) {
    return topic + "-value";
  }

  /** Returns how many requests were made. */
  public long requests() {
    return requests.get();
  }

  /**
   * Returns the schema that has an id.
   *
   * @throws RegistryException if there is none, it cannot be used, or the registry does not tell
   */
  public Schema schema(int id) {
    JsonNode answer = get("/schemas/ids/" + id, "schema id " + id, JsonNode::isObject);
    return schema("schema id " + id, answer);
  }

  /**
   * Returns the schemas of a subject by id, the newest 50 versions at most, oldest first; none if
   * the registry does not know the subject. Those that cannot be used are left out.
   *
   * @throws RegistryException if the registry does not tell
   */
  public Map<Integer, Schema> schemas(String subject) {
    String path = "/subjects/" + encoded(subject) + "/versions";
    List<Integer> versions = new ArrayList<>();
    try {
      get(path, "subject " + subject, JsonNode::isArray)
          .forEach(each -> versions.add(each.asInt()));
    } catch (RegistryException e) {
      if (e.kind() == Kind.UNKNOWN) {
        return Map.of();
      }
      throw e;
    }
    Map<Integer, Schema> schemas = new LinkedHashMap<>();
    for (int version :
        versions.subList(Math.max(0, versions.size() - MAX_VERSIONS), versions.size())) {
      try {
        String what = "version %d of subject %s".formatted(version, subject);
        JsonNode answer = get(path + "/" + version, what, JsonNode::isObject);
        schemas.put(id(what, answer), schema(what, answer));
      } catch (RegistryException e) {
        // Whoever needs this one asks for it by its id, and is told.
        if (e.isTemporary()) {
          throw e;
        }
      }
    }
    return schemas;
  }

  /**
   * Returns the id of a schema under a subject. If the registry does not have it there, registers
   * it, where the configuration allows that.
   *
   * @throws RegistryException if it has no id, the registry refuses it, or does not tell
   */
  public int id(String subject, Schema schema) {
    if (config.autoRegister()) {
      String body = body(schema);
      String what = "schema %s of subject %s".formatted(schema.getName(), subject);
      return id(what, post("/subjects/" + encoded(subject) + "/versions", what, body));
    }
    long fingerprint = SchemaNormalization.parsingFingerprint64(schema);
    return schemas(subject).entrySet().stream()
        .filter(each -> SchemaNormalization.parsingFingerprint64(each.getValue()) == fingerprint)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(
            () ->
                new RegistryException(
                    Kind.UNKNOWN,
                    ("subject %s: without this version's schema %s (expected: registered); register"
                            + " %2$s.avsc of the schemas' jar, or allow to register it")
                        .formatted(subject, schema.getName())));
  }

  private static String body(Schema schema) {
    return JSON.createObjectNode().put("schema", PortableSchema.text(schema)).toString();
  }

  private static String encoded(String subject) {
    return URLEncoder.encode(subject, UTF_8);
  }

  private int id(String what, JsonNode answer) {
    JsonNode id = answer.path("id");
    if (!id.canConvertToInt() || !id.isIntegralNumber()) {
      throw unusable(what, "an answer without an id");
    }
    return id.intValue();
  }

  private Schema schema(String what, JsonNode answer) {
    String type = answer.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw unusable(what, "of type " + type);
    }
    if (!answer.path("references").isEmpty()) {
      throw unusable(what, "a schema that refers to others");
    }
    Schema schema;
    try {
      schema = new Schema.Parser().parse(answer.path("schema").asText());
    } catch (AvroRuntimeException e) {
      throw unusable(what, "what is no Avro schema");
    }
    String problem = SchemaRules.problemWith(schema);
    if (problem != null) {
      throw new RegistryException(
          Kind.REFUSED, "%s: %s; see who registered it".formatted(what, problem));
    }
    return schema;
  }

  private static RegistryException unusable(String what, String found) {
    return new RegistryException(
        Kind.REFUSED,
        "%s: %s (expected: the Avro schema of a record, in one piece); see who registered it"
            .formatted(what, found));
  }

  private JsonNode get(String path, String what, Predicate<JsonNode> form) {
    return ask(path, new Question(what, HttpRequest.Builder::GET, form));
  }

  private JsonNode post(String path, String what, String body) {
    return ask(
        path,
        new Question(
            what,
            request ->
                request
                    .header("Content-Type", CONTENT_TYPE)
                    .POST(HttpRequest.BodyPublishers.ofString(body)),
            JsonNode::isObject));
  }

  /**
   * What is asked.
   *
   * @param what its name in messages
   * @param put makes a request of it
   * @param form what every registry's answer is; others come from whoever listens there by accident
   */
  private record Question(
      String what, UnaryOperator<HttpRequest.Builder> put, Predicate<JsonNode> form) {}

  /** Asks one address after the other until one answers. */
  private JsonNode ask(String path, Question question) {
    RegistryException failure = null;
    for (URI url : config.urls()) {
      try {
        return ask(url, path, question);
      } catch (RegistryException e) {
        if (!e.isTemporary()) {
          throw e;
        }
        failure = e;
      }
    }
    throw failure;
  }

  private JsonNode ask(URI url, String path, Question question) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Accept", CONTENT_TYPE + ", application/json");
    if (!config.authorization().isEmpty()) {
      request.header("Authorization", config.authorization());
    }
    HttpResponse<byte[]> answer = answer(url, question.put().apply(request).build());
    return judged(url, question, answer.statusCode(), json(answer.body()));
  }

  /**
   * The time is for all of the answer, so the request has none of its own: that would end with the
   * first of it, and which of the two struck first would be chance.
   */
  private HttpResponse<byte[]> answer(URI url, HttpRequest request) {
    requests.incrementAndGet();
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, head -> new BoundedBody(MAX_ANSWER_BYTES));
    Duration time = config.timeout();
    try {
      return answer.get(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw unavailable(url, NoAnswer.of(e.getCause()), e.getCause());
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw unavailable(url, NoAnswer.within(time), e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw unavailable(url, NoAnswer.startOrCorrect("was not waited for"), e);
    }
  }

  private static Optional<JsonNode> json(byte[] body) {
    try {
      return Optional.ofNullable(JSON.readTree(body));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException("an array can be read", e);
    }
  }

  private JsonNode judged(URI url, Question question, int status, Optional<JsonNode> body) {
    // Without the envelope it may be whoever listens there by accident.
    String said = body.map(each -> each.path("message").asText()).orElse("").strip();
    String why = said.isEmpty() ? "HTTP " + status : "HTTP %d, %s".formatted(status, shown(said));
    if (status == OK) {
      return body.filter(question.form())
          .orElseThrow(() -> refused(url, why + " without what a registry says", question));
    }
    if (status == REQUEST_TIMEOUT || status == TOO_MANY || status >= SERVER_ERROR) {
      throw unavailable(url, NoAnswer.startOrCorrect("answers " + why), null);
    }
    if (status == NOT_FOUND && body.map(each -> each.has("error_code")).orElse(false)) {
      throw new RegistryException(
          Kind.UNKNOWN,
          "%s: %s (expected: known to the registry %s); see who wrote it"
              .formatted(question.what(), why, url));
    }
    throw refused(url, why, question);
  }

  private static RegistryException refused(URI url, String why, Question question) {
    return new RegistryException(
        Kind.REFUSED,
        ("schema registry: %s answers %s to the question for %s (expected: a registry with the API of"
                + " Confluent's that lets this client in); correct its address and path, or user and"
                + " password, or see its log")
            .formatted(url, why, question.what()));
  }

  private static String shown(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= 300 ? line : line.substring(0, 300) + "...";
  }

  private static RegistryException unavailable(URI url, NoAnswer reason, Throwable cause) {
    return new RegistryException(
        Kind.UNAVAILABLE,
        "schema registry: %s %s (expected: an answer); %s"
            .formatted(url, shown(reason.found()), reason.remedy()),
        cause);
  }
}
