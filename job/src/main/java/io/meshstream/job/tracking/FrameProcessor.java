package io.meshstream.job.tracking;

import io.meshstream.job.records.DeadLetters;
import io.meshstream.job.records.FaceRecords;
import io.meshstream.job.records.FrameRecords;
import io.meshstream.job.vision.Sight;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.frames.FrameHeader;
import io.meshstream.schemas.frames.ParsedFrame;
import io.meshstream.schemas.frames.Rejection;
import io.meshstream.schemas.frames.SourceFrame;
import io.meshstream.vision.TaskState;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decides what becomes of a frame, before its picture is looked at and after. The look between the
 * two, which is nearly all of the work, may be anywhere.
 *
 * <p>Pure functions of the frame, of what is remembered of its camera and of the {@link
 * FrameBudget}. Knows no Flink. Thread-safe.
 */
final class FrameProcessor {

  private final Lifetimes lifetimes;
  private final CameraRate rate;
  private final FrameBudget budget;
  private final String modelId;
  private final boolean detections;
  private final DeadLetters deadLetters;

  /**
   * How long things are remembered, by the times of the frames; zero: for ever.
   *
   * @param region a face's place in the picture
   * @param camera all that is remembered of a camera
   */
  record Lifetimes(Duration region, Duration camera) {}

  /**
   * @param modelId names the models that run
   * @param detections whether records hold what the detector saw of faces
   */
  FrameProcessor(
      Lifetimes lifetimes,
      CameraRate rate,
      FrameBudget budget,
      String modelId,
      boolean detections,
      DeadLetters deadLetters) {
    this.lifetimes = lifetimes;
    this.rate = rate;
    this.budget = budget;
    this.modelId = modelId;
    this.detections = detections;
    this.deadLetters = deadLetters;
  }

  /**
   * Admits a camera's next frame, or settles it; whatever is wrong with it becomes part of the
   * outcome. Only a frame that would be looked at falls under the budget.
   *
   * @param memory what is remembered of the camera, all its earlier frames included
   * @param behind number of frames of the camera that wait behind it
   */
  Admission admit(CameraMemory memory, SourceFrame source, ParsedFrame parsed, int behind) {
    FrameHeader header = parsed.header();
    if (parsed instanceof ParsedFrame.Invalid rejected && !header.isIdentified()) {
      return settled(rejected(memory, source, header, rejected.rejection()));
    }
    CameraMemory current = memory.asOf(header, lifetimes.camera());
    Optional<Shedding> outOfOrder = current.shedding(header);
    if (outOfOrder.isPresent()) {
      return settled(shed(memory, source, header, outOfOrder.get()));
    }
    TaskState tracking = current.trackingFor(header, source.offset(), lifetimes.region());
    if (parsed instanceof ParsedFrame.Invalid rejected) {
      CameraMemory after = current.afterUnseen(header, current.debtUntilMicros(), tracking);
      return settled(rejected(after, source, header, rejected.rejection()));
    }
    OptionalLong debt = rate.debtUntil(current.debtUntilMicros(), header.timeMicros(source));
    if (debt.isEmpty()) {
      return settled(shed(memory, source, header, rate.tooMany()));
    }
    Optional<Shedding> overBudget = budget.shedding(header, behind);
    if (overBudget.isPresent()) {
      return settled(shed(memory, source, header, overBudget.get()));
    }
    return new Admission.Look(
        current, source, (ParsedFrame.Valid) parsed, debt.getAsLong(), tracking);
  }

  /** Whether an admitted frame is still worth looking at. */
  boolean isWanted(Admission.Look look) {
    return budget.isWithinAge(look.frame().header());
  }

  /** What became of an admitted frame. */
  Outcome conclude(Admission.Look look, Sight sight) {
    FrameHeader header = look.frame().header();
    if (sight instanceof Sight.Seen seen) {
      return new Outcome(
          look.memory().after(header, look.debtUntilMicros(), seen.step().state()),
          record(look.source(), header, seen),
          Optional.empty(),
          seen.step().result().detections().isPresent());
    }
    if (sight instanceof Sight.Unseen unseen) {
      CameraMemory after =
          look.memory().afterUnseen(header, look.debtUntilMicros(), look.tracking());
      return rejected(after, look.source(), header, unseen.rejection());
    }
    return shed(look.memory(), look.source(), header, budget.tooOld(header));
  }

  private FrameLandmarks record(SourceFrame source, FrameHeader header, Sight.Seen seen) {
    return FrameRecords.analysed(
        source,
        header,
        modelId,
        seen.width(),
        seen.height(),
        FaceRecords.of(seen.step().result(), detections));
  }

  private static Admission settled(Outcome outcome) {
    return new Admission.Settled(outcome);
  }

  private Outcome shed(
      CameraMemory memory, SourceFrame source, FrameHeader header, Shedding shedding) {
    return new Outcome(
        memory,
        FrameRecords.shed(source, header, shedding.reason().name(), shedding.message()),
        Optional.empty(),
        /* detectorRan= */ false);
  }

  private Outcome rejected(
      CameraMemory memory, SourceFrame source, FrameHeader header, Rejection rejection) {
    return new Outcome(
        memory,
        FrameRecords.rejected(source, header, rejection),
        Optional.of(deadLetters.of(source, rejection)),
        /* detectorRan= */ false);
  }
}
