package io.meshstream.schemas;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * An unmodifiable list of floats that lies in a {@code float[]}, so that the 1,404 coordinates of a
 * face need not become 1,404 objects.
 *
 * <p>{@link SingleObjectCodec} writes it and fills it without boxing: every {@code List<Float>} of
 * a record it decoded is one. It equals any list of the same floats, in the sense of {@link
 * Float#equals}. Thread-safe as long as the viewed array is left alone.
 */
public final class FloatList extends AbstractList<Float> implements RandomAccess {

  private final float[] values;

  private FloatList(float[] values) {
    this.values = values;
  }

  /**
   * Returns a list that shows the array, which is not copied and must not be written to again.
   *
   * @param values the floats of the list, for landmarks {@code x, y, z, x, y, z ...}
   */
  public static FloatList view(float[] values) {
    return new FloatList(Objects.requireNonNull(values, "values"));
  }

  /**
   * Copies a list into a new array, at once when it is a {@code FloatList} and element by element
   * otherwise.
   *
   * @throws NullPointerException if the list or an element is null
   */
  public static float[] toArray(List<Float> list) {
    if (list instanceof FloatList floats) {
      return floats.values.clone();
    }
    float[] copy = new float[list.size()];
    int index = 0;
    for (float value : list) {
      copy[index++] = value;
    }
    return copy;
  }

  /**
   * Returns one element without boxing it.
   *
   * @throws IndexOutOfBoundsException if there is no such element
   */
  public float getFloat(int index) {
    return values[index];
  }

  @Override
  public Float get(int index) {
    return values[index];
  }

  @Override
  public int size() {
    return values.length;
  }
}
