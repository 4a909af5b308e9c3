package io.meshstream.job.options;

import io.meshstream.vision.inference.Batching;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the numbers of faces that share a run: {@code auto} or {@code 8,32}. */
final class BatchSizes {

  private BatchSizes() {}

  /** Reads the sizes, none for {@code auto}; empty if the text makes no sense. */
  static Optional<List<Integer>> parse(String text) {
    if (text.equals("auto")) {
      return Optional.of(List.of());
    }
    List<Integer> sizes = new ArrayList<>();
    try {
      for (String size : text.split(",", -1)) {
        sizes.add(Integer.valueOf(size.strip()));
      }
      return Optional.of(new Batching(sizes, Duration.ZERO).sizes());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
