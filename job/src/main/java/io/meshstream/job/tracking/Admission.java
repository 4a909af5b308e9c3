package io.meshstream.job.tracking;

import io.meshstream.schemas.frames.ParsedFrame;
import io.meshstream.schemas.frames.SourceFrame;
import io.meshstream.vision.TaskState;

/** What is to be done with a frame whose turn has come. */
sealed interface Admission {

  /**
   * Nothing: what becomes of it is known without its picture.
   *
   * @param outcome what becomes of it
   */
  record Settled(Outcome outcome) implements Admission {}

  /**
   * Its picture is to be looked at.
   *
   * @param memory what is remembered of its camera
   * @param source the record it came in
   * @param frame the frame
   * @param debtUntilMicros until when its camera is in debt by its rate from then on
   * @param tracking what its faces are sought from
   */
  record Look(
      CameraMemory memory,
      SourceFrame source,
      ParsedFrame.Valid frame,
      long debtUntilMicros,
      TaskState tracking)
      implements Admission {}
}
