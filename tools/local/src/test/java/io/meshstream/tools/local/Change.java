package io.meshstream.tools.local;

import java.util.function.Supplier;

/** Holds once something is no longer what it was when this was made. */
final class Change implements Supplier<Boolean> {

  private final Supplier<String> value;
  private final String before;

  Change(Supplier<String> value) {
    this.value = value;
    this.before = value.get();
  }

  @Override
  public Boolean get() {
    return !value.get().equals(before);
  }
}
