package io.meshstream.vision.natives;

import java.nio.file.Path;

/** Names the folder of this process's user for files that can be made again. */
public final class UserCache {

  private UserCache() {}

  /**
   * Returns the folder {@code meshstream} in {@code XDG_CACHE_HOME}, or else in {@code .cache} of
   * the home folder; it need not exist.
   */
  public static Path folder() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path parent = isSet(cache) ? Path.of(cache) : home().resolve(".cache");
    return parent.resolve("meshstream").toAbsolutePath();
  }

  /** Java asks for the home of the user's name, which a user of a container need not have. */
  private static Path home() {
    String home = System.getenv("HOME");
    return Path.of(isSet(home) ? home : System.getProperty("user.home"));
  }

  private static boolean isSet(String variable) {
    return variable != null && !variable.isEmpty();
  }
}
