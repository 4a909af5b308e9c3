package io.meshstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FloatListTest {

  private final FloatList list = FloatList.view(new float[] {1.5f, -0f, Float.NaN});

  @Test
  void equalsAnyListOfTheSameFloats() {
    assertThat(list).isEqualTo(List.of(1.5f, -0f, Float.NaN)).isNotEqualTo(List.of(1.5f));
    assertThat(list).hasSameHashCodeAs(List.of(1.5f, -0f, Float.NaN));
  }

  @Test
  void showsTheArrayWithoutCopyingIt() {
    float[] values = {1, 2};
    FloatList view = FloatList.view(values);

    values[1] = 3;

    assertThat(view.getFloat(1)).isEqualTo(3);
  }

  @Test
  void cannotBeChanged() {
    assertThatThrownBy(() -> list.set(0, 2f)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> list.add(2f)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(list::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void anArrayMadeFromAnyListIsACopy() {
    float[] copy = FloatList.toArray(list);
    copy[0] = 7;

    assertThat(list.getFloat(0)).isEqualTo(1.5f);
    assertThat(FloatList.toArray(Arrays.asList(1f, 2f))).containsExactly(1f, 2f);
    assertThat(FloatList.toArray(List.of())).isEmpty();
  }

  @Test
  void missingElementsAreSaidSo() {
    assertThatThrownBy(() -> list.getFloat(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> FloatList.toArray(Arrays.asList(1f, null)))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> FloatList.view(null)).isInstanceOf(NullPointerException.class);
  }
}
