package io.meshstream.face;

import io.meshstream.face.inference.Flavour;
import io.meshstream.face.inference.ModelId;
import io.meshstream.face.inference.ModelSession;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The loaded models and the buffers to run them with; one is enough for a process.
 *
 * <p>Thread-safe. A thread that runs a frame borrows a {@link Workspace} and gives it back, so
 * there are as many as frames ever ran at the same time. Close it when no frame is running.
 */
public final class FaceModels implements AutoCloseable {
  private final Map<ModelId, ModelSession> sessions;
  private final Queue<Workspace> idle = new ConcurrentLinkedQueue<>();

  private FaceModels(Map<ModelId, ModelSession> sessions) {
    this.sessions = sessions;
  }

  /**
   * Loads the bundled models for the CPU.
   *
   * @throws IllegalStateException if ONNX Runtime or a model cannot be loaded
   */
  public static FaceModels open() {
    Map<ModelId, ModelSession> sessions = new EnumMap<>(ModelId.class);
    for (ModelId id : ModelId.values()) {
      sessions.put(id, ModelSession.open(id, Flavour.CPU));
    }
    return new FaceModels(sessions);
  }

  /** SHA-256 of a model's file, lower-case hex. */
  String sha256(ModelId id) {
    return sessions.get(id).sha256();
  }

  Workspace borrow() {
    Workspace workspace = idle.poll();
    return workspace != null ? workspace : new Workspace(sessions);
  }

  void giveBack(Workspace workspace) {
    idle.add(workspace);
  }

  /** Frees the buffers and sessions; the models cannot be used afterwards. */
  @Override
  public void close() {
    for (Workspace workspace = idle.poll(); workspace != null; workspace = idle.poll()) {
      workspace.close();
    }
    sessions.values().forEach(ModelSession::close);
  }
}
