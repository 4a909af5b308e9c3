package io.meshstream.tools.simulation;

import java.util.AbstractList;
import java.util.Map;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/**
 * The pictures of a clip, each made when it is asked for first, and kept.
 *
 * <p>Thread-safe: whoever asks for one that is being made waits for it.
 */
final class LazyPictures extends AbstractList<ClipPicture> implements RandomAccess {

  private final int size;
  private final IntFunction<ClipPicture> maker;
  private final Map<Integer, ClipPicture> made;

  /**
   * Makes none yet.
   *
   * @param size how many there are
   * @param maker makes one of them; may be called by several threads
   */
  LazyPictures(int size, IntFunction<ClipPicture> maker) {
    this.size = size;
    this.maker = maker;
    // So large that no picture waits for another.
    this.made = new ConcurrentHashMap<>(2 * size);
  }

  @Override
  public ClipPicture get(int index) {
    return made.computeIfAbsent(Objects.checkIndex(index, size), maker::apply);
  }

  @Override
  public int size() {
    return size;
  }
}
