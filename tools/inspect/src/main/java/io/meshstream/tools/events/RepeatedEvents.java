package io.meshstream.tools.events;

import io.meshstream.schemas.CameraEvent;
import io.meshstream.schemas.EventIdentity;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Tells an event that was written twice, as after a failure of the job, as long as not too many
 * others lie between the two.
 *
 * <p>Not thread-safe.
 */
final class RepeatedEvents {

  private static final int REMEMBERED = 100_000;

  private final Set<EventIdentity> seen = new LinkedHashSet<>();

  RepeatedEvents() {}

  /** Notes an event, and tells whether it had been noted before. */
  boolean isRepeated(CameraEvent event) {
    if (!seen.add(EventIdentity.of(event))) {
      return true;
    }
    if (seen.size() > REMEMBERED) {
      var oldest = seen.iterator();
      oldest.next();
      oldest.remove();
    }
    return false;
  }
}
