package io.meshstream.vision.inference;

import java.time.Duration;
import java.util.List;

/**
 * How single items of many threads become runs of a model.
 *
 * @param sizes the numbers of items that the model is run on, ascending; a run of fewer is padded
 *     to the next. A runtime tunes and plans memory for each size, so there should be few. With a
 *     single size, no result can depend on how many items it shared a run with; with several, a GPU
 *     may compute an item differently in the last bits in a run of another size.
 * @param delay how long the first item of a run waits for others while the device is idle; a run
 *     that has all items it can take, or all that may come, starts at once
 */
public record Batching(List<Integer> sizes, Duration delay) {

  /** The largest run: beyond it a device gains nothing, and the buffers grow. */
  public static final int MAX_SIZE = 256;

  /** Checks the sizes. */
  public Batching {
    sizes = List.copyOf(sizes);
    int last = 0;
    for (int size : sizes) {
      if (size <= last || size > MAX_SIZE) {
        throw new IllegalArgumentException(
            "batch sizes: " + sizes + " (expected: 1 to " + MAX_SIZE + ", ascending)");
      }
      last = size;
    }
    if (sizes.isEmpty() || delay.isNegative()) {
      throw new IllegalArgumentException(
          "batching: sizes "
              + sizes
              + ", delay "
              + delay
              + " (expected: a size, no negative time)");
    }
  }

  /** Makes every item a run of its own, in the thread that asks for it. */
  public static Batching off() {
    return new Batching(List.of(1), Duration.ZERO);
  }

  /** Tells whether several items can share a run. */
  public boolean isOn() {
    return largest() > 1;
  }

  /** Returns the most items that share a run. */
  public int largest() {
    return sizes.get(sizes.size() - 1);
  }
}
