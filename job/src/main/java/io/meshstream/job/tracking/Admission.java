package io.meshstream.job.tracking;

import io.meshstream.job.control.ResolvedSettings;
import io.meshstream.job.options.CameraSettings;
import io.meshstream.schemas.frames.ParsedFrame;
import io.meshstream.schemas.frames.SourceFrame;
import io.meshstream.vision.TaskState;

/** What is to be done with a frame whose turn has come. */
sealed interface Admission {

  /**
   * The frame is not analysed: what becomes of it is known without its picture.
   *
   * @param outcome what becomes of it
   */
  record Refused(FrameOutcome outcome) implements Admission {}

  /**
   * The frame is to be analysed.
   *
   * @param session what is known of its camera
   * @param resolved the settings of its camera at this moment, which hold for all that becomes of
   *     it
   * @param source the record it came in
   * @param frame the frame
   * @param debtUntilMicros until when its camera is in debt by its rate from then on
   * @param state what the task goes on from
   */
  record Admitted(
      CameraSession session,
      ResolvedSettings resolved,
      SourceFrame source,
      ParsedFrame.Valid frame,
      long debtUntilMicros,
      TaskState state)
      implements Admission {

    /** Returns the settings that hold for it. */
    CameraSettings settings() {
      return resolved.settings();
    }
  }
}
