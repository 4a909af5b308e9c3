package io.meshstream.tools.simulation;

import java.util.concurrent.atomic.AtomicLong;

/** Counts what one simulated camera has sent. Thread-safe. */
public final class CameraMeter {

  private final String camera;
  private final AtomicLong sent = new AtomicLong();

  CameraMeter(String camera) {
    this.camera = camera;
  }

  void sent() {
    sent.incrementAndGet();
  }

  /** Identifier of the camera. */
  public String camera() {
    return camera;
  }

  /** Frames that the broker has acknowledged. */
  public long frames() {
    return sent.get();
  }
}
