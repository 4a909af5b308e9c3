package io.meshstream.vision.inference;

/**
 * Which processor a graph was written for. The flavours of a model compute the same function; what
 * differs is which operators the runtime can fuse.
 */
public enum Flavour {
  /** Channels padded to the vector width, PReLU as fused convolutions. */
  CPU,
  /** The plain conversion, with PReLU. */
  GPU
}
