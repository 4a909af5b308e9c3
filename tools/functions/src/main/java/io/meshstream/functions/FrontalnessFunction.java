package io.meshstream.functions;

import io.meshstream.vision.signals.Frontalness;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.functions.ScalarFunction;

/** {@code FRONTALNESS(landmarks, width, height)}: {@link Frontalness}, 0 to 1. */
public final class FrontalnessFunction extends ScalarFunction {
  private static final long serialVersionUID = 1L;

  /** Is made by Flink. */
  public FrontalnessFunction() {}

  /**
   * Computes it.
   *
   * @param landmarks of a face, as records have them
   * @param width of the picture in pixels
   * @param height of the picture in pixels
   */
  public Double eval(
      @DataTypeHint(value = "ARRAY<FLOAT>", bridgedTo = ArrayData.class) ArrayData landmarks,
      Integer width,
      Integer height) {
    return SqlFace.of(landmarks, width, height)
        .flatMap(SqlFace::pose)
        .map(Frontalness::of)
        .orElse(null);
  }
}
