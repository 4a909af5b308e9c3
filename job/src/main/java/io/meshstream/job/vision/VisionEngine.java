package io.meshstream.job.vision;

import io.meshstream.schemas.frames.ParsedFrame;
import io.meshstream.vision.ModelRuns;
import io.meshstream.vision.TaskState;
import java.io.Serializable;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * Does the costly part of frames, many at a time, with threads and models that all subtasks of a
 * process share.
 *
 * <p>An engine is one subtask's access to what is shared. Thread-safe. Which frames are looked at
 * together, on which thread and in which order has no influence on what is seen.
 */
public interface VisionEngine extends AutoCloseable {

  /**
   * Looks at one frame, on a thread of the engine.
   *
   * @param tracking what the camera's previous frame left
   * @param frame the frame
   * @param wanted asked when the frame's turn comes: if it is wanted no longer it is not looked at.
   *     Called on any thread.
   * @return what was seen, in the end. It fails only with what is not the frame's own fault, such
   *     as an {@link OutOfMemoryError} or a GPU that is gone; after {@link #close} it may stay open
   *     for ever.
   */
  CompletableFuture<Sight> look(
      TaskState tracking, ParsedFrame.Valid frame, BooleanSupplier wanted);

  /**
   * How many frames one subtask should have in flight: enough that the engine never waits for the
   * next, and no more. At least 1.
   */
  int width();

  /**
   * How many JPEGs of the subtask had to be decoded whole, because they are of a kind that has no
   * parts to decode, such as progressive ones.
   */
  long wholeJpegs();

  /** How often the models have run so far, for all subtasks of the process that share them. */
  ModelRuns runs();

  /** Names the models that run, by content. */
  String modelId();

  /**
   * Gives up the access. The last of a process to do so waits for the frames that are being looked
   * at, and ends the threads and unloads the models; frames whose turn has not come are dropped.
   */
  @Override
  void close();

  /** Makes an engine where the job runs; travels there with the job graph. */
  @FunctionalInterface
  interface Provider extends Serializable {

    /**
     * Makes the engine of one subtask.
     *
     * @param assignedGpu the GPU that the cluster assigns to the subtask, by its index; empty if it
     *     assigns none
     * @throws io.meshstream.vision.inference.DeviceUnavailableException if the device that was
     *     asked for cannot be had
     * @throws IllegalStateException if the models cannot be loaded
     */
    VisionEngine open(OptionalInt assignedGpu);
  }
}
