package io.meshstream.face;

import io.meshstream.face.inference.Binding;
import io.meshstream.face.inference.ModelId;
import io.meshstream.face.inference.ModelSession;
import java.util.EnumMap;
import java.util.Map;

/** The model buffers of one frame in the making, made on first use. Not thread-safe. */
final class Workspace implements AutoCloseable {
  private final Map<ModelId, ModelSession> sessions;
  private final Map<ModelId, Binding> bindings = new EnumMap<>(ModelId.class);

  Workspace(Map<ModelId, ModelSession> sessions) {
    this.sessions = sessions;
  }

  Binding buffers(ModelId id) {
    return bindings.computeIfAbsent(id, missing -> sessions.get(missing).bind());
  }

  @Override
  public void close() {
    bindings.values().forEach(Binding::close);
  }
}
