package io.meshstream.bench;

import io.meshstream.job.FaceMeshJob;
import io.meshstream.tools.simulation.Clip;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * Where cameras are to each other: the first hostile camera is in partition 0 and subtask 0, and of
 * its neighbours as many are near it in each way.
 *
 * <p>There are two partitions for each subtask of the source, which reads those that leave the same
 * remainder; which of the tracking operator's subtasks has a camera follows from its name.
 *
 * @param parallelism subtasks of each operator, at least 2
 */
record Neighbourhood(int parallelism) {

  /** How a camera is near the hostile one. */
  enum Place {
    /** Its frames lie between the hostile ones, and the same subtasks have them. */
    SAME_PARTITION,
    /** The same subtask of the source reads it, from another partition. */
    SAME_READER,
    /** The same subtask of the tracking operator has it; another one of the source reads it. */
    SAME_SUBTASK,
    /** Nothing in common but the machine. */
    APART;

    private int partition(int parallelism) {
      return switch (this) {
        case SAME_PARTITION -> 0;
        case SAME_READER -> parallelism;
        case SAME_SUBTASK, APART -> 1;
      };
    }

    private int subtask() {
      return this == SAME_PARTITION || this == SAME_SUBTASK ? 0 : 1;
    }

    static Place of(int camera) {
      return values()[camera % values().length];
    }
  }

  int partitions() {
    return 2 * parallelism;
  }

  /** Well-behaved cameras, of which number i is at {@link Place#of}(i). */
  List<SentCamera> neighbours(int count, List<Clip> clips) {
    List<SentCamera> cameras = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Place place = Place.of(i);
      String name = name("cam-" + i, place.subtask());
      Clip clip = clips.get(i % clips.size());
      cameras.add(new SentCamera(name, place.partition(parallelism), clip));
    }
    return cameras;
  }

  /** Hostile cameras, spread over all partitions and subtasks. */
  List<SentCamera> hostile(int count, Function<Integer, Clip> clips) {
    List<SentCamera> cameras = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = name("hostile-" + i, i % parallelism);
      cameras.add(new SentCamera(name, i % partitions(), clips.apply(i)));
    }
    return cameras;
  }

  /** Returns a name that Flink assigns to a subtask. */
  private String name(String prefix, int subtask) {
    for (int i = 0; ; i++) {
      String name = prefix + "-" + i;
      int actual =
          KeyGroupRangeAssignment.assignKeyToParallelOperator(
              name, FaceMeshJob.MAX_PARALLELISM, parallelism);
      if (actual == subtask) {
        return name;
      }
    }
  }
}
