package io.meshstream.tools.gateway;

import io.meshstream.vision.jpeg.JpegHeader;
import io.meshstream.vision.jpeg.RestartMarkers;
import java.util.Optional;

/**
 * The JPEGs of a camera that go out as they came, but for restart markers if its settings ask for
 * them. Where none can be put in, that is told once, and the picture goes out nevertheless.
 *
 * <p>Not thread-safe.
 */
final class PassedJpegs {

  private final CameraSettings settings;
  private final WarningListener listener;
  private final RestartMarkers markers = new RestartMarkers();

  private boolean warned;

  PassedJpegs(CameraSettings settings, WarningListener listener) {
    this.settings = settings;
    this.listener = listener;
  }

  /**
   * Returns what is to go out.
   *
   * @param header of the picture
   */
  byte[] passed(byte[] jpeg, JpegHeader header) {
    if (!settings.restartMarkers() || header.restartInterval() > 0) {
      return jpeg;
    }
    Optional<byte[]> marked = markers.behindRows(header);
    if (marked.isEmpty() && !warned) {
      warned = true;
      listener.warn(
          "%s: a JPEG that no restart markers can be put into (expected: baseline, whole, with usual Huffman tables); it goes out without them"
              .formatted(settings.url()));
    }
    return marked.orElse(jpeg);
  }
}
