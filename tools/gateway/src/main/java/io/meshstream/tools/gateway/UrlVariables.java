package io.meshstream.tools.gateway;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in what a camera's URL takes from the environment: {@code
 * rtsp://viewer:${HALL_PASSWORD}@hall/1}, so that passwords need not stand in the file of cameras.
 * A value is percent-encoded: whatever is in a password, it stays one.
 *
 * @param environment by name
 */
record UrlVariables(Map<String, String> environment) {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  /** Takes them from the process. */
  static UrlVariables ofProcess() {
    return new UrlVariables(System.getenv());
  }

  /**
   * Fills them in.
   *
   * @throws IllegalArgumentException with the rule if one is not set
   */
  String fill(String url) {
    return VARIABLE
        .matcher(url)
        .replaceAll(variable -> Matcher.quoteReplacement(encoded(variable)));
  }

  private String encoded(MatchResult variable) {
    String value = environment.get(variable.group(1));
    if (value == null) {
      throw new IllegalArgumentException(
          "environment variable %s to be set".formatted(variable.group(1)));
    }
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
