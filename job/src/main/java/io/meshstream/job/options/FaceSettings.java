package io.meshstream.job.options;

import io.meshstream.vision.DetectionOptions;
import io.meshstream.vision.Scale;
import io.meshstream.vision.TaskKind;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.TrackingOptions;
import io.meshstream.vision.detection.DetectorModel;
import io.meshstream.vision.sampling.Sampling;
import java.io.Serializable;
import java.time.Duration;

/**
 * How faces are sought and tracked: the library's options in a form that travels with the job.
 *
 * @param maxFaces how many faces are sought
 * @param staticImages whether every frame is a picture of its own
 * @param minDetectionConfidence lowest accepted score of the detector
 * @param minTrackingConfidence presence that a face must exceed
 * @param detector which detector seeks faces
 * @param sampling which sampling convention is followed
 * @param detectorScale at which scale pictures are decoded for the detector
 * @param regionScale at which scale faces are decoded for the landmark model
 * @param regionTtl how long a face is looked for where it was; zero: for ever
 */
public record FaceSettings(
    int maxFaces,
    boolean staticImages,
    double minDetectionConfidence,
    double minTrackingConfidence,
    DetectorModel detector,
    Sampling sampling,
    Scale detectorScale,
    Scale regionScale,
    Duration regionTtl)
    implements Serializable {

  /** These settings as the library's options. */
  public TaskSettings toTask() {
    return new TaskSettings(
        TaskKind.FACE_MESH,
        new DetectionOptions(detector, minDetectionConfidence, detectorScale),
        new TrackingOptions(
            maxFaces, staticImages, minTrackingConfidence, Duration.ZERO, regionScale),
        sampling);
  }
}
