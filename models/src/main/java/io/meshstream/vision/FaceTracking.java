package io.meshstream.vision;

import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.PictureSource;
import io.meshstream.vision.landmark.LandmarkResult;
import java.util.ArrayList;
import java.util.List;

/**
 * Faces that are tracked from frame to frame.
 *
 * <p>With the parts of the face mesh the loop is that of MediaPipe's legacy {@code
 * face_landmark_front} graph (0.8.8 and later), with those of the face landmarker that of MediaPipe
 * Tasks' {@code FaceLandmarkerGraph}. {@linkplain Track Track ids} and the {@link TrackPolicy} are
 * this project's addition.
 *
 * @param search looks where faces were, and for new ones
 * @param refinements what becomes of a face after that, in this order
 */
record FaceTracking(RegionSearch search, List<Refinement> refinements) implements Subject {

  @Override
  public Look look(TaskState known, Frame frame) {
    return new TrackingLook(
        search, Followed.faces(known), frame, (roll, soFar) -> reported(roll, frame, soFar));
  }

  private TaskStep reported(Roll roll, Frame frame, TaskStep soFar) {
    List<Face> faces = new ArrayList<>();
    List<Track> tracks = new ArrayList<>();
    for (Roll.Entry entry : roll.found()) {
      Observation observation = observe(entry.id(), entry.reading(), frame);
      faces.add(observation.face());
      tracks.add(observation.next());
    }
    return new TaskStep(
        new TaskState(
            tracks,
            roll.nextTrackId(),
            soFar.state().trackedAtMicros(),
            roll.lost(),
            roll.nextTile(),
            soFar.state().hands()),
        new TaskResult(faces, roll.detections(), soFar.result().hands(), soFar.result().palms()));
  }

  private Observation observe(long id, Reading reading, Frame frame) {
    PictureSource picture = frame.picture();
    Candidate candidate = reading.candidate();
    LandmarkResult found = reading.result();
    Region next = search.regions().around(found.landmarks(), picture.width(), picture.height());
    Observation observation =
        new Observation(
            new Face(
                id,
                (float) found.presence(),
                candidate.region(),
                found.landmarks(),
                candidate.detection(),
                FaceDetails.none().withQuality(found.quality())),
            new Track(id, next));
    for (Refinement refinement : refinements) {
      observation = refinement.refine(observation, candidate.track(), frame);
    }
    return observation;
  }
}
