package io.meshstream.functions;

import io.meshstream.vision.signals.Gaze;
import io.meshstream.vision.signals.GazeZone;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.functions.ScalarFunction;

/** {@code HEAD_ZONE(landmarks, width, height)}: the {@link GazeZone} to which the head points. */
public final class HeadZoneFunction extends ScalarFunction {
  private static final long serialVersionUID = 1L;

  /** Is made by Flink. */
  public HeadZoneFunction() {}

  /**
   * Computes it.
   *
   * @param landmarks of a face, as records have them
   * @param width of the picture in pixels
   * @param height of the picture in pixels
   */
  public String eval(
      @DataTypeHint(value = "ARRAY<FLOAT>", bridgedTo = ArrayData.class) ArrayData landmarks,
      Integer width,
      Integer height) {
    return SqlFace.of(landmarks, width, height)
        .flatMap(SqlFace::pose)
        .flatMap(Gaze::ofHead)
        .map(GazeZone::name)
        .orElse(null);
  }
}
