package io.meshstream.tools.render;

import java.util.LinkedHashMap;
import java.util.Map;

/** Maps that hold the entries put in last and forget the oldest one when they have too many. */
final class BoundedMap {

  private BoundedMap() {}

  /** Makes a map of at most so many entries. */
  static <K, V> Map<K, V> map(int count) {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > count;
      }
    };
  }
}
