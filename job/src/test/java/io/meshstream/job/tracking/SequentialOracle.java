package io.meshstream.job.tracking;

import static io.meshstream.job.tracking.SimulationFailure.expect;
import static io.meshstream.job.tracking.SimulationFailure.expectEqual;

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
import java.util.List;
import java.util.Map;
import java.util.Set;

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
    expectEqual(refusedRecords(), refused, "the records of the control topic that are refused");
    Map<String, CameraSession> sessions = new HashMap<>();
    Map<Place, Written> expected = new HashMap<>();
    for (List<PlannedFrame> partition : plan.partitions()) {
      Map<Place, List<Long>> offsets = new HashMap<>();
      for (PlannedFrame frame : partition) {
        SourceFrame source = frame.source();
        Place place = new Place(source.partition(), source.camera());
        offsets.computeIfAbsent(place, each -> new ArrayList<>()).add(source.offset());
        if (plan.isExact()) {
          Written ofCamera = expected.computeIfAbsent(place, each -> new Written());
          FrameOutcome outcome = outcome(sessions, source);
          sessions.put(source.camera(), outcome.session());
          ofCamera.add(outcome.landmarks());
          outcome.sideOutputs().forEach(side -> ofCamera.add(side.value()));
        }
      }
      offsets.forEach((place, all) -> checkLedger(place, all, written.get(place)));
    }
    expected.forEach((place, all) -> checkBytes(place, all, written.get(place)));
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
    expect(written != null, "%s: none of its frames has a record", place);
    expectEqual(
        offsets,
        written.records.stream().map(FrameLandmarks::getSourceOffset).toList(),
        "%s: frames, and those that have a record",
        place);
    expectEqual(
        written.records.stream()
            .filter(record -> record.getStatus() == FrameStatus.REJECTED)
            .map(FrameLandmarks::getSourceOffset)
            .toList(),
        written.deadLetters.stream().map(DeadLetter::getSourceOffset).toList(),
        "%s: frames that are rejected, and dead letters",
        place);
  }

  private static void checkBytes(Place place, Written expected, Written written) {
    for (int i = 0; i < expected.records.size(); i++) {
      FrameLandmarks record = written.records.get(i);
      if (!Arrays.equals(LANDMARKS.encode(expected.records.get(i)), LANDMARKS.encode(record))) {
        expectEqual(expected.records.get(i), record, "%s: the record of an undisturbed run", place);
      }
    }
    expectEqual(expected.deadLetters, written.deadLetters, "%s: dead letters", place);
    expectEqual(expected.events, written.events, "%s: events", place);
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
