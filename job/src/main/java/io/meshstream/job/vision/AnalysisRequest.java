package io.meshstream.job.vision;

import io.meshstream.schemas.frames.ParsedFrame;
import io.meshstream.vision.TaskState;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A frame that is to be analysed.
 *
 * @param lease by what; ended by the engine
 * @param state what the camera's previous frame left
 * @param frame the frame
 * @param wanted asked when the frame's turn comes: if it is wanted no longer it is not analysed.
 *     Called on any thread.
 * @param shadow by what else, if by anything
 */
public record AnalysisRequest(
    TaskLease lease,
    TaskState state,
    ParsedFrame.Valid frame,
    BooleanSupplier wanted,
    Optional<ShadowRun> shadow) {

  /** Makes a request without models on trial. */
  public AnalysisRequest(
      TaskLease lease, TaskState state, ParsedFrame.Valid frame, BooleanSupplier wanted) {
    this(lease, state, frame, wanted, Optional.empty());
  }

  /** Returns a request of what the models on trial are to do. */
  AnalysisRequest ofShadow(ShadowRun run) {
    return new AnalysisRequest(run.lease(), state, frame, () -> true);
  }
}
