package io.meshstream.vision;

/** What can be computed of each face from its landmarks, beside them. */
public enum FaceDetail {
  /** Where the head is and how it is turned: {@link io.meshstream.vision.pose.PoseMatrix}. */
  POSE,
  /** The face's shape in centimetres: {@link io.meshstream.vision.pose.MetricMesh}. */
  METRIC_MESH,
  /** Where things can be put on a face: {@link io.meshstream.vision.pose.RegionPoses}. */
  REGION_POSES,
  /**
   * What its expression is made of, {@link io.meshstream.vision.landmark.Blendshapes}; only with
   * {@link TaskKind#FACE_LANDMARKER}.
   */
  BLENDSHAPES,
  /**
   * What they show, {@link io.meshstream.vision.signals.FaceSignals}, and what the pixels of the
   * face are like, {@link io.meshstream.vision.signals.CropQuality}.
   */
  SIGNALS,
  /**
   * What they show, as with {@link #SIGNALS}, and nothing of the pixels: all that {@link
   * io.meshstream.vision.activity.FaceActivity} needs.
   */
  LANDMARK_SIGNALS
}
