package io.meshstream.tools.view;

import io.vertx.core.Context;
import io.vertx.core.http.ServerWebSocket;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The connection of one browser. Of each camera at most one message waits here, the newest; at most
 * {@value #IN_FLIGHT} are on their way or in the browser. So a slow network or a slow browser skips
 * frames, and neither it nor this process piles them up.
 *
 * <p>A browser answers each frame that it is done with by a text message, the camera's id. It is
 * shown and told things by any thread; what it sends is done on the connection's own.
 */
final class Browser {

  /** Messages of one camera that a browser may have without having answered. */
  static final int IN_FLIGHT = 2;

  private final ServerWebSocket socket;
  private final Context context;

  // Guarded by this.
  private final Map<String, FrameMessage> waiting = new LinkedHashMap<>();
  private final Map<String, Integer> inFlight = new HashMap<>();
  private final Map<String, String> events = new LinkedHashMap<>();
  private String status;
  private boolean isSending;

  /**
   * @param context the one that the connection is handled on
   */
  Browser(ServerWebSocket socket, Context context) {
    this.socket = socket;
    this.context = context;
    socket.drainHandler(nothing -> send());
    socket.textMessageHandler(this::answered);
  }

  synchronized void show(FrameMessage message) {
    waiting.put(message.camera(), message);
    schedule();
  }

  synchronized void status(String text, Set<String> cameras) {
    status = text;
    waiting.keySet().retainAll(cameras);
    inFlight.keySet().retainAll(cameras);
    schedule();
  }

  /**
   * Tells what has happened to a camera.
   *
   * @param text see {@link EventsMessage}; it takes the place of one that still waits
   */
  synchronized void happened(String camera, String text) {
    events.put(camera, text);
    schedule();
  }

  /**
   * Anything may come here; only the id of a camera that has a message in flight means something.
   */
  private synchronized void answered(String camera) {
    inFlight.computeIfPresent(camera, (id, count) -> count > 1 ? count - 1 : null);
    schedule();
  }

  private void schedule() {
    if (!isSending) {
      isSending = true;
      context.runOnContext(nothing -> send());
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // A connection that fails is closed.
  private void send() {
    synchronized (this) {
      isSending = false;
    }
    while (!socket.isClosed() && !socket.writeQueueFull()) {
      String text = takeText();
      if (text != null) {
        socket.writeTextMessage(text);
        continue;
      }
      FrameMessage message = take();
      if (message == null) {
        return;
      }
      socket.writeBinaryMessage(message.bytes());
    }
  }

  /** How the cameras are doing, or else what has happened to one of them. */
  private synchronized String takeText() {
    String taken = status;
    status = null;
    Iterator<String> waitingEvents = events.values().iterator();
    if (taken == null && waitingEvents.hasNext()) {
      taken = waitingEvents.next();
      waitingEvents.remove();
    }
    return taken;
  }

  /**
   * Returns the message of the camera that has waited longest among those the browser has time for.
   */
  private synchronized FrameMessage take() {
    Iterator<FrameMessage> messages = waiting.values().iterator();
    while (messages.hasNext()) {
      FrameMessage message = messages.next();
      int sent = inFlight.getOrDefault(message.camera(), 0);
      if (sent < IN_FLIGHT) {
        messages.remove();
        inFlight.put(message.camera(), sent + 1);
        return message;
      }
    }
    return null;
  }
}
