package io.meshstream.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How to reach a schema registry, read from client settings under the names that Kafka clients know
 * from Confluent's serialisers.
 *
 * <table>
 * <caption>Settings</caption>
 * <tr><td>{@code schema.registry.url}</td><td>addresses, separated by commas, that are tried in this
 * order; without it there is no registry</td></tr>
 * <tr><td>{@code basic.auth.user.info}</td><td>{@code user:password}</td></tr>
 * <tr><td>{@code bearer.auth.token}</td><td>a token, instead of a user</td></tr>
 * <tr><td>{@code schema.registry.ssl.*}</td><td>trust store and key store, called behind the prefix
 * as for a Kafka client: {@code schema.registry.ssl.truststore.location}</td></tr>
 * <tr><td>{@code auto.register.schemas}</td><td>whether a schema that the registry does not have is
 * registered; {@code true} unless set. Otherwise it is an error</td></tr>
 * <tr><td>{@code schema.registry.timeout.ms}</td><td>how long an answer may take; 5000 unless
 * set</td></tr>
 * </table>
 *
 * @param urls base addresses, at least one, without a slash at the end
 * @param authorization value of the header {@code Authorization}; empty: none
 * @param ssl settings of Kafka's TLS engine, beginning with {@code ssl.}
 * @param autoRegister whether schemas are registered
 * @param timeout how long one answer may take, more than zero
 */
public record RegistryConfig(
    List<URI> urls,
    String authorization,
    Map<String, String> ssl,
    boolean autoRegister,
    Duration timeout)
    implements Serializable {

  /** Name of the setting without which there is no registry. */
  public static final String URL = "schema.registry.url";

  /** Name of the setting for a user and a password. */
  public static final String USER_INFO = "basic.auth.user.info";

  /** Name of the setting for a token. */
  public static final String TOKEN = "bearer.auth.token";

  /** Name of the setting that says whether schemas are registered. */
  public static final String AUTO_REGISTER = "auto.register.schemas";

  /** Name of the setting for how long an answer may take, in milliseconds. */
  public static final String TIMEOUT_MS = "schema.registry.timeout.ms";

  /** What the settings for TLS begin with. */
  public static final String SSL_PREFIX = "schema.registry.ssl.";

  private static final String PREFIX = "schema.registry.";

  /** Confluent's clients allow it in front of these as well. */
  private static final List<String> PREFIXES = List.of("", PREFIX);

  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

  private static final int MAX_TIMEOUT_MILLIS = 600_000;

  /** Copies what could be changed. */
  public RegistryConfig {
    urls = List.copyOf(urls);
    ssl = Map.copyOf(ssl);
  }

  /**
   * Reads client settings.
   *
   * @return empty if they name no registry
   * @throws RegistryException if a setting makes no sense
   */
  public static Optional<RegistryConfig> of(Map<String, ?> config) {
    String urls = text(config, URL);
    if (urls.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> ssl = new TreeMap<>();
    config.forEach(
        (name, value) -> {
          if (name.startsWith(SSL_PREFIX) && value != null) {
            ssl.put(name.substring(PREFIX.length()), value.toString());
          }
        });
    return Optional.of(
        new RegistryConfig(
            Arrays.stream(urls.split(",", -1)).map(each -> url(each.strip())).toList(),
            authorization(anyText(config, USER_INFO), anyText(config, TOKEN)),
            ssl,
            autoRegister(text(config, AUTO_REGISTER)),
            timeout(text(config, TIMEOUT_MS))));
  }

  private static String text(Map<String, ?> config, String name) {
    Object value = config.get(name);
    return value == null ? "" : value.toString().strip();
  }

  private static String anyText(Map<String, ?> config, String name) {
    return PREFIXES.stream()
        .map(prefix -> text(config, prefix + name))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static URI url(String text) {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      throw badUrl("what is no address");
    }
    String scheme = String.valueOf(url.getScheme());
    if (url.getUserInfo() != null) {
      throw badUrl("an address with a user in it, which ends up in logs");
    }
    if (!(scheme.equals("http") || scheme.equals("https"))
        || url.getHost() == null
        || url.getQuery() != null
        || url.getFragment() != null) {
      throw badUrl(text);
    }
    return URI.create(text.replaceFirst("/+$", ""));
  }

  private static RegistryException badUrl(String found) {
    return invalid(
        URL,
        found,
        "http://host:port or https://host:port, with a path where the registry has one; user and"
            + " password are settings of their own");
  }

  private static String authorization(String userInfo, String token) {
    if (!userInfo.isEmpty() && !token.isEmpty()) {
      throw invalid(USER_INFO, "set beside " + TOKEN, "one of the two");
    }
    if (!userInfo.isEmpty()) {
      if (!userInfo.contains(":")) {
        throw invalid(USER_INFO, "a value without a colon", "user:password");
      }
      return "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(UTF_8));
    }
    if (token.chars().anyMatch(each -> each <= ' ' || each >= 0x7f)) {
      throw invalid(TOKEN, "a value with characters that no token has", "a token");
    }
    return token.isEmpty() ? "" : "Bearer " + token;
  }

  private static boolean autoRegister(String text) {
    return switch (text) {
      case "", "true" -> true;
      case "false" -> false;
      default -> throw invalid(AUTO_REGISTER, text, "true or false");
    };
  }

  private static Duration timeout(String text) {
    if (text.isEmpty()) {
      return DEFAULT_TIMEOUT;
    }
    try {
      int millis = Integer.parseInt(text);
      if (millis >= 1 && millis <= MAX_TIMEOUT_MILLIS) {
        return Duration.ofMillis(millis);
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw invalid(TIMEOUT_MS, text, "1 to " + MAX_TIMEOUT_MILLIS + " milliseconds");
  }

  private static RegistryException invalid(String name, String found, String rule) {
    return new RegistryException(
        RegistryException.Kind.REFUSED, "%s: %s (expected: %s)".formatted(name, found, rule));
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "RegistryConfig[urls=%s, authorization=%s, ssl=%s, autoRegister=%s, timeout=%s]"
        .formatted(
            urls, authorization.isEmpty() ? "none" : "set", ssl.keySet(), autoRegister, timeout);
  }
}
