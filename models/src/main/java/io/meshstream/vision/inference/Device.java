package io.meshstream.vision.inference;

import ai.onnxruntime.OrtProvider;

/**
 * A processor that models run on.
 *
 * @param kind what sort of processor
 * @param index which one of its sort, from 0; 0 for the CPU
 */
public record Device(Kind kind, int index) {

  /** A sort of processor. */
  public enum Kind {
    /** The processor that everything else runs on, too. */
    CPU,
    /** An NVIDIA GPU. */
    CUDA
  }

  /** Checks the index. */
  public Device {
    if (index < 0 || (kind == Kind.CPU && index > 0)) {
      throw new IllegalArgumentException(
          "device index: " + index + " (expected: 0 for the CPU, 0 or more for a GPU)");
    }
  }

  /** Returns the CPU. */
  public static Device cpu() {
    return new Device(Kind.CPU, 0);
  }

  /** Returns an NVIDIA GPU, by its CUDA ordinal. */
  public static Device cuda(int index) {
    return new Device(Kind.CUDA, index);
  }

  /** Returns the flavour of the models that suits it. */
  public Flavour flavour() {
    return kind == Kind.CPU ? Flavour.CPU : Flavour.GPU;
  }

  /**
   * Tells whether this build of ONNX Runtime knows such devices at all; whether there is one is
   * another matter.
   */
  public boolean isBuiltIn() {
    return kind == Kind.CPU || OnnxEnvironment.providers().contains(OrtProvider.CUDA);
  }

  /** Returns {@code cpu} or {@code cuda:n}. */
  @Override
  public String toString() {
    return kind == Kind.CPU ? "cpu" : "cuda:" + index;
  }
}
