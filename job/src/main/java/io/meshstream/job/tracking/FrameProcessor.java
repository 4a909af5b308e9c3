package io.meshstream.job.tracking;

import io.meshstream.job.control.ResolvedSettings;
import io.meshstream.job.options.CameraSettings;
import io.meshstream.job.options.EventsSettings;
import io.meshstream.job.records.DeadLetters;
import io.meshstream.job.records.FrameRecords;
import io.meshstream.job.vision.Analysis;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.frames.FrameHeader;
import io.meshstream.schemas.frames.ParsedFrame;
import io.meshstream.schemas.frames.Rejection;
import io.meshstream.schemas.frames.SourceFrame;
import io.meshstream.vision.Face;
import io.meshstream.vision.TaskState;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decides what becomes of a frame, before it is analysed and after. The analysis between the two,
 * which is nearly all of the work, may be anywhere.
 *
 * <p>Pure functions of the frame, of what is known of its camera, of the camera's settings and of
 * the {@link FrameBudget}. Thread-safe.
 */
final class FrameProcessor {

  private static final Shedding DISABLED =
      new Shedding(
          ShedReason.DISABLED,
          "the camera is not enabled (expected: enabled); set it on the control topic");

  private final Duration stateTtl;
  private final CameraRate rate;
  private final Clock clock;
  private final DeadLetters deadLetters;
  private final EventsSettings events;

  /**
   * @param stateTtl how long a silent camera is remembered; zero: for ever
   * @param rate how many frames of a camera are analysed
   * @param clock tells the age of frames
   * @param events whether events are derived
   */
  FrameProcessor(
      Duration stateTtl,
      CameraRate rate,
      Clock clock,
      DeadLetters deadLetters,
      EventsSettings events) {
    this.stateTtl = stateTtl;
    this.rate = rate;
    this.clock = clock;
    this.deadLetters = deadLetters;
    this.events = events;
  }

  /**
   * Admits a camera's next frame, or refuses it; whatever is wrong with it becomes part of the
   * outcome. Only a frame that would be analysed falls under the budget; of a camera that is not
   * enabled no frame is looked at, whatever is wrong with it.
   *
   * @param session what is known of the camera, all its earlier frames included
   * @param resolved the settings that hold for the frame
   * @param behind number of frames of the camera that wait behind it
   */
  Admission admit(
      CameraSession session,
      ResolvedSettings resolved,
      SourceFrame source,
      ParsedFrame parsed,
      int behind) {
    FrameHeader header = parsed.header();
    CameraSettings settings = resolved.settings();
    CameraSession current = session.asOf(header, source.timestampMillis(), stateTtl);
    if (header.isIdentified()) {
      current = current.forgotten(header, settings.forgetBeforeMicros());
    }
    if (!settings.enabled()) {
      FrameOutcome disabled = shed(current, source, header, DISABLED);
      return new Admission.Refused(
          settled(current, source, disabled, Optional.of(resolved), List.of()));
    }
    if (parsed instanceof ParsedFrame.Invalid invalid && !header.isIdentified()) {
      return refused(current, source, rejected(current, source, header, invalid.rejection()));
    }
    Optional<Shedding> outOfOrder = current.shedding(header);
    if (outOfOrder.isPresent()) {
      return refused(current, source, shed(current, source, header, outOfOrder.get()));
    }
    TaskState state = current.stateFor(header, source.offset());
    if (parsed instanceof ParsedFrame.Invalid invalid) {
      CameraSession after = current.after(header, current.debtUntilMicros(), state);
      return refused(current, source, rejected(after, source, header, invalid.rejection()));
    }
    OptionalLong debt = rate.debtUntil(current.debtUntilMicros(), header.timeMicros(source));
    if (debt.isEmpty()) {
      return refused(current, source, shed(current, source, header, rate.tooMany()));
    }
    Optional<Shedding> overBudget = budget(settings).shedding(header, behind);
    if (overBudget.isPresent()) {
      return refused(current, source, shed(current, source, header, overBudget.get()));
    }
    return new Admission.Admitted(
        current, resolved, source, (ParsedFrame.Valid) parsed, debt.getAsLong(), state);
  }

  /**
   * Refuses a camera's next frame because there is no room to remember the camera. A frame that
   * would not be remembered, or whose camera is not enabled, is refused for that.
   *
   * @param tooMany why there is no room
   */
  Admission refuse(
      CameraSession session,
      ResolvedSettings resolved,
      SourceFrame source,
      ParsedFrame parsed,
      Shedding tooMany) {
    FrameHeader header = parsed.header();
    return header.isIdentified() && resolved.settings().enabled()
        ? refused(session, source, shed(session, source, header, tooMany))
        : admit(session, resolved, source, parsed, /* behind= */ 0);
  }

  /** Tells whether an admitted frame is still worth analysing. */
  boolean isWanted(Admission.Admitted admitted) {
    return budget(admitted.settings()).isWithinAge(admitted.frame().header());
  }

  /** Concludes what became of an admitted frame. */
  FrameOutcome conclude(Admission.Admitted admitted, Analysis analysis) {
    return settled(
        admitted.session(),
        admitted.source(),
        outcome(admitted, analysis),
        Optional.of(admitted.resolved()),
        faces(analysis));
  }

  private static List<Face> faces(Analysis analysis) {
    return analysis instanceof Analysis.Completed completed
        ? completed.step().result().faces()
        : List.of();
  }

  private FrameOutcome outcome(Admission.Admitted admitted, Analysis analysis) {
    FrameHeader header = admitted.frame().header();
    if (analysis instanceof Analysis.Completed completed) {
      return new FrameOutcome(
          after(admitted, completed.step().state()),
          record(admitted, completed),
          List.of(),
          DetectorRuns.of(completed.step().result()));
    }
    if (analysis instanceof Analysis.Failed failed) {
      CameraSession after = after(admitted, admitted.state());
      return rejected(after, admitted.source(), header, failed.rejection());
    }
    Shedding expired = budget(admitted.settings()).tooOld(header);
    return shed(admitted.session(), admitted.source(), header, expired);
  }

  private static FrameLandmarks record(Admission.Admitted admitted, Analysis.Completed completed) {
    return FrameRecords.analysed(
        admitted.source(),
        admitted.frame().header(),
        completed.modelId(),
        completed.width(),
        completed.height(),
        completed.step().result(),
        admitted.settings().outputs().form());
  }

  private static CameraSession after(Admission.Admitted admitted, TaskState newState) {
    return admitted
        .session()
        .after(admitted.frame().header(), admitted.debtUntilMicros(), newState);
  }

  private FrameBudget budget(CameraSettings settings) {
    return new FrameBudget(settings.freshness(), clock);
  }

  private Admission refused(CameraSession current, SourceFrame source, FrameOutcome outcome) {
    return new Admission.Refused(settled(current, source, outcome, Optional.empty(), List.of()));
  }

  private FrameOutcome settled(
      CameraSession before,
      SourceFrame source,
      FrameOutcome outcome,
      Optional<ResolvedSettings> settings,
      List<Face> faces) {
    return withEvents(before, outcome, settings, faces).seenAt(source.timestampMillis());
  }

  private FrameOutcome withEvents(
      CameraSession before,
      FrameOutcome outcome,
      Optional<ResolvedSettings> settings,
      List<Face> faces) {
    if (events.isOn()) {
      return CameraEvents.added(before, outcome, settings, faces);
    }
    // What was kept while there were events would be wrong once there are some again.
    return outcome.session().history().isEmpty()
        ? outcome
        : outcome.with(outcome.session().withHistory(Optional.empty()), List.of());
  }

  private FrameOutcome shed(
      CameraSession session, SourceFrame source, FrameHeader header, Shedding shedding) {
    return new FrameOutcome(
        session,
        FrameRecords.shed(source, header, shedding.reason().name(), shedding.message()),
        List.of(),
        DetectorRuns.none());
  }

  private FrameOutcome rejected(
      CameraSession session, SourceFrame source, FrameHeader header, Rejection rejection) {
    return new FrameOutcome(
        session,
        FrameRecords.rejected(source, header, rejection),
        List.of(
            new SideOutput<>(
                TrackingOperatorFactory.DEAD_LETTERS, deadLetters.of(source, rejection))),
        DetectorRuns.none());
  }
}
