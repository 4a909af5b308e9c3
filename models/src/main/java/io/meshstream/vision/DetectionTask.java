package io.meshstream.vision;

import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * MediaPipe's Face Detection: every picture for itself. Of the detections the best {@link
 * DetectionOptions#MAX_FACES} become faces, so that what a frame may cost does not depend on its
 * picture.
 *
 * <p>A face has the detector's score as its presence, the region that a landmark model would be
 * given, no landmarks, and a track id that is never used again.
 *
 * @param detector seeks faces in every picture
 * @param regions says where a detected face's region is
 * @param models names the detector's model
 */
record DetectionTask(WholePictureDetector detector, RegionRule regions, ModelIds models)
    implements Task {
  @Override
  public TaskStep step(TaskState before, Frame frame) throws PictureException {
    PictureSource picture = frame.picture();
    List<Detection> detections = detector.detect(picture);
    List<Face> faces = new ArrayList<>();
    long nextTrackId = before.nextTrackId();
    for (Detection detection :
        detections.subList(0, Math.min(detections.size(), DetectionOptions.MAX_FACES))) {
      faces.add(
          new Face(
              nextTrackId++,
              detection.score(),
              regions.around(detection, picture.width(), picture.height()),
              Landmarks.none(),
              Optional.of(detection)));
    }
    return new TaskStep(
        new TaskState(List.of(), nextTrackId, frame.capturedAtMicros()),
        new TaskResult(faces, Optional.of(detections)));
  }
}
