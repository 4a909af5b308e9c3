package io.meshstream.job.tracking;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The cameras that a subtask remembers, by when they last sent something: finds those whose memory
 * can be given back. Is itself part of no checkpoint, so that time in which the job does not run
 * makes no camera old.
 *
 * <p>For one thread.
 */
final class RecentCameras {

  private final Map<String, Long> seenNanos =
      new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true);

  /** Notes that a camera sent something. */
  void seen(String camera, long nanos) {
    seenNanos.put(camera, nanos);
  }

  /** Notes that nothing is remembered of a camera. */
  void forget(String camera) {
    seenNanos.remove(camera);
  }

  /** Takes out a camera that sent nothing after a moment; empty if all did. */
  Optional<String> takeSilentSince(long nanos) {
    var oldest = seenNanos.entrySet().iterator();
    if (!oldest.hasNext()) {
      return Optional.empty();
    }
    Map.Entry<String, Long> camera = oldest.next();
    if (camera.getValue() - nanos > 0) {
      return Optional.empty();
    }
    oldest.remove();
    return Optional.of(camera.getKey());
  }
}
