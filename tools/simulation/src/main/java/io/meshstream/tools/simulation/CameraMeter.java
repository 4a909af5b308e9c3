package io.meshstream.tools.simulation;

import io.meshstream.schemas.producer.CameraFeed;

/** Tells what one simulated camera has sent. Thread-safe. */
public final class CameraMeter {

  private final CameraFeed feed;

  CameraMeter(CameraFeed feed) {
    this.feed = feed;
  }

  CameraFeed feed() {
    return feed;
  }

  /** Returns identifier of the camera. */
  public String camera() {
    return feed.camera();
  }

  /** Frames that the broker has acknowledged. */
  public long frames() {
    return feed.counts().sent();
  }
}
