package io.meshstream.vision.landmark;

import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.inference.ModelDescriptor;
import io.meshstream.vision.inference.ModelRunner;
import io.meshstream.vision.inference.Slot;
import io.meshstream.vision.topology.BlendshapePoints;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * Computes blendshapes from 478 landmarks, those with irises, as MediaPipe's {@code
 * FaceBlendshapesGraph} does. Immutable and thread-safe.
 */
public final class BlendshapeModel {
  private static final int COORDINATES = 2;
  private static final String SCORES = "scores";

  /** The network: x and y of 146 landmarks in pixels, 52 coefficients. */
  public static final ModelDescriptor FACE_BLENDSHAPES =
      new ModelDescriptor(
          "face-blendshapes",
          List.of(BlendshapePoints.count(), COORDINATES),
          Map.of(SCORES, Blendshapes.COUNT));

  private final ModelRunner model;

  /**
   * Makes a reader of blendshapes.
   *
   * @param model runs {@link #FACE_BLENDSHAPES}
   */
  public BlendshapeModel(ModelRunner model) {
    this.model = model;
  }

  /**
   * Computes the blendshapes of a face.
   *
   * @param landmarks its 478 landmarks
   * @param pictureWidth the picture's width in pixels: the network sees shapes as they are, not as
   *     normalised coordinates have them
   * @param pictureHeight its height in pixels
   * @throws io.meshstream.vision.inference.InferenceException if the runtime fails
   */
  public Blendshapes read(Landmarks landmarks, int pictureWidth, int pictureHeight) {
    try (Slot slot = model.claim()) {
      FloatBuffer input = slot.input();
      for (int i = 0; i < BlendshapePoints.count(); i++) {
        int point = BlendshapePoints.id(i);
        input.put(COORDINATES * i, landmarks.x(point) * pictureWidth);
        input.put(COORDINATES * i + 1, landmarks.y(point) * pictureHeight);
      }
      slot.run();
      float[] scores = new float[Blendshapes.COUNT];
      slot.output(SCORES).get(0, scores);
      return Blendshapes.wrap(scores);
    }
  }
}
