package io.meshstream.tools.reading;

import java.util.Set;
import java.util.TreeSet;

/**
 * The cameras that a reading came across, the first hundred of them, to be named to a user who has
 * asked for another one.
 *
 * <p>Not thread-safe.
 */
public final class CamerasSeen {

  private static final int NAMED = 100;

  private final Set<String> names = new TreeSet<>();

  private boolean more;

  /** Has seen none yet. */
  public CamerasSeen() {}

  /** Notes a camera. */
  public void add(String camera) {
    if (names.size() < NAMED) {
      names.add(camera);
    } else {
      more |= !names.contains(camera);
    }
  }

  /** Returns whether there was none. */
  public boolean isEmpty() {
    return names.isEmpty();
  }

  /** Returns the names in order, for a message. */
  @Override
  public String toString() {
    return String.join(", ", names) + (more ? ", ..." : "");
  }
}
