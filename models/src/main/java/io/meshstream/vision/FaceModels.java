package io.meshstream.vision;

import io.meshstream.vision.inference.Batching;
import io.meshstream.vision.inference.Device;
import io.meshstream.vision.inference.ModelId;
import io.meshstream.vision.inference.ModelRunner;
import io.meshstream.vision.inference.ModelSession;
import java.util.EnumMap;
import java.util.Map;

/**
 * The models, loaded on one device and shared by all threads; one is enough for a process.
 *
 * <p>The landmark model is loaded at once, a detector for the first {@link FaceMesh} that uses it.
 * A model is run once before its first frame. Thread-safe. Close it when no frame is running.
 */
public final class FaceModels implements AutoCloseable {
  private final Device device;
  private final Batching batching;
  private final Map<ModelId, ModelRunner> runners = new EnumMap<>(ModelId.class);

  private FaceModels(Device device, Batching batching) {
    this.device = device;
    this.batching = batching;
    runner(ModelId.FACE_LANDMARKS_468);
  }

  /**
   * Loads the bundled models for the CPU.
   *
   * @throws IllegalStateException if ONNX Runtime or a model cannot be loaded
   */
  public static FaceModels open() {
    return open(Device.cpu(), Batching.off());
  }

  /**
   * Loads the bundled models.
   *
   * @param device what they run on
   * @param batching whether faces of frames that run at the same time share runs of a model; then a
   *     thread that runs a frame mostly waits, so it takes more threads than batches have items to
   *     fill them
   * @throws io.meshstream.vision.inference.DeviceUnavailableException if the device cannot be had
   * @throws IllegalStateException if ONNX Runtime or a model cannot be loaded
   */
  public static FaceModels open(Device device, Batching batching) {
    return new FaceModels(device, batching);
  }

  synchronized ModelRunner runner(ModelId id) {
    return runners.computeIfAbsent(
        id, missing -> ModelSession.open(missing, device.flavour(), device).runner(batching));
  }

  /** Frees the buffers and sessions; the models cannot be used afterwards. */
  @Override
  public synchronized void close() {
    runners.values().forEach(ModelRunner::close);
    runners.clear();
  }
}
