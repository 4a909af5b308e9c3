package io.meshstream.functions;

import io.meshstream.vision.signals.FacePoints;
import io.meshstream.vision.signals.Gaze;
import io.meshstream.vision.signals.GazeZone;
import java.util.Optional;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * {@code GAZE_ZONE(landmarks, irises, width, height)}: the {@link GazeZone} in which a person
 * looks.
 */
public final class GazeZoneFunction extends ScalarFunction {
  private static final long serialVersionUID = 1L;

  /** Is made by Flink. */
  public GazeZoneFunction() {}

  /**
   * Computes it.
   *
   * @param landmarks of a face, as records have them
   * @param irises of the same face, likewise
   * @param width of the picture in pixels
   * @param height of the picture in pixels
   */
  public String eval(
      @DataTypeHint(value = "ARRAY<FLOAT>", bridgedTo = ArrayData.class) ArrayData landmarks,
      @DataTypeHint(value = "ARRAY<FLOAT>", bridgedTo = ArrayData.class) ArrayData irises,
      Integer width,
      Integer height) {
    Optional<FacePoints> face = SqlFace.of(landmarks, irises, width, height);
    return face.flatMap(SqlFace::pose)
        .flatMap(pose -> Gaze.of(face.get(), pose))
        .map(GazeZone::name)
        .orElse(null);
  }
}
