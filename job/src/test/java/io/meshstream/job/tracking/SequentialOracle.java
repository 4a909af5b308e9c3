package io.meshstream.job.tracking;

import static io.meshstream.job.tracking.SimulationFailure.expect;

import io.meshstream.job.control.ResolvedSettings;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.records.DeadLetters;
import io.meshstream.job.tracking.SimulationPlan.PlannedFrame;
import io.meshstream.job.tracking.SimulationPlan.PlannedRecord;
import io.meshstream.schemas.CameraEvent;
import io.meshstream.schemas.DeadLetter;
import io.meshstream.schemas.EventKind;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.frames.ParsedFrame;
import io.meshstream.schemas.frames.SourceFrame;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Compares all that a job has written with the topic: always that each frame has one record, in its
 * camera's order; and where records depend on the frames alone, that they are, byte for byte, those
 * of a run of one frame after the other that nothing disturbs.
 */
final class SequentialOracle {

  private static final SingleObjectCodec<FrameLandmarks> LANDMARKS =
      SingleObjectCodec.ofFrameLandmarks();
  private static final Set<EventKind> NOT_OF_FRAMES =
      EnumSet.of(
          EventKind.STALLED,
          EventKind.RESUMED,
          EventKind.SETTINGS_REFUSED,
          EventKind.MODELS_REFUSED);

  private final SimulationPlan plan;
  private final JobSettings settings;
  private final SimulatedSettings control;
  private final FrameProcessor processor;

  SequentialOracle(SimulationPlan plan) {
    this.plan = plan;
    this.settings = plan.settings();
    this.control = new SimulatedSettings(settings.camera(), plan.control());
    this.processor =
        new FrameProcessor(
            settings.state().ttl(),
            new CameraRate(settings.limits().cameraRate()),
            Clock.systemUTC(),
            new DeadLetters(settings.frames().topic(), settings.limits().deadLetterBytes()),
            settings.events());
  }

  /** What has been written of a camera and a partition, in order. */
  private static final class Written {
    private final List<FrameLandmarks> records = new ArrayList<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private final List<CameraEvent> events = new ArrayList<>();

    void add(Object value) {
      if (value instanceof FrameLandmarks record) {
        records.add(record);
      } else if (value instanceof DeadLetter letter) {
        deadLetters.add(letter);
      } else if (!NOT_OF_FRAMES.contains(((CameraEvent) value).getKind())) {
        events.add((CameraEvent) value);
      }
    }
  }

  /** Which partition, and which camera. */
  private record Place(int partition, String camera) {}

  private static Place place(Object value) {
    if (value instanceof FrameLandmarks record) {
      return new Place(record.getSourcePartition(), record.getCameraId());
    }
    if (value instanceof DeadLetter letter) {
      return new Place(letter.getSourcePartition(), letter.getCameraId());
    }
    CameraEvent event = (CameraEvent) value;
    return new Place(event.getPartition(), event.getCameraId());
  }

  /** Checks all that has been written and committed. */
  void check(List<Object> values) {
    Map<Place, Written> written = new HashMap<>();
    List<Long> refused = new ArrayList<>();
    for (Object value : values) {
      if (value instanceof CameraEvent event && event.getKind() == EventKind.SETTINGS_REFUSED) {
        refused.add(event.getOffset());
      } else {
        written.computeIfAbsent(place(value), place -> new Written()).add(value);
      }
    }
    refused.sort(null);
    expect(refusedRecords(), refused, "the records of the control topic that are refused");
    Map<String, CameraSession> sessions = new HashMap<>();
    Map<Place, Written> expected = new HashMap<>();
    Map<String, Long> writtenMicros = new HashMap<>();
    Set<Place> uncertain = new HashSet<>();
    for (List<PlannedFrame> partition : plan.partitions()) {
      Map<Place, List<Long>> offsets = new HashMap<>();
      for (PlannedFrame frame : partition) {
        SourceFrame source = frame.source();
        Place place = new Place(source.partition(), source.camera());
        offsets.computeIfAbsent(place, each -> new ArrayList<>()).add(source.offset());
        if (plan.isExact()) {
          if (dependsOnTheMachine(sessions, writtenMicros, frame)) {
            uncertain.add(place);
          }
          writtenMicros.put(source.camera(), frame.writtenMicros());
          Written ofCamera = expected.computeIfAbsent(place, each -> new Written());
          FrameOutcome outcome = outcome(sessions, source);
          sessions.put(source.camera(), outcome.session());
          ofCamera.add(outcome.landmarks());
          outcome.sideOutputs().forEach(side -> ofCamera.add(side.value()));
        }
      }
      offsets.forEach((place, all) -> checkLedger(place, all, written.get(place)));
    }
    expected.keySet().removeAll(uncertain);
    expected.forEach((place, all) -> checkBytes(place, all, written.get(place)));
  }

  /**
   * Tells whether a frame comes so late that its camera's memory may have been given back, while no
   * picture of it with a known time has been analysed by which the silence would show.
   */
  private boolean dependsOnTheMachine(
      Map<String, CameraSession> sessions, Map<String, Long> writtenMicros, PlannedFrame frame) {
    String camera = frame.source().camera();
    CameraSession session = sessions.getOrDefault(camera, CameraSession.none());
    long silentMicros = frame.writtenMicros() - writtenMicros.getOrDefault(camera, 0L);
    return session.hasBegun()
        && session.state().trackedAtMicros() < 0
        && settings.state().isForgetful()
        && silentMicros >= TimeUnit.MICROSECONDS.convert(settings.state().ttl());
  }

  private List<Long> refusedRecords() {
    return settings.events().isOn() && plan.isControlled()
        ? plan.control().stream()
            .filter(PlannedRecord::isRefused)
            .map(each -> each.record().offset())
            .toList()
        : List.of();
  }

  private static void checkLedger(Place place, List<Long> offsets, Written written) {
    expect(written != null, place + ": none of its frames has a record");
    expect(
        offsets,
        written.records.stream().map(FrameLandmarks::getSourceOffset).toList(),
        place + ": frames, and those that have a record");
    expect(
        written.records.stream()
            .filter(record -> record.getStatus() == FrameStatus.REJECTED)
            .map(FrameLandmarks::getSourceOffset)
            .toList(),
        written.deadLetters.stream().map(DeadLetter::getSourceOffset).toList(),
        place + ": frames that are rejected, and dead letters");
  }

  private static void checkBytes(Place place, Written expected, Written written) {
    for (int i = 0; i < expected.records.size(); i++) {
      FrameLandmarks record = written.records.get(i);
      if (!Arrays.equals(LANDMARKS.encode(expected.records.get(i)), LANDMARKS.encode(record))) {
        expect(expected.records.get(i), record, place + ": the record of an undisturbed run");
      }
    }
    expect(expected.deadLetters, written.deadLetters, place + ": dead letters");
    expect(expected.events, written.events, place + ": events");
  }

  private FrameOutcome outcome(Map<String, CameraSession> sessions, SourceFrame source) {
    ParsedFrame parsed = SimulationPlan.PARSER.parse(source);
    Admission admission = admission(sessions, source, parsed);
    if (admission instanceof Admission.Admitted admitted) {
      try {
        return processor.conclude(
            admitted,
            SimulatedEngine.analysis(
                admitted.frame(),
                admitted.state(),
                SimulatedEngine.modelId(
                    admitted.settings().models().directory(), admitted.settings().task())));
      } catch (SimulatedEngine.Poisoned e) {
        admission =
            admission(
                sessions,
                source,
                new ParsedFrame.Invalid(parsed.header(), FailedFrames.rejection()));
      }
    }
    return ((Admission.Refused) admission).outcome();
  }

  private Admission admission(
      Map<String, CameraSession> sessions, SourceFrame source, ParsedFrame parsed) {
    ResolvedSettings resolved =
        control.of(source.camera(), parsed.header().timeMicros(source), plan.control().size());
    return processor.admit(
        sessions.getOrDefault(source.camera(), CameraSession.none()),
        resolved,
        source,
        parsed,
        /* behind= */ 0);
  }
}
