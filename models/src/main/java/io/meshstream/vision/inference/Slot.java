package io.meshstream.vision.inference;

import java.nio.FloatBuffer;

/**
 * One item's place in a model's input and outputs, for one run: fill {@link #input()}, {@link #run}
 * it, read {@link #output}, and close it at once, for the place is needed again.
 *
 * <p>The buffers are direct, and the runtime reads and writes them in place; absolute access only.
 * Belongs to one thread, which must not claim a second slot of a model before it has closed the
 * first.
 */
public interface Slot extends AutoCloseable {

  /**
   * Returns the item's input, the last axis of the model's shape being the one that runs fastest: a
   * picture is planes of red, green and blue one after another, rows from the top.
   */
  FloatBuffer input();

  /**
   * Runs the model on the item, perhaps together with those of other threads, and waits for it. At
   * most once.
   *
   * @throws InferenceException if the runtime fails
   */
  void run();

  /** Returns what the run left for the item in an output. */
  FloatBuffer output(String name);

  /** Gives the place back, whether or not the model has run. */
  @Override
  void close();
}
