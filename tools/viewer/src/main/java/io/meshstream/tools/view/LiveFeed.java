package io.meshstream.tools.view;

import io.meshstream.schemas.CameraEvent;
import io.meshstream.schemas.FrameStatus;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Hands what is to be shown to all browsers, and to a new one the last of each camera.
 *
 * <p>Nothing here waits for a browser. Thread-safe.
 */
final class LiveFeed {

  static final int MAX_BROWSERS = 32;

  private final Map<String, FrameMessage> latest = new HashMap<>();
  private final RecentEvents events = new RecentEvents();
  private final Set<Browser> browsers = new HashSet<>();
  private String status = "";

  /** Shows a frame, unless it was shed: of that there is nothing to see but the count. */
  synchronized void show(ShownFrame frame) {
    if (frame.landmarks().getStatus() == FrameStatus.SHED) {
      return;
    }
    FrameMessage message = new FrameMessage(frame);
    latest.put(message.camera(), message);
    browsers.forEach(browser -> browser.show(message));
  }

  /** Shows what has happened to a camera. */
  synchronized void happened(CameraEvent event) {
    String camera = event.getCameraId();
    events
        .add(event)
        .map(recent -> EventsMessage.of(camera, recent))
        .ifPresent(text -> browsers.forEach(browser -> browser.happened(camera, text)));
  }

  /**
   * Shows how the cameras are doing.
   *
   * @param text see {@link StatusMessage}
   * @param cameras those that it tells about; others are forgotten
   */
  synchronized void status(String text, Set<String> cameras) {
    status = text;
    latest.keySet().retainAll(cameras);
    browsers.forEach(browser -> browser.status(text, cameras));
  }

  /**
   * Adds a browser.
   *
   * @return whether there is room for one more
   */
  synchronized boolean add(Browser browser) {
    if (browsers.size() >= MAX_BROWSERS) {
      return false;
    }
    browsers.add(browser);
    if (!status.isEmpty()) {
      browser.status(status, latest.keySet());
    }
    events
        .all()
        .forEach((camera, recent) -> browser.happened(camera, EventsMessage.of(camera, recent)));
    latest.values().forEach(browser::show);
    return true;
  }

  synchronized void remove(Browser browser) {
    browsers.remove(browser);
  }
}
