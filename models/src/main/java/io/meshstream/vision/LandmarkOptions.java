package io.meshstream.vision;

import io.meshstream.vision.pose.PerspectiveCamera;
import io.meshstream.vision.smoothing.Smoothing;
import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * How landmarks are read, and what is computed from them.
 *
 * @param refined whether {@link TaskKind#FACE_MESH} runs the attention mesh, MediaPipe's {@code
 *     refine_landmarks}: 478 points, those of lips and eyes placed more exactly, and the irises
 * @param details what is computed of each face beside its landmarks
 * @param smoothing how landmarks are smoothed from frame to frame, and with them the details
 * @param camera how the camera sees, which says how far away a face is
 */
public record LandmarkOptions(
    boolean refined, Set<FaceDetail> details, Smoothing smoothing, PerspectiveCamera camera)
    implements Serializable {
  private static final LandmarkOptions DEFAULTS =
      new LandmarkOptions(false, Set.of(), Smoothing.none(), PerspectiveCamera.mediaPipe());

  /** Copies the set. */
  public LandmarkOptions {
    details = inOrder(details);
    Objects.requireNonNull(smoothing, "smoothing");
    Objects.requireNonNull(camera, "camera");
  }

  /** Returns MediaPipe's defaults: the landmarks of the 468-point mesh and no details. */
  public static LandmarkOptions defaults() {
    return DEFAULTS;
  }

  /** Returns these options with the attention mesh, or without it. */
  public LandmarkOptions withRefined(boolean newRefined) {
    return new LandmarkOptions(newRefined, details, smoothing, camera);
  }

  /** Returns these options with other details. */
  public LandmarkOptions withDetails(Set<FaceDetail> newDetails) {
    return new LandmarkOptions(refined, newDetails, smoothing, camera);
  }

  /** Returns these options with another smoothing. */
  public LandmarkOptions withSmoothing(Smoothing newSmoothing) {
    return new LandmarkOptions(refined, details, newSmoothing, camera);
  }

  /** Returns these options with another camera. */
  public LandmarkOptions withCamera(PerspectiveCamera newCamera) {
    return new LandmarkOptions(refined, details, smoothing, newCamera);
  }

  /** Tells whether at least one of some details is asked for. */
  boolean wantsAnyOf(Collection<FaceDetail> some) {
    return !Collections.disjoint(details, some);
  }

  private static Set<FaceDetail> inOrder(Set<FaceDetail> details) {
    EnumSet<FaceDetail> copy = EnumSet.noneOf(FaceDetail.class);
    copy.addAll(details);
    return Collections.unmodifiableSet(copy);
  }
}
