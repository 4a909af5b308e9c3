package io.meshstream.vision.inference;

import java.nio.FloatBuffer;

/**
 * Input and output buffers for a number of items, made once and used for run after run.
 *
 * <p>Items may be filled and read by different threads; a run needs all of them to hold still.
 */
interface Binding extends AutoCloseable {

  /** Returns one item's part of the input. */
  FloatBuffer input(int item);

  /** Returns what the last run left for one item in an output. */
  FloatBuffer output(String name, int item);

  /**
   * Runs the model on the first items, in the calling thread.
   *
   * @throws InferenceException if the runtime fails
   */
  void run(int items);

  @Override
  void close();
}
