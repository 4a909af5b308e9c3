package io.meshstream.job.options;

import java.io.Serializable;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

/**
 * What a TaskManager computes with.
 *
 * @param threads how many threads analyse frames; 0: as many as suit the device
 * @param queue how many frames of one camera may wait in a subtask
 * @param queueBytes how many bytes all frames that wait in a subtask may have
 */
public record ComputeSettings(int threads, int queue, long queueBytes) implements Serializable {

  public static final ConfigOption<Integer> THREADS =
      ConfigOptions.key("compute.threads")
          .intType()
          .defaultValue(0)
          .withDescription(
              "How many threads of a TaskManager analyse frames, for all its subtasks together; 0:"
                  + " one per core, and with inference.batch-sizes above 1 twice the largest more,"
                  + " since they mostly wait. A camera keeps one of them busy; those that have nothing"
                  + " to do help with a frame of several faces.");

  public static final ConfigOption<Integer> QUEUE =
      ConfigOptions.key("compute.queue")
          .intType()
          .defaultValue(0)
          .withDescription(
              "How many encoded frames of one camera may wait in a subtask, beside the one that is"
                  + " analysed, before the subtask stops reading; 0: 4. All cameras together may"
                  + " have eight times as many. What waits is processed before a checkpoint, so"
                  + " more makes checkpoints longer. With a frame budget a camera never stops a"
                  + " subtask: of a camera that has more, the oldest are shed. Give more where the"
                  + " frames of a camera come in bursts that must not hold up its neighbours.");

  public static final ConfigOption<MemorySize> QUEUE_BYTES =
      ConfigOptions.key("compute.queue-bytes")
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(16))
          .withDescription(
              "How many bytes the encoded frames that wait in a subtask may have together before it"
                  + " stops reading; one frame may always wait, however large it is.");

  static final OptionGroup GROUP = OptionGroup.of("Compute", THREADS, QUEUE, QUEUE_BYTES);

  /** Rides out small bursts, and keeps checkpoints short: what waits is processed before one. */
  private static final int DEFAULT_QUEUE = 4;

  private static final int CAMERAS = 8;

  static ComputeSettings read(OptionReader options) {
    int queue = options.count(QUEUE, 0, 10_000);
    return new ComputeSettings(
        options.count(THREADS, 0, 1024),
        queue == 0 ? DEFAULT_QUEUE : queue,
        options.bytes(QUEUE_BYTES, new MemorySize(1)));
  }

  /** Returns how many frames of all cameras together may wait in a subtask. */
  public int queueOfAll() {
    return CAMERAS * queue;
  }
}
