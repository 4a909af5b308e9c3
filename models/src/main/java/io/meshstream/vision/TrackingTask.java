package io.meshstream.vision;

import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureSource;
import io.meshstream.vision.landmark.LandmarkResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * The skeleton of MediaPipe's trackers.
 *
 * <p>A face is cropped where the frame before left it; the detector runs on the whole picture only
 * while fewer faces are tracked than are sought. With the parts of the face mesh the loop is that
 * of MediaPipe's legacy {@code face_landmark_front} graph (0.8.8 and later), with those of the face
 * landmarker that of MediaPipe Tasks' {@code FaceLandmarkerGraph}. {@linkplain Track Track ids} and
 * the {@link TrackPolicy} are this project's addition.
 *
 * @param search looks where faces were, and for new ones
 * @param refinements what becomes of a face after that, in this order
 * @param models names the models of the detector and the landmarker
 */
record TrackingTask(FaceSearch search, List<Refinement> refinements, ModelIds models)
    implements Task {

  @Override
  public TaskStep step(TaskState before, Frame frame) throws PictureException {
    return step(before, frame, HelpedLoop.NOBODY);
  }

  @Override
  public TaskStep step(TaskState before, Frame frame, Executor helpers) throws PictureException {
    TaskState known = isForgotten(before, frame) ? before.withoutTracks() : before;
    Sightings seen = search.look(known, frame.picture(), helpers);
    List<Reading> found =
        policy().removeDuplicates() ? Duplicates.removed(seen.present()) : seen.present();
    Reunion reunion =
        new Reunion(found.stream().map(Reading::newPlace).toList(), lostTracks(known, seen));
    List<Face> faces = new ArrayList<>();
    List<Track> tracks = new ArrayList<>();
    long nextTrackId = known.nextTrackId();
    for (int i = 0; i < found.size(); i++) {
      Reading reading = found.get(i);
      Optional<Track> track = reading.candidate().track();
      Optional<Long> knownId = track.isPresent() ? track.map(Track::id) : reunion.idOf(i);
      long id = knownId.isPresent() ? knownId.get() : nextTrackId++;
      Observation observation = observe(id, reading, frame);
      faces.add(observation.face());
      tracks.add(observation.next());
    }
    return new TaskStep(
        new TaskState(
            tracks,
            nextTrackId,
            frame.capturedAtMicros(),
            kept(reunion.stillLost()),
            seen.nextTile()),
        new TaskResult(faces, seen.detections()));
  }

  private TrackingOptions options() {
    return search.options();
  }

  private TrackPolicy policy() {
    return options().policy();
  }

  private boolean isForgotten(TaskState before, Frame frame) {
    return options().staticImages()
        || before.isOlderThan(options().regionTtl(), frame.capturedAtMicros());
  }

  /** Returns the tracks whose faces may be among those found without a track. */
  private List<LostTrack> lostTracks(TaskState known, Sightings seen) {
    List<LostTrack> lost = new ArrayList<>();
    if (policy().redetect() || policy().lostFrames() > 0) {
      seen.lost().map(LostTrack::of).forEach(lost::add);
    }
    kept(known.lost()).stream().map(LostTrack::aged).forEach(lost::add);
    return lost;
  }

  /**
   * Returns those whose ids are kept, of tracks that are listed by how long they have been lost.
   */
  private List<LostTrack> kept(List<LostTrack> lost) {
    return lost.stream()
        .filter(track -> track.frames() <= policy().lostFrames())
        .limit(options().maxFaces())
        .toList();
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
