package io.meshstream.tools.view;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The secret that whoever looks at cameras from elsewhere has to know. It stands in the address
 * with which a browser comes first, and from then on in a cookie. Immutable.
 */
final class AccessToken {

  private static final Pattern TEXT = Pattern.compile("[A-Za-z0-9_-]{16,200}");
  private static final int RANDOM_BYTES = 24;

  private final String text;

  private AccessToken(String text) {
    this.text = text;
  }

  /** Returns one that nobody can guess. */
  static AccessToken random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return new AccessToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** Tells whether a text can be one: 16 to 200 letters, digits, hyphens and underscores. */
  static boolean isValid(String text) {
    return TEXT.matcher(text).matches();
  }

  /**
   * Returns the one that somebody chose.
   *
   * @throws IllegalArgumentException if it cannot be one
   */
  static AccessToken of(String text) {
    if (!isValid(text)) {
      throw new IllegalArgumentException("token: not shown (expected: " + TEXT + ")");
    }
    return new AccessToken(text);
  }

  /** Tells whether somebody knows it, in a time that says nothing about it. */
  boolean matches(String guess) {
    return guess != null
        && MessageDigest.isEqual(
            text.getBytes(StandardCharsets.UTF_8), guess.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns it, for an address or a cookie. */
  String reveal() {
    return text;
  }

  /** Shows nothing of it. */
  @Override
  public String toString() {
    return "AccessToken";
  }
}
