package io.meshstream.job.tracking;

import static io.meshstream.job.tracking.SimulationFailure.expect;
import static io.meshstream.job.tracking.SimulationFailure.expectEqual;

import io.meshstream.job.control.ResolvedSettings;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.records.DeadLetters;
import io.meshstream.job.vision.Analysis;
import io.meshstream.job.vision.AnalysisRequest;
import io.meshstream.schemas.CameraEvent;
import io.meshstream.schemas.EventKind;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.frames.ParsedFrame;
import io.meshstream.schemas.frames.SourceFrame;
import io.meshstream.schemas.frames.TopicPosition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Predicate;

/**
 * Says what a subtask must do next, camera by camera and frame by frame, as if each frame were
 * alone in the world: what it is given, how much time passes and in which order it is done decide,
 * and nothing else. Fails at the first thing that is otherwise.
 */
final class SubtaskOracle {

  private static final int LARGEST_STATE = 400;

  private final JobSettings settings;
  private final SimulatedTime time;
  private final SimulatedSettings control;
  private final Predicate<TopicPosition> isRefused;
  private final FrameProcessor processor;

  private final Map<String, CameraSession> sessions;
  private final Map<String, Long> seenNanos = new HashMap<>();
  private final Map<String, Long> heardMillis = new HashMap<>();
  private final Map<String, Camera> cameras = new HashMap<>();
  private final Queue<Object> sideOutputs = new ArrayDeque<>();

  /** How many records of the control topic the subtask knows. */
  private int known;

  /** What has been given to the subtask, and waits until there is room for it. */
  private QueuedFrame arriving;

  private int worthwhile;

  /** A camera with frames that wait or are analysed. */
  private static final class Camera {
    private final Deque<QueuedFrame> waiting = new ArrayDeque<>();
    private Admission.Admitted inFlight;
    private FrameOutcome outcome;
  }

  /**
   * @param sessions what is known of its cameras at first
   * @param timers the cameras that have timers at first
   * @param isRefused whether the job has failed too often at a frame
   * @param known how many records of the control topic there are
   */
  SubtaskOracle(
      JobSettings settings,
      SimulatedTime time,
      SimulatedSettings control,
      Map<String, CameraSession> sessions,
      Iterable<String> timers,
      Predicate<TopicPosition> isRefused,
      int known) {
    this.settings = settings;
    this.time = time;
    this.control = control;
    this.isRefused = isRefused;
    this.known = known;
    this.sessions = new HashMap<>(sessions);
    this.processor =
        new FrameProcessor(
            settings.state().ttl(),
            new CameraRate(settings.limits().cameraRate()),
            time,
            new DeadLetters(settings.frames().topic(), settings.limits().deadLetterBytes()),
            settings.events());
    sessions.keySet().forEach(camera -> seenNanos.put(camera, time.nanos()));
    timers.forEach(camera -> heardMillis.put(camera, time.millis()));
  }

  // ------------------------------------------------------------------ what it is given

  /** Is told that a frame is given to the subtask. */
  void given(SourceFrame source) {
    forgetSilent();
    ParsedFrame parsed = SimulationPlan.PARSER.parse(source);
    if (isRefused.test(source.position())) {
      parsed = new ParsedFrame.Invalid(parsed.header(), FailedFrames.rejection());
    }
    arriving = new QueuedFrame(source, parsed, 0);
    worthwhile = resolved(arriving).settings().freshness().maxQueue();
    heardMillis.replace(source.camera(), time.millis());
  }

  private void forgetSilent() {
    long ttl = settings.state().ttl().toNanos();
    if (ttl > 0) {
      seenNanos
          .entrySet()
          .removeIf(
              seen -> {
                boolean isSilent = time.nanos() - seen.getValue() >= 2 * ttl;
                if (isSilent) {
                  sessions.remove(seen.getKey());
                }
                return isSilent;
              });
    }
  }

  /** Is told that there is room for the frame that was given to the subtask last. */
  void taken() {
    if (arriving == null) {
      return;
    }
    Camera camera = cameras.computeIfAbsent(arriving.source().camera(), id -> new Camera());
    camera.waiting.add(arriving);
    arriving = null;
    if (worthwhile > 0) {
      giveUp(camera, worthwhile);
    }
  }

  /** All but the newest give up their pictures, and say by which bound. */
  private static void giveUp(Camera camera, int newest) {
    int excess = camera.waiting.size() - newest;
    for (int i = 0; i < camera.waiting.size(); i++) {
      QueuedFrame frame = camera.waiting.remove();
      camera.waiting.add(
          i < excess && frame.newestOf() == 0 ? frame.withoutPicture(newest) : frame);
    }
  }

  /** Is told that a record of the control topic is given to the subtask. */
  void given(SimulationPlan.PlannedRecord planned, boolean isOwn) {
    known = Math.max(known, (int) planned.record().offset() + 1);
    if (planned.isRefused() && isOwn && settings.events().isOn()) {
      sideOutputs.add(planned);
    }
  }

  /** Is told that the timer of a camera is due. */
  void timerIsDue(String id) {
    long now = time.millis();
    long heard = cameras.containsKey(id) ? now : heardMillis.get(id);
    if (now - heard < settings.events().stallAfter().toMillis()) {
      heardMillis.put(id, heard);
      return;
    }
    heardMillis.remove(id);
    CameraSession session = session(id);
    if (session.history().isPresent()) {
      CameraHistory history = session.history().get();
      sideOutputs.add(CameraEvents.stalled(id, session, history));
      sessions.put(id, session.withHistory(Optional.of(history.stalled())));
    }
  }

  // ------------------------------------------------------------------ what it does

  /** Is told that the subtask has a frame analysed. */
  void started(AnalysisRequest request) {
    String id = request.frame().header().camera();
    Camera camera = next(id);
    Admission admission = admission(id, camera);
    if (!(admission instanceof Admission.Admitted admitted)) {
      throw new SimulationFailure(
          "%s is analysed%n  expected: %s".formatted(request.frame().header(), admission));
    }
    expectEqual(admitted.frame().header(), request.frame().header(), "the frame that is analysed");
    expectEqual(admitted.state(), request.state(), "what a task goes on from");
    expectEqual(modelId(admitted), request.lease().modelId(), "the models that were leased");
    camera.inFlight = admitted;
  }

  private static String modelId(Admission.Admitted admitted) {
    return SimulatedEngine.modelId(
        admitted.settings().models().directory(), admitted.settings().task());
  }

  /** Is told that a frame is analysed at this moment. */
  void done(AnalysisRequest request) {
    Camera camera = cameras.get(request.frame().header().camera());
    Admission.Admitted admitted = camera.inFlight;
    if (!processor.isWanted(admitted)) {
      camera.outcome = processor.conclude(admitted, new Analysis.Expired());
    } else if (SimulatedTask.content(admitted.frame().picture().bytes())
        != SimulatedTask.Content.POISON) {
      camera.outcome =
          processor.conclude(
              admitted,
              SimulatedEngine.analysis(admitted.frame(), admitted.state(), modelId(admitted)));
    }
  }

  /** Returns at which frame the engine has failed, given what the subtask says. */
  Optional<TopicPosition> blamed(String message) {
    return cameras.values().stream()
        .map(camera -> camera.inFlight)
        .filter(each -> each != null && message.endsWith(each.frame().header().toString()))
        .map(each -> each.source().position())
        .findFirst();
  }

  /** Is told that the subtask has written a record. */
  void wrote(FrameLandmarks record) {
    expect(sideOutputs.isEmpty(), "what is written beside a frame: missing %s", sideOutputs);
    String id = record.getCameraId();
    Camera camera = cameras.get(id);
    CameraSession before = session(id);
    FrameOutcome outcome;
    if (camera != null && camera.inFlight != null) {
      before = camera.inFlight.session();
      outcome = camera.outcome;
      expect(outcome != null, "%s: a record of a frame that is still being analysed", id);
      camera.inFlight = null;
      camera.outcome = null;
    } else {
      camera = next(id);
      Admission admission = admission(id, camera);
      if (!(admission instanceof Admission.Refused refused)) {
        throw new SimulationFailure(
            "%s is not analysed%n  expected: %s".formatted(record, admission));
      }
      outcome = refused.outcome();
    }
    expectEqual(outcome.landmarks(), record, "the next record of %s", id);
    outcome.sideOutputs().forEach(side -> sideOutputs.add(side.value()));
    if (!outcome.session().equals(before)) {
      sessions.put(id, outcome.session());
    }
    if (outcome.session().hasBegun()) {
      seenNanos.put(id, time.nanos());
      if (settings.events().isOn()) {
        heardMillis.putIfAbsent(id, time.millis());
      }
    }
    if (camera.waiting.isEmpty()) {
      cameras.remove(id);
    }
  }

  /** Is told that the subtask has written something beside the records. */
  void wroteBeside(Object value) {
    Object expected = sideOutputs.poll();
    expect(expected != null, "written beside the records, and nothing is expected: %s", value);
    if (expected instanceof SimulationPlan.PlannedRecord refused) {
      CameraEvent event = (CameraEvent) value;
      expectEqual(EventKind.SETTINGS_REFUSED, event.getKind(), "the event of %s", refused.record());
      expectEqual(refused.record().key(), event.getCameraId(), "the key of %s", event);
      expectEqual(refused.record().offset(), event.getOffset(), "the offset of %s", event);
    } else {
      expectEqual(expected, value, "what is written beside the records");
    }
  }

  private Camera next(String id) {
    Camera camera = cameras.get(id);
    expect(camera != null, "%s: something is done, and no frame waits", id);
    expect(camera.inFlight == null, "%s: two frames at a time", id);
    expect(!camera.waiting.isEmpty(), "%s: something is done, and no frame waits", id);
    return camera;
  }

  private Admission admission(String id, Camera camera) {
    QueuedFrame frame = camera.waiting.remove();
    return processor.admit(
        session(id),
        frame.followed(resolved(frame)),
        frame.source(),
        frame.parsed(),
        camera.waiting.size());
  }

  private ResolvedSettings resolved(QueuedFrame frame) {
    return control.of(
        frame.source().camera(), frame.parsed().header().timeMicros(frame.source()), known);
  }

  private CameraSession session(String id) {
    return sessions.getOrDefault(id, CameraSession.none());
  }

  // ------------------------------------------------------------------ what must always be so

  /** Checks what must be so between two things that the subtask does. */
  void settled(boolean isAnythingToCome) {
    taken();
    expect(sideOutputs.isEmpty(), "what is written beside a frame: missing %s", sideOutputs);
    expect(
        isAnythingToCome || cameras.isEmpty(),
        "frames wait, and nothing is analysed that could make it go on");
  }

  /** Checks that nothing waits and nothing is analysed. */
  void drained(TrackingSubtask subtask) {
    settled(true);
    expect(cameras.isEmpty(), "drained, and frames wait or are analysed: %s", cameras.keySet());
    for (String camera : sessions.keySet()) {
      expect(!subtask.isServing(camera), "%s: drained, and its queue is still there", camera);
    }
  }

  /** Checks what a checkpoint holds, and returns what it should. */
  Map<String, CameraSession> stored(SubtaskSnapshot snapshot) {
    expectEqual(heardMillis.keySet(), snapshot.cameras(), "the cameras that have a timer");
    for (Map.Entry<String, CameraSession> session : sessions.entrySet()) {
      String camera = session.getKey();
      byte[] bytes = snapshot.states().get(camera);
      expect(bytes != null, "%s: has lost its state", camera);
      expect(bytes.length <= LARGEST_STATE, "%s: its state is %s bytes", camera, bytes.length);
      expectEqual(session.getValue(), snapshot.sessions().get(camera), "the state of %s", camera);
      expectEqual(
          SmoothingStates.isSmoothed(session.getValue()),
          snapshot.smoothing().containsKey(camera),
          "%s: whether there is state of its landmarks",
          camera);
    }
    for (String camera : snapshot.states().keySet()) {
      expect(sessions.containsKey(camera), "%s: has state and no frame", camera);
    }
    for (String camera : snapshot.smoothing().keySet()) {
      expect(sessions.containsKey(camera), "%s: has state of landmarks, and no frame", camera);
    }
    return sessions;
  }
}
