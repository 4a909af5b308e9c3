package io.meshstream.vision.jpeg;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Keeps the tables built for the codes used last: cameras send the same ones with every frame. */
final class TableCache<T> {
  private static final int CAPACITY = 16;

  private final Function<HuffmanCode, T> build;
  private final Map<HuffmanCode, T> tables =
      new LinkedHashMap<>(2 * CAPACITY, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<HuffmanCode, T> eldest) {
          return size() > CAPACITY;
        }
      };

  TableCache(Function<HuffmanCode, T> build) {
    this.build = build;
  }

  T get(HuffmanCode code) {
    return tables.computeIfAbsent(code, build);
  }
}
