package io.meshstream.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshstream.schemas.DeadLetter;
import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.registry.RegistryException.Kind;
import io.meshstream.schemas.testing.TestingRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaRegistryTest {

  private static final Schema FRAME = EncodedFrame.getClassSchema();
  private static final Schema LETTER = DeadLetter.getClassSchema();

  private TestingRegistry server;

  @BeforeEach
  void start() throws IOException {
    server = new TestingRegistry();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private SchemaRegistry client(String... settings) {
    Map<String, String> config = new HashMap<>(Map.of(RegistryConfig.URL, server.url()));
    for (int i = 0; i < settings.length; i += 2) {
      config.put(settings[i], settings[i + 1]);
    }
    return new SchemaRegistry(RegistryConfig.of(config).orElseThrow());
  }

  @Test
  void withoutAnAddressThereIsNoRegistry() {
    assertThat(RegistryConfig.of(Map.of(RegistryConfig.AUTO_REGISTER, "true"))).isEmpty();
  }

  @Test
  void aSchemaIsRegisteredAsItStandsInItsFile() {
    int id = client().id("frames-value", FRAME);

    assertThat(server.schemas().get(id)).doesNotContain("avro.java.string");
    assertThat(new Schema.Parser().parse(server.schemas().get(id)).getDoc())
        .isEqualTo(FRAME.getDoc());
    assertThat(client().schema(id).getField("data").doc()).isEqualTo(FRAME.getField("data").doc());
    assertThat(server.requests().get(0)).isEqualTo("POST /subjects/frames-value/versions");
  }

  @Test
  void whereNothingMayBeRegisteredTheSchemaIsFoundWhoeverRegisteredIt() {
    SchemaRegistry client = client(RegistryConfig.AUTO_REGISTER, "false");
    server.add("frames-value", LETTER);

    assertThatThrownBy(() -> client.id("frames-value", FRAME))
        .hasMessageContaining("frames-value: without this version's schema EncodedFrame")
        .isInstanceOfSatisfying(
            RegistryException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNKNOWN));
    int id = server.add("frames-value", FRAME);
    assertThat(client.id("frames-value", FRAME)).isEqualTo(id);
    assertThat(server.requests()).noneMatch(each -> each.startsWith("POST"));
  }

  @Test
  void aSubjectThatIsNotThereHasNoSchemas() {
    assertThat(client().schemas("frames-value")).isEmpty();
  }

  @Test
  void aSubjectsSchemasAreKnownByIdButForThoseThatCannotBeUsed() {
    server.add("frames-value", "{\"type\":\"map\",\"values\":\"int\"}");
    int id = server.add("frames-value", FRAME);

    assertThat(client().schemas("frames-value")).containsOnlyKeys(id);
  }

  @ParameterizedTest
  @CsvSource({
    "basic.auth.user.info, anna:secret, Basic YW5uYTpzZWNyZXQ=",
    "schema.registry.basic.auth.user.info, anna:secret, Basic YW5uYTpzZWNyZXQ=",
    "bearer.auth.token, t0ken, Bearer t0ken"
  })
  void aUserOrATokenIsSentAndNeverShown(String setting, String value, String expected) {
    Map<String, String> settings = Map.of(RegistryConfig.URL, server.url(), setting, value);
    RegistryConfig config = RegistryConfig.of(settings).orElseThrow();

    new SchemaRegistry(config).schemas("frames-value");

    assertThat(server.authorizations()).containsExactly(expected);
    assertThat(config.toString()).doesNotContain(value, expected, "secret");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 409, 422, 302, 404})
  void whatTheRegistryRefusesIsNoQuestionOfTime(int status) {
    server.failBy(exchange -> TestingRegistry.send(exchange, status, "<html>no</html>"));

    assertThatThrownBy(() -> client().id("frames-value", FRAME))
        .hasMessageContaining("HTTP " + status)
        .hasMessageContaining(server.url())
        .isInstanceOfSatisfying(
            RegistryException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 503})
  void aRegistryThatIsBusyMayAnswerLater(int status) {
    server.failBy(exchange -> TestingRegistry.send(exchange, status, "{}"));

    assertThatThrownBy(() -> client().schema(1))
        .isInstanceOfSatisfying(RegistryException.class, e -> assertThat(e.isTemporary()).isTrue());
  }

  @Test
  void whereNobodyListensThatIsSaidInWords() throws IOException {
    String gone = unusedUrl();

    assertThatThrownBy(() -> client(RegistryConfig.URL, gone).schema(1))
        .hasMessage(
            "schema registry: %s does not answer, no connection can be made (expected: an answer);"
                    .formatted(gone)
                + " start it, or correct its address");
  }

  @Test
  void aHostThatNobodyKnowsIsSaidToBeUnknown() {
    assertThatThrownBy(() -> client(RegistryConfig.URL, "http://registry.invalid:1").schema(1))
        .hasMessage(
            "schema registry: http://registry.invalid:1 does not answer, its host is unknown"
                + " (expected: an answer); correct its address, or how names are resolved");
  }

  @Test
  void aServerThatHasNoTlsIsSaidNotToAnswerByIt() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "https://localhost:" + socket.getLocalPort();
      CompletableFuture<Void> server =
          CompletableFuture.runAsync(() -> answer(socket, "HTTP/1.1 400 Bad Request\r\n\r\n"));

      assertThatThrownBy(() -> client(RegistryConfig.URL, url).schema(1))
          .hasMessageStartingWith("schema registry: " + url + " does not answer by TLS, ")
          .hasMessageEndingWith("; correct its address, or the certificates that are trusted");
      server.get();
    }
  }

  @Test
  void whatIsNoHttpIsNoAnswerAndCannotMoveTheCursorOfATerminal() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "http://localhost:" + socket.getLocalPort();
      CompletableFuture<Void> server =
          CompletableFuture.runAsync(() -> answer(socket, "\u001b[2J garbage\r\n\r\n"));

      assertThatThrownBy(() -> client(RegistryConfig.URL, url).schema(1))
          .hasMessageStartingWith("schema registry: " + url + " gives no answer that can be read, ")
          .hasMessageContaining("garbage")
          .hasMessageNotContaining("\u001b")
          .hasMessageEndingWith("(expected: an answer); start it, or correct its address");
      server.get();
    }
  }

  private static void answer(ServerSocket server, String text) {
    try (Socket socket = server.accept()) {
      // All of it: a connection that is closed with bytes unread is reset, and the answer may be
      // lost.
      socket.getInputStream().read(new byte[1 << 16]);
      socket.getOutputStream().write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>hello</html>", "{}", "\"x\"", ""})
  void anAnswerThatNoRegistryWouldGiveIsNotTakenForAnEmptySubject(String body) {
    server.failBy(exchange -> TestingRegistry.send(exchange, 200, body));

    assertThatThrownBy(() -> client().schemas("frames-value"))
        .hasMessageStartingWith("schema registry: %s answers HTTP 200 ".formatted(server.url()))
        .hasMessageContaining("correct its address and path")
        .isInstanceOfSatisfying(
            RegistryException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED));
  }

  @Test
  void aRedirectionIsNotFollowed() throws IOException {
    try (TestingRegistry other = new TestingRegistry()) {
      server.failBy(
          exchange -> {
            exchange.getResponseHeaders().add("Location", other.url());
            TestingRegistry.send(exchange, 301, "");
          });

      assertThatThrownBy(() -> client(RegistryConfig.TOKEN, "t0ken").schema(1))
          .hasMessageContaining("HTTP 301");
      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void anAnswerThatTakesTooLongIsNotWaitedFor() {
    server.hang();
    assertThatThrownBy(() -> client(RegistryConfig.TIMEOUT_MS, "50").schema(1))
        .hasMessageContaining("does not answer within 50 ms");
  }

  @Test
  void anAnswerThatBeginsAndDoesNotEndIsNotWaitedForEither() {
    server.failBy(
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
        });
    assertThatThrownBy(() -> client(RegistryConfig.TIMEOUT_MS, "200").schema(1))
        .hasMessageContaining("does not answer");
  }

  @Test
  void anAnswerThatIsTooLongIsGivenUp() {
    server.failBy(exchange -> TestingRegistry.send(exchange, 200, " ".repeat(1 << 20)));

    assertThatThrownBy(() -> client().schema(1)).hasMessageContaining("longer than 262144 bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no schema",
        "\"string\"",
        "{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"a\",\"type\":[\"null\",\"A\"]}]}",
        "{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"a\",\"type\":{\"type\":\"map\",\"values\":\"int\"}}]}"
      })
  void schemasThatMessagesMustNotBeReadWithAreRefused(String schema) {
    int id = server.add("x", schema);

    assertThatThrownBy(() -> client().schema(id))
        .hasMessageContaining("schema id 1: ")
        .isInstanceOfSatisfying(
            RegistryException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED));
  }

  @Test
  void aSchemaWhoseMessagesTakeMoreStepsThanTheyHaveBytesIsRefused() {
    StringBuilder fields = new StringBuilder();
    String inner = "{\"type\":\"record\",\"name\":\"R0\",\"fields\":[]}";
    for (int level = 1; level <= 8; level++) {
      fields.setLength(0);
      for (int i = 0; i < 10; i++) {
        String type = i == 0 ? inner : "\"R" + (level - 1) + "\"";
        fields
            .append(i == 0 ? "" : ",")
            .append("{\"name\":\"f%d\",\"type\":%s}".formatted(i, type));
      }
      inner = "{\"type\":\"record\",\"name\":\"R%d\",\"fields\":[%s]}".formatted(level, fields);
    }
    int id = server.add("x", inner);

    assertThatThrownBy(() -> client().schema(id)).hasMessageContaining("more than 10000 fields");
  }

  @Test
  void schemasThatAreNotWholeOrNotAvroAreRefused() {
    server.failBy(
        exchange ->
            TestingRegistry.send(
                exchange, 200, "{\"schemaType\":\"PROTOBUF\",\"schema\":\"message A {}\"}"));
    assertThatThrownBy(() -> client().schema(1)).hasMessageContaining("of type PROTOBUF");
    server.failBy(
        exchange ->
            TestingRegistry.send(
                exchange, 200, "{\"references\":[{\"name\":\"A\"}],\"schema\":\"\\\"A\\\"\"}"));
    assertThatThrownBy(() -> client().schema(1)).hasMessageContaining("refers to others");
  }

  @Test
  void theNextAddressIsAskedWhereOneDoesNotAnswer() throws IOException {
    int id = server.add("frames-value", FRAME);
    SchemaRegistry client = client(RegistryConfig.URL, unusedUrl() + ", " + server.url() + "/");

    assertThat(client.schema(id).getFullName()).isEqualTo(FRAME.getFullName());
    assertThat(client.requests()).isEqualTo(2);
  }

  private static String unusedUrl() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return "http://localhost:" + socket.getLocalPort();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "registry:8081",
        "ftp://a/b",
        "http://",
        "http://a?b",
        "http://anna:pw@a",
        "http://a,"
      })
  void addressesThatMakeNoSenseAreRefusedWithoutShowingWhatTheyContain(String url) {
    assertThatThrownBy(() -> RegistryConfig.of(Map.of(RegistryConfig.URL, url)))
        .hasMessageStartingWith("schema.registry.url: ")
        .hasMessageNotContaining("pw");
  }

  @ParameterizedTest
  @CsvSource({
    "basic.auth.user.info, anna",
    "bearer.auth.token, a b",
    "auto.register.schemas, maybe",
    "schema.registry.timeout.ms, 0",
    "schema.registry.timeout.ms, soon"
  })
  void settingsThatMakeNoSenseAreRefusedByName(String setting, String value) {
    assertThatThrownBy(() -> client(setting, value)).hasMessageStartingWith(setting + ": ");
  }

  @ParameterizedTest
  @CsvSource({
    "schema.registry.ssl.truststore.location, /no/such/store.p12",
    "schema.registry.ssl.truststore.lokation, /a"
  })
  void settingsForTlsThatMakeNoSenseAreRefused(String setting, String value) {
    assertThatThrownBy(() -> client(setting, value))
        .hasMessageStartingWith("schema.registry.ssl.*: ");
  }

  @Test
  void aRegistryBehindTlsIsTrustedByTheConfiguredStoreOnly(@TempDir Path folder) throws Exception {
    Path store = folder.resolve("registry.p12");
    run("-genkeypair", "-dname", "CN=localhost", "-ext", "san=dns:localhost", store);
    Path pem = folder.resolve("registry.pem");
    run("-exportcert", "-rfc", "-file", pem.toString(), store);
    try (TestingRegistry secured = new TestingRegistry(tls(store))) {
      int id = secured.add("frames-value", FRAME);

      assertThatThrownBy(() -> client(RegistryConfig.URL, secured.url()).schema(id))
          .isInstanceOf(RegistryException.class);
      SchemaRegistry trusting =
          client(
              RegistryConfig.URL,
              secured.url(),
              RegistryConfig.SSL_PREFIX + "truststore.type",
              "PEM",
              RegistryConfig.SSL_PREFIX + "truststore.location",
              pem.toString());
      assertThat(trusting.schema(id).getFullName()).isEqualTo(FRAME.getFullName());
    }
  }

  /** Runs keytool, a program of every JDK; the last argument is the store. */
  private static void run(Object... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    for (int i = 0; i < arguments.length - 1; i++) {
      command.add(arguments[i].toString());
    }
    command.addAll(List.of("-keystore", arguments[arguments.length - 1].toString()));
    command.addAll(List.of("-storepass", "changeit", "-alias", "it", "-noprompt"));
    if (arguments[0].equals("-genkeypair")) {
      command.addAll(List.of("-keyalg", "EC", "-storetype", "PKCS12"));
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private static SSLContext tls(Path store) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, "changeit".toCharArray());
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }
}
