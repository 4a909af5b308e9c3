package io.meshstream.tools.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A real broker behind TLS that knows its users by password (SASL_SSL) and lets each do only what
 * it was allowed (ACLs). A user's password is its name and {@code -secret}.
 */
public final class SecuredBroker implements AutoCloseable {

  private static final String ADMIN = "admin";
  private static final String STORE_PASSWORD = "changeit";

  private final LocalBroker broker;
  private final Path certificate;

  private SecuredBroker(LocalBroker broker, Path certificate) {
    this.broker = broker;
    this.certificate = certificate;
  }

  /**
   * Starts one.
   *
   * @param folder an empty folder for its data and its key
   * @param users who may log in
   */
  public static SecuredBroker start(Path folder, List<String> users) throws Exception {
    Path store = folder.resolve("broker.p12");
    Path certificate = folder.resolve("broker.pem");
    keytool(store, "-genkeypair", "-keyalg", "EC", "-storetype", "PKCS12", "-dname", "CN=broker");
    keytool(store, "-exportcert", "-rfc", "-file", certificate.toString());
    Map<String, String> settings = new HashMap<>();
    settings.put("listener.security.protocol.map", "CLIENTS:SASL_SSL,CONTROLLER:PLAINTEXT");
    settings.put("ssl.keystore.type", "PKCS12");
    settings.put("ssl.keystore.location", store.toString());
    settings.put("ssl.keystore.password", STORE_PASSWORD);
    settings.put("ssl.truststore.type", "PEM");
    settings.put("ssl.truststore.location", certificate.toString());
    settings.put("sasl.enabled.mechanisms", "PLAIN");
    settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    settings.put("listener.name.clients.plain.sasl.jaas.config", logins(users));
    settings.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    settings.put("super.users", "User:" + ADMIN + ";User:ANONYMOUS");
    LocalBroker broker =
        LocalBroker.start(Files.createDirectory(folder.resolve("data")), 0, settings);
    return new SecuredBroker(broker, certificate);
  }

  private static String logins(List<String> users) {
    List<String> all = new ArrayList<>(users);
    all.add(ADMIN);
    StringBuilder jaas = new StringBuilder(login(ADMIN));
    jaas.setLength(jaas.length() - 1);
    all.forEach(user -> jaas.append(" user_%s=\"%s\"".formatted(user, password(user))));
    return jaas.append(';').toString();
  }

  private static String login(String user) {
    return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
        .formatted(user, password(user));
  }

  private static String password(String user) {
    return user + "-secret";
  }

  private static void keytool(Path store, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", STORE_PASSWORD));
    command.addAll(List.of("-alias", "broker", "-noprompt"));
    if (arguments[0].equals("-genkeypair")) {
      command.addAll(List.of("-ext", "san=ip:127.0.0.1"));
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("keytool: " + output);
    }
  }

  /** Returns where clients find it. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Returns the settings of a user's clients, but for where the broker is. */
  public Map<String, String> settingsOf(String user) {
    return Map.of(
        "security.protocol", "SASL_SSL",
        "sasl.mechanism", "PLAIN",
        "sasl.jaas.config", login(user),
        "ssl.truststore.type", "PEM",
        "ssl.truststore.location", certificate.toString());
  }

  /** Returns all settings of a user's clients. */
  public Map<String, Object> clientOf(String user) {
    Map<String, Object> config = new HashMap<>(settingsOf(user));
    config.put("bootstrap.servers", bootstrapServers());
    return config;
  }

  /** Creates a topic. */
  public void create(String topic, int partitions, Map<String, String> config) throws Exception {
    try (Admin admin = Admin.create(clientOf(ADMIN))) {
      admin
          .createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(config)))
          .all()
          .get();
    }
  }

  /** Lets a user do something with what is called so or, with an asterisk, begins so. */
  public void allow(String user, ResourceType type, String name, AclOperation... operations)
      throws Exception {
    boolean isPrefix = name.endsWith("*");
    ResourcePattern resource =
        new ResourcePattern(
            type,
            isPrefix ? name.substring(0, name.length() - 1) : name,
            isPrefix ? PatternType.PREFIXED : PatternType.LITERAL);
    List<AclBinding> bindings = new ArrayList<>();
    for (AclOperation operation : operations) {
      bindings.add(
          new AclBinding(
              resource,
              new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW)));
    }
    try (Admin admin = Admin.create(clientOf(ADMIN))) {
      admin.createAcls(bindings).all().get();
    }
  }

  @Override
  public void close() {
    broker.close();
  }
}
