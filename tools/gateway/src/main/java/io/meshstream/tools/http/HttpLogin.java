package io.meshstream.tools.http;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A user's name and password, and how to prove them when a server asks: by Digest (RFC 7616, and
 * RFC 2069 of old cameras) where it is offered, or else by Basic (RFC 7617).
 *
 * <p>Not thread-safe.
 */
final class HttpLogin {

  private static final Pattern SCHEME = Pattern.compile("(?i)(?:^|,)\\s*(basic|digest)(?=\\s|,|$)");

  /** Takes a text of any length in one go: a camera may send anything. */
  private static final Pattern PARAMETER =
      Pattern.compile(
          "(?<![\\w-])([\\w-]++)\\s*+=\\s*+"
              + "(?:\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"|([^\\s,\"]++))");

  private static final SecureRandom RANDOM = new SecureRandom();

  private final String user;
  private final String password;

  /** What the server asked last; null before it did. */
  private Map<String, String> digest;

  private boolean basic;
  private int uses;

  HttpLogin(String user, String password) {
    this.user = user;
    this.password = password;
  }

  /**
   * Takes what a server asks.
   *
   * @param challenges the values of its headers {@code WWW-Authenticate}
   * @return whether it can be answered
   */
  boolean challenge(List<String> challenges) {
    digest = null;
    basic = false;
    for (String challenge : challenges) {
      Matcher scheme = SCHEME.matcher(challenge);
      while (scheme.find()) {
        Map<String, String> parameters = parameters(challenge.substring(scheme.end()));
        if (scheme.group(1).equalsIgnoreCase("basic")) {
          basic = true;
        } else if (digest == null && isAnswerable(parameters)) {
          digest = parameters;
          uses = 0;
        }
      }
    }
    return basic || digest != null;
  }

  private static Map<String, String> parameters(String text) {
    Map<String, String> parameters = new HashMap<>();
    Matcher next = SCHEME.matcher(text);
    Matcher parameter = PARAMETER.matcher(next.find() ? text.substring(0, next.start()) : text);
    while (parameter.find()) {
      String value = parameter.group(2) == null ? parameter.group(3) : parameter.group(2);
      parameters.put(parameter.group(1).toLowerCase(Locale.ROOT), value);
    }
    return parameters;
  }

  private static boolean isAnswerable(Map<String, String> challenge) {
    return challenge.containsKey("nonce")
        && hash(challenge).isPresent()
        && (!challenge.containsKey("qop") || offersAuth(challenge));
  }

  private static boolean offersAuth(Map<String, String> challenge) {
    return Arrays.asList(challenge.getOrDefault("qop", "").split("[\\s,]+")).contains("auth");
  }

  private static Optional<String> hash(Map<String, String> challenge) {
    return switch (algorithm(challenge)) {
      case "MD5", "MD5-SESS" -> Optional.of("MD5");
      case "SHA-256", "SHA-256-SESS" -> Optional.of("SHA-256");
      default -> Optional.empty();
    };
  }

  private static String algorithm(Map<String, String> challenge) {
    return challenge.getOrDefault("algorithm", "MD5").toUpperCase(Locale.ROOT);
  }

  /**
   * Returns what a request says in its header {@code Authorization}; empty before the server asked.
   */
  Optional<String> authorization(String method, String target) {
    if (digest != null) {
      return Optional.of(digestAnswer(method, target));
    }
    return basic ? Optional.of("Basic " + base64(user + ":" + password)) : Optional.empty();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private String digestAnswer(String method, String target) {
    String hash = hash(digest).orElseThrow();
    String realm = digest.getOrDefault("realm", "");
    String nonce = digest.get("nonce");
    String clientNonce = "%016x".formatted(RANDOM.nextLong());
    String count = "%08x".formatted(++uses);
    String secret = hex(hash, user + ":" + realm + ":" + password);
    if (algorithm(digest).endsWith("-SESS")) {
      secret = hex(hash, secret + ":" + nonce + ":" + clientNonce);
    }
    String request = hex(hash, method + ":" + target);
    boolean counted = offersAuth(digest);
    String middle = counted ? nonce + ":" + count + ":" + clientNonce + ":auth" : nonce;
    StringBuilder answer = new StringBuilder("Digest ");
    answer.append("username=\"").append(user.replaceAll("([\"\\\\])", "\\\\$1")).append('"');
    answer.append(", realm=\"").append(realm).append('"');
    answer.append(", nonce=\"").append(nonce).append('"');
    answer.append(", uri=\"").append(target).append('"');
    answer.append(", response=\"").append(hex(hash, secret + ":" + middle + ":" + request));
    answer.append('"');
    if (digest.containsKey("algorithm")) {
      answer.append(", algorithm=").append(digest.get("algorithm"));
    }
    if (digest.containsKey("opaque")) {
      answer.append(", opaque=\"").append(digest.get("opaque")).append('"');
    }
    if (counted) {
      answer.append(", qop=auth, nc=").append(count);
    }
    if (counted || algorithm(digest).endsWith("-SESS")) {
      answer.append(", cnonce=\"").append(clientNonce).append('"');
    }
    return answer.toString();
  }

  private static String hex(String hash, String text) {
    try {
      byte[] bytes = MessageDigest.getInstance(hash).digest(text.getBytes(StandardCharsets.UTF_8));
      return ("%0" + 2 * bytes.length + "x").formatted(new BigInteger(1, bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Does not show the password. */
  @Override
  public String toString() {
    return user + ":***";
  }
}
