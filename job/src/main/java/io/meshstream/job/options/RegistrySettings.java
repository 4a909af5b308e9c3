package io.meshstream.job.options;

import io.meshstream.schemas.RecordCodecs;
import io.meshstream.schemas.registry.Patience;
import io.meshstream.schemas.registry.RegisteredSchemas;
import io.meshstream.schemas.registry.RegistryConfig;
import io.meshstream.schemas.registry.RegistryException;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;

/**
 * Where schemas are registered, and what is known of them.
 *
 * @param client settings of the registry's client; none: there is no registry
 * @param registered what the registry had when the job was submitted
 */
public record RegistrySettings(Map<String, String> client, RegisteredSchemas registered)
    implements Serializable {

  public static final ConfigOption<String> URL =
      ConfigOptions.key("registry.url")
          .stringType()
          .defaultValue("")
          .withDescription(
              "Schema registry with the API of Confluent's, such as http://registry:8081 or, of"
                  + " Apicurio, http://registry:8080/apis/ccompat/v7; several addresses of one"
                  + " registry separated by commas; empty: none. With a registry, records are"
                  + " written in Confluent's wire format, and frames are read in it as well as in"
                  + " single-object encoding. The subject of a topic is its name and -value.");

  public static final ConfigOption<Boolean> REGISTER =
      ConfigOptions.key("registry.register")
          .booleanType()
          .defaultValue(true)
          .withDescription(
              "Whether the job registers the schemas that it writes, when it is submitted. Otherwise"
                  + " they must be registered, or the job does not start.");

  public static final ConfigOption<String> USER =
      ConfigOptions.key("registry.user")
          .stringType()
          .defaultValue("")
          .withDescription("User of the registry, with registry.password; empty: none.");

  public static final ConfigOption<String> PASSWORD =
      ConfigOptions.key("registry.password")
          .stringType()
          .defaultValue("")
          .withDescription(
              "Password of the user. Better in a file or the environment than on the command line,"
                  + " which Flink shows.");

  public static final ConfigOption<String> TOKEN =
      ConfigOptions.key("registry.token")
          .stringType()
          .defaultValue("")
          .withDescription("Bearer token for the registry, instead of a user; empty: none.");

  public static final ConfigOption<Duration> TIMEOUT =
      ConfigOptions.key("registry.timeout")
          .durationType()
          .defaultValue(Duration.ofSeconds(5))
          .withDescription(
              "How long an answer of the registry may take. Frames never wait that long: see"
                  + " SCHEMA_UNAVAILABLE in docs/operate.md.");

  public static final ConfigOption<String> TRUST_STORE =
      ConfigOptions.key("registry.trust-store")
          .stringType()
          .defaultValue("")
          .withDescription(
              "File with the certificates that an https registry is trusted by, on the client that"
                  + " submits the job and on every TaskManager: .pem, .p12 or .jks; empty: those of"
                  + " Java.");

  public static final ConfigOption<String> TRUST_STORE_PASSWORD =
      ConfigOptions.key("registry.trust-store-password")
          .stringType()
          .defaultValue("")
          .withDescription("Password of the trust store; empty: none.");

  /** The options that whoever only reads needs. */
  public static final List<ConfigOption<?>> TO_READ =
      List.of(URL, USER, PASSWORD, TOKEN, TIMEOUT, TRUST_STORE, TRUST_STORE_PASSWORD);

  static final OptionGroup GROUP =
      OptionGroup.of(
          "Schema registry",
          URL,
          REGISTER,
          USER,
          PASSWORD,
          TOKEN,
          TIMEOUT,
          TRUST_STORE,
          TRUST_STORE_PASSWORD);

  /** Copies the map. */
  public RegistrySettings {
    client = Map.copyOf(client);
  }

  /**
   * Reads these options alone.
   *
   * @throws InvalidOptionsException listing everything that is wrong
   */
  public static RegistrySettings of(Configuration options) {
    List<String> problems = new ArrayList<>();
    RegistrySettings settings = read(new OptionReader(options, problems));
    if (!problems.isEmpty()) {
      throw new InvalidOptionsException(problems);
    }
    return settings;
  }

  static RegistrySettings read(OptionReader options) {
    Map<String, String> client = new HashMap<>();
    String url =
        text(options, URL, "http://host:port or https://host:port, several separated by commas");
    String user = text(options, USER, "a name");
    String password = text(options, PASSWORD, "a password");
    String token = text(options, TOKEN, "a token");
    String store = text(options, TRUST_STORE, "a file");
    String storePassword = text(options, TRUST_STORE_PASSWORD, "a password");
    Duration timeout =
        options.between(TIMEOUT, Duration.ofMillis(100), Duration.ofMinutes(5), "5 s");
    boolean register = options.read(REGISTER);
    if (!url.isEmpty()) {
      client.put(RegistryConfig.URL, url);
      client.put(RegistryConfig.AUTO_REGISTER, Boolean.toString(register));
      client.put(RegistryConfig.TIMEOUT_MS, Long.toString(timeout.toMillis()));
      if (!user.isEmpty()) {
        client.put(RegistryConfig.USER_INFO, user + ":" + password);
      }
      client.put(RegistryConfig.TOKEN, token);
      putTrustStore(client, store, storePassword);
    } else if (!user.isEmpty() || !token.isEmpty()) {
      options.note("%s: none (expected: an address, with a user or a token)".formatted(URL.key()));
    }
    noteProblem(options, client);
    return new RegistrySettings(client, RegisteredSchemas.none());
  }

  private static String text(OptionReader options, ConfigOption<String> option, String what) {
    return options.read(
        option, what + ", or nothing", value -> value.isEmpty() || !value.isBlank());
  }

  private static void putTrustStore(Map<String, String> client, String store, String password) {
    if (store.isEmpty()) {
      return;
    }
    client.put(RegistryConfig.SSL_PREFIX + "truststore.location", store);
    client.put(RegistryConfig.SSL_PREFIX + "truststore.type", type(store));
    if (!password.isEmpty()) {
      client.put(RegistryConfig.SSL_PREFIX + "truststore.password", password);
    }
  }

  private static String type(String store) {
    if (store.endsWith(".pem") || store.endsWith(".crt")) {
      return "PEM";
    }
    return store.endsWith(".jks") ? "JKS" : "PKCS12";
  }

  private static void noteProblem(OptionReader options, Map<String, String> client) {
    try {
      // Reads the trust store, if there is one.
      RecordCodecs.of(client);
    } catch (RegistryException e) {
      options.note("registry.url and others: %s".formatted(e.getMessage()));
    }
  }

  /** Returns how to reach the registry; empty: there is none. */
  public Optional<RegistryConfig> config() {
    return RegistryConfig.of(client);
  }

  /** Returns the same with what the registry has. */
  public RegistrySettings with(RegisteredSchemas known) {
    return new RegistrySettings(client, known);
  }

  /**
   * Makes the codecs of the job's topics. Those that read hardly wait for the registry, since other
   * cameras wait for them; those that write need not ask it for what was there when the job was
   * submitted.
   */
  public RecordCodecs codecs() {
    return RecordCodecs.of(config(), registered, Patience.OF_A_JOB);
  }

  /** Makes codecs for whoever reads, and has nothing else to do while the registry is asked. */
  public RecordCodecs readingCodecs() {
    return RecordCodecs.of(config(), registered, Patience.OF_A_TOOL);
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "RegistrySettings[%s, registered=%s]".formatted(config(), registered.ids());
  }
}
