package io.meshstream.job.tracking;

import io.meshstream.job.control.ResolvedSettings;
import io.meshstream.job.control.SettingsOrigin;
import io.meshstream.job.records.EventRecords;
import io.meshstream.schemas.CameraEvent;
import io.meshstream.schemas.EventKind;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.frames.TopicPosition;
import io.meshstream.vision.Face;
import io.meshstream.vision.FaceDetail;
import io.meshstream.vision.LostTrack;
import io.meshstream.vision.Track;
import io.meshstream.vision.activity.ActivityStep;
import io.meshstream.vision.activity.FaceActivity;
import io.meshstream.vision.signals.FaceSignals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Derives what happened to a camera with a frame: from what was known of the camera before, what is
 * known after it, and the frame's record. Pure, so frames that are processed again give the same
 * events.
 *
 * <p>Of a frame come, in this order: that the camera started, went on or restarted; other settings;
 * other models; the faces that left; the faces that entered; what faces did, if that is wanted.
 * Faces are those that are tracked from frame to frame: a task that only detects has none. A face
 * whose id is kept for when it comes back has not left yet. A camera that was forgotten takes its
 * faces with it: it starts, and they do not leave. What a face was doing ends before it leaves, and
 * where it is no longer wanted to know.
 */
final class CameraEvents {

  private final CameraSession before;
  private final CameraSession after;
  private final FrameLandmarks frame;
  private final List<Face> faces;
  private final List<CameraEvent> events = new ArrayList<>();

  private CameraEvents(
      CameraSession before, CameraSession after, FrameLandmarks frame, List<Face> faces) {
    this.before = before;
    this.after = after;
    this.frame = frame;
    this.faces = faces;
  }

  /**
   * Returns what became of a frame with its events, and with what the next ones need.
   *
   * @param before what was known of the camera when the frame came
   * @param settings those that the frame went by; empty if its settings did not count, because
   *     something else had already decided what becomes of it
   * @param faces what was found in the frame
   */
  static FrameOutcome added(
      CameraSession before,
      FrameOutcome outcome,
      Optional<ResolvedSettings> settings,
      List<Face> faces) {
    CameraEvents events = new CameraEvents(before, outcome.session(), outcome.landmarks(), faces);
    Optional<CameraHistory> history =
        isTaken(outcome.landmarks())
            ? Optional.of(events.taken(settings))
            : events.passedOver(outcome.session().history(), settings);
    return outcome.with(outcome.session().withHistory(history), events.events);
  }

  /** Returns the event of a camera that sends nothing any more. */
  static CameraEvent stalled(String camera, CameraSession session, CameraHistory history) {
    return CameraEvent.newBuilder()
        .setCameraId(camera)
        .setKind(EventKind.STALLED)
        .setEpoch(session.epoch())
        .setSequence(session.sequence())
        .setCapturedAtMicros(history.capturedAtMicros())
        .setPartition(history.position().partition())
        .setOffset(history.position().offset())
        .build();
  }

  /** Tells whether a frame counts for its camera, as {@link CameraSession} says. */
  private static boolean isTaken(FrameLandmarks frame) {
    return frame.getStatus() != FrameStatus.SHED && frame.getEpoch() >= 0;
  }

  private Optional<CameraHistory> passedOver(
      Optional<CameraHistory> history, Optional<ResolvedSettings> settings) {
    return history.map(
        each -> {
          resumedIf(each.isStalled());
          return each.passedOver(settings(each, settings));
        });
  }

  private CameraHistory taken(Optional<ResolvedSettings> settings) {
    CameraHistory history = before.history().orElseGet(this::unknownHistory);
    if (!before.hasBegun()) {
      add(EventKind.STARTED);
    }
    resumedIf(history.isStalled());
    if (before.hasBegun() && after.epoch() > before.epoch()) {
      add(EventKind.RESTARTED);
    }
    SettingsOrigin settingsNow = settings(history, settings);
    String modelsNow = models(history);
    List<TrackHistory> tracks = tracks(history);
    return new CameraHistory(
        TopicPosition.of(frame),
        frame.getCapturedAtMicros(),
        /* isStalled= */ false,
        settingsNow,
        modelsNow,
        frame.getStatus() == FrameStatus.REJECTED ? tracks : doing(tracks, settings));
  }

  /** That of a camera whose frames gave no events until now. */
  private CameraHistory unknownHistory() {
    return new CameraHistory(
        TopicPosition.of(frame),
        frame.getCapturedAtMicros(),
        /* isStalled= */ false,
        SettingsOrigin.options(),
        "",
        Stream.concat(
                before.state().tracks().stream().map(Track::id),
                before.state().lost().stream().map(LostTrack::id))
            .map(TrackHistory::unknown)
            .toList());
  }

  private void resumedIf(boolean wasStalled) {
    if (wasStalled) {
      add(EventKind.RESUMED);
    }
  }

  private SettingsOrigin settings(CameraHistory history, Optional<ResolvedSettings> settings) {
    if (settings.isEmpty()) {
      return history.settings();
    }
    SettingsOrigin origin = settings.get().origin();
    if (!origin.equals(history.settings())) {
      events.add(
          EventRecords.with(EventKind.SETTINGS_APPLIED, frame)
              .setMessage(settings.get().settings().text())
              .build());
    }
    return origin;
  }

  private String models(CameraHistory history) {
    String models = frame.getModelId();
    if (models.isEmpty()) {
      return history.modelId();
    }
    if (!history.modelId().isEmpty() && !history.modelId().equals(models)) {
      events.add(EventRecords.with(EventKind.MODELS_APPLIED, frame).setModelId(models).build());
    }
    return models;
  }

  private List<TrackHistory> tracks(CameraHistory history) {
    Map<Long, TrackHistory> known = new HashMap<>();
    for (TrackHistory track : history.tracks()) {
      known.put(track.id(), track);
    }
    List<TrackHistory> tracks = new ArrayList<>();
    List<Long> entered = new ArrayList<>();
    for (Track track : after.state().tracks()) {
      TrackHistory before = known.remove(track.id());
      if (before == null) {
        entered.add(track.id());
      }
      tracks.add(seen(track.id(), before));
    }
    for (LostTrack track : after.state().lost()) {
      TrackHistory before = known.remove(track.id());
      tracks.add(before == null ? TrackHistory.unknown(track.id()) : before);
    }
    history.tracks().stream().filter(track -> known.containsKey(track.id())).forEach(this::left);
    entered.forEach(this::entered);
    return tracks;
  }

  private TrackHistory seen(long id, TrackHistory track) {
    if (track == null) {
      return TrackHistory.begunAt(id, frame.getCapturedAtMicros());
    }
    return frame.getStatus() == FrameStatus.REJECTED
        ? track
        : track.seenAt(frame.getCapturedAtMicros());
  }

  private List<TrackHistory> doing(List<TrackHistory> tracks, Optional<ResolvedSettings> settings) {
    if (settings.map(CameraEvents::areActivitiesWanted).orElse(false)) {
      return tracks.stream().map(this::doing).toList();
    }
    tracks.forEach(this::stopped);
    return tracks.stream().map(track -> track.withActivity(Optional.empty())).toList();
  }

  private static boolean areActivitiesWanted(ResolvedSettings settings) {
    return settings.settings().task().landmarks().details().contains(FaceDetail.LANDMARK_SIGNALS);
  }

  private TrackHistory doing(TrackHistory track) {
    Optional<FaceSignals> signals =
        faces.stream()
            .filter(face -> face.trackId() == track.id())
            .findFirst()
            .flatMap(face -> face.details().signals());
    ActivityStep step =
        track.activity().orElseGet(FaceActivity::none).next(frame.getCapturedAtMicros(), signals);
    step.events().forEach(event -> events.add(EventRecords.of(event, track.id(), frame)));
    return track.withActivity(Optional.of(step.state()));
  }

  private void stopped(TrackHistory track) {
    track
        .activity()
        .ifPresent(
            activity ->
                activity
                    .ended()
                    .forEach(event -> events.add(EventRecords.of(event, track.id(), frame))));
  }

  private void left(TrackHistory track) {
    stopped(track);
    CameraEvent.Builder event =
        EventRecords.with(EventKind.FACE_LEFT, frame)
            .setTrackId(track.id())
            .setTrackFrames(track.frames());
    track.micros().ifPresent(event::setTrackMicros);
    events.add(event.build());
  }

  private void entered(long track) {
    events.add(EventRecords.with(EventKind.FACE_ENTERED, frame).setTrackId(track).build());
  }

  private void add(EventKind kind) {
    events.add(EventRecords.with(kind, frame).build());
  }
}
