package io.meshstream.job.tracking;

import io.meshstream.face.TrackingState;
import io.meshstream.job.frames.FrameHeader;
import io.meshstream.job.frames.FrameReader;
import io.meshstream.job.frames.Reading;
import io.meshstream.job.frames.Rejection;
import io.meshstream.job.source.SourceFrame;
import io.meshstream.job.vision.FrameVision;
import io.meshstream.job.vision.Sight;
import java.util.Optional;

/**
 * Takes one frame all the way: read, admit, look, record.
 *
 * <p>A pure function of the frame and of what is remembered of its camera. Knows no Flink.
 * Thread-safe.
 */
final class FrameProcessor {

  private final FrameReader reader;
  private final FrameVision vision;
  private final LandmarksRecords landmarks;
  private final DeadLetters deadLetters;

  FrameProcessor(
      FrameReader reader, FrameVision vision, LandmarksRecords landmarks, DeadLetters deadLetters) {
    this.reader = reader;
    this.vision = vision;
    this.landmarks = landmarks;
    this.deadLetters = deadLetters;
  }

  /** Processes a camera's next record; whatever is wrong with it becomes part of the outcome. */
  Outcome process(CameraMemory memory, SourceFrame source) {
    Reading reading = reader.read(source);
    FrameHeader header = reading.header();
    if (reading instanceof Reading.Rejected rejected && header.isPlace()) {
      return rejected(memory, source, header, rejected.rejection());
    }
    Optional<ShedReason> shed = memory.shedReason(header);
    if (shed.isPresent()) {
      return new Outcome(
          memory,
          landmarks.shed(source, header, shed.get(), memory),
          Optional.empty(),
          /* detectorRan= */ false);
    }
    TrackingState tracking = memory.trackingFor(header);
    Sight sight = look(tracking, reading);
    if (sight instanceof Sight.Seen seen) {
      return new Outcome(
          memory.after(header, seen.step().state()),
          landmarks.seen(source, header, seen),
          Optional.empty(),
          seen.step().result().detections().isPresent());
    }
    Rejection rejection = ((Sight.Unseen) sight).rejection();
    return rejected(memory.after(header, tracking), source, header, rejection);
  }

  private Sight look(TrackingState tracking, Reading reading) {
    if (reading instanceof Reading.Usable frame) {
      return vision.look(tracking, frame);
    }
    return new Sight.Unseen(((Reading.Rejected) reading).rejection());
  }

  private Outcome rejected(
      CameraMemory memory, SourceFrame source, FrameHeader header, Rejection rejection) {
    return new Outcome(
        memory,
        landmarks.rejected(source, header, rejection),
        Optional.of(deadLetters.of(source, rejection)),
        /* detectorRan= */ false);
  }
}
