package io.meshstream.tools.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a request goes.
 *
 * <p>Not a {@link java.net.URI}, which refuses host names with underscores and the unescaped
 * characters that cameras' addresses are full of.
 *
 * @param tls whether the connection is encrypted
 * @param host a name or an address, without brackets
 * @param port 1 to 65535
 * @param target path and query, escaped
 * @param login who asks, as far as the address says
 */
record HttpAddress(boolean tls, String host, int port, String target, Optional<HttpLogin> login) {

  private static final Pattern ABSOLUTE = Pattern.compile("(?i)(https?)://([^/?#]*)([^#]*).*");
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(\\[[^\\]]+]|[^:\\[\\]]+)(?::(\\d{1,5})?)?");
  private static final int MAX_PORT = 65_535;

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException with the rule if it is none
   */
  static HttpAddress parse(String url) {
    Matcher parts = ABSOLUTE.matcher(url);
    if (!parts.matches()) {
      throw invalid();
    }
    boolean tls = parts.group(1).toLowerCase(Locale.ROOT).equals("https");
    String authority = parts.group(2);
    int at = authority.lastIndexOf('@');
    Matcher place = HOST_AND_PORT.matcher(authority.substring(at + 1));
    if (!place.matches()) {
      throw invalid();
    }
    int port = place.group(2) == null ? usualPort(tls) : Integer.parseInt(place.group(2));
    if (port < 1 || port > MAX_PORT) {
      throw invalid();
    }
    String host = place.group(1).replaceAll("[\\[\\]]", "");
    Optional<HttpLogin> login =
        at < 0 ? Optional.empty() : Optional.of(login(authority.substring(0, at)));
    return new HttpAddress(tls, host, port, target(parts.group(3)), login);
  }

  private static IllegalArgumentException invalid() {
    return new IllegalArgumentException("http://HOST or https://HOST, with port and path");
  }

  private static int usualPort(boolean tls) {
    return tls ? 443 : 80;
  }

  private static HttpLogin login(String userInfo) {
    int colon = userInfo.indexOf(':');
    return colon < 0
        ? new HttpLogin(unescaped(userInfo), "")
        : new HttpLogin(
            unescaped(userInfo.substring(0, colon)), unescaped(userInfo.substring(colon + 1)));
  }

  private static String target(String pathAndQuery) {
    String rooted = pathAndQuery.startsWith("/") ? pathAndQuery : "/" + pathAndQuery;
    StringBuilder escaped = new StringBuilder();
    for (byte each : rooted.getBytes(StandardCharsets.UTF_8)) {
      // A line end here would let an address write headers.
      if (each > ' ' && each < 0x7f) {
        escaped.append((char) each);
      } else {
        escaped.append(String.format("%%%02X", each));
      }
    }
    return escaped.toString();
  }

  private static String unescaped(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    for (int i = 0; i < bytes.length; i++) {
      int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
      if (bytes[i] == '%' && high >= 0 && low >= 0) {
        plain.write(high * 16 + low);
        i += 2;
      } else {
        plain.write(bytes[i]);
      }
    }
    return plain.toString(StandardCharsets.UTF_8);
  }

  /**
   * Where a redirection leads. The login goes along to the same host only, and never from an
   * encrypted connection to a plain one.
   *
   * @throws IllegalArgumentException with the rule if it leads to nothing that can be asked
   */
  HttpAddress resolve(String location) {
    String text = location.strip();
    if (text.startsWith("//")) {
      text = (tls ? "https:" : "http:") + text;
    }
    if (text.matches("[a-zA-Z][a-zA-Z0-9+.-]*:.*")) {
      HttpAddress other = parse(text);
      boolean trusted = other.host.equalsIgnoreCase(host) && (other.tls || !tls);
      return other.login.isPresent() || !trusted ? other : other.withLogin(login);
    }
    int fragment = text.indexOf('#');
    return new HttpAddress(
        tls, host, port, target(rooted(fragment < 0 ? text : text.substring(0, fragment))), login);
  }

  private String rooted(String relative) {
    if (relative.startsWith("/")) {
      return relative;
    }
    String path = target.replaceFirst("\\?.*", "");
    return relative.startsWith("?")
        ? path + relative
        : path.substring(0, path.lastIndexOf('/') + 1) + relative;
  }

  private HttpAddress withLogin(Optional<HttpLogin> newLogin) {
    return new HttpAddress(tls, host, port, target, newLogin);
  }

  /** Returns whether a connection to the one serves the other. */
  boolean hasSameServer(HttpAddress other) {
    return tls == other.tls && port == other.port && host.equalsIgnoreCase(other.host);
  }

  /** Returns what a request says in its header {@code Host}. */
  String hostHeader() {
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return port == usualPort(tls) ? name : name + ":" + port;
  }
}
