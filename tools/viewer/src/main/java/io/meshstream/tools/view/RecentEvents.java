package io.meshstream.tools.view;

import io.meshstream.schemas.CameraEvent;
import io.meshstream.schemas.EventIdentity;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The newest events of each camera, in bounded memory: of too many cameras, those are forgotten of
 * which nothing has happened for longest.
 *
 * <p>Not thread-safe.
 */
final class RecentEvents {

  /** How many of a camera are kept. */
  static final int OF_CAMERA = 20;

  /** Of how many cameras they are kept. */
  static final int CAMERAS = 256;

  private final Map<String, Deque<CameraEvent>> events =
      new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true);

  RecentEvents() {}

  /**
   * Adds an event, unless it is there already.
   *
   * @return the newest events of its camera, the newest last; empty if nothing has changed
   */
  Optional<Collection<CameraEvent>> add(CameraEvent event) {
    Deque<CameraEvent> known =
        events.computeIfAbsent(event.getCameraId(), camera -> new ArrayDeque<>());
    EventIdentity identity = EventIdentity.of(event);
    if (known.stream().map(EventIdentity::of).anyMatch(identity::equals)) {
      return Optional.empty();
    }
    known.add(event);
    if (known.size() > OF_CAMERA) {
      known.remove();
    }
    if (events.size() > CAMERAS) {
      var longest = events.keySet().iterator();
      longest.next();
      longest.remove();
    }
    return Optional.of(known);
  }

  /** Returns the newest events of each camera. */
  Map<String, ? extends Collection<CameraEvent>> all() {
    return events;
  }
}
