package io.meshstream.functions;

import io.meshstream.vision.signals.EyeOpenness;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * {@code EYE_OPENNESS_LEFT(landmarks, width, height)}: {@link EyeOpenness} of the subject's left
 * eye.
 */
public final class EyeOpennessLeftFunction extends ScalarFunction {
  private static final long serialVersionUID = 1L;

  /** Is made by Flink. */
  public EyeOpennessLeftFunction() {}

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
    return SqlFace.number(SqlFace.of(landmarks, width, height), EyeOpenness::left);
  }
}
