package io.meshstream.functions;

import io.meshstream.vision.signals.MouthOpenness;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.functions.ScalarFunction;

/** {@code MOUTH_OPENNESS(landmarks, width, height)}: {@link MouthOpenness}. */
public final class MouthOpennessFunction extends ScalarFunction {
  private static final long serialVersionUID = 1L;

  /** Is made by Flink. */
  public MouthOpennessFunction() {}

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
    return SqlFace.number(SqlFace.of(landmarks, width, height), MouthOpenness::of);
  }
}
