package io.meshstream.vision.jpeg;

import io.meshstream.vision.vector.VectorSupport;

/** For tests that count bytes: has nothing change its ways meanwhile. */
public final class Vectors {
  private Vectors() {}

  /** Waits until it is decided whether decoders compute with vectors. */
  public static void awaitDecision() {
    VectorSupport.awaitDecision();
  }
}
