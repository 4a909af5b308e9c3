package io.meshstream.functions;

import io.meshstream.vision.pose.HeadPose;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.functions.ScalarFunction;

/** {@code HEAD_PITCH(landmarks, width, height)}: {@link HeadPose#pitch()}, in degrees. */
public final class HeadPitchFunction extends ScalarFunction {
  private static final long serialVersionUID = 1L;

  /** Is made by Flink. */
  public HeadPitchFunction() {}

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
    return SqlFace.angle(SqlFace.of(landmarks, width, height), HeadPose::pitch);
  }
}
