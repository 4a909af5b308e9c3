package io.meshstream.vision.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.List;

/**
 * One model, loaded once on one device and shared by every thread that runs it.
 *
 * <p>Thread-safe.
 */
public final class ModelSession {

  private final String name;
  private final String sha256;
  private final Device device;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final ModelInterface tensors;

  private ModelSession(
      ModelFile file,
      Device device,
      OrtEnvironment environment,
      OrtSession session,
      ModelInterface tensors) {
    this.name = file.name();
    this.sha256 = file.sha256();
    this.device = device;
    this.environment = environment;
    this.session = session;
    this.tensors = tensors;
  }

  /**
   * Loads a model.
   *
   * <p>On a CPU a run uses the calling thread only: frames are what is parallel here, and many
   * callers on one session do more work than several sessions or several threads a run.
   *
   * @param store where the model comes from
   * @param model what it has to be
   * @param flavour which of the model's files; {@link Device#flavour()} names the one that suits
   * @throws DeviceUnavailableException if the device cannot be had
   * @throws IllegalStateException if the model or ONNX Runtime cannot be loaded, or the file holds
   *     another model
   */
  public static ModelSession open(
      ModelStore store, ModelDescriptor model, Flavour flavour, Device device) {
    ModelFile file = store.read(model, flavour);
    OrtEnvironment environment = OnnxEnvironment.get();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      if (device.kind() == Device.Kind.CUDA) {
        CudaProvider.addTo(options, device);
      }
      OrtSession session = environment.createSession(file.bytes(), options);
      try {
        ModelInterface tensors =
            ModelInterface.of(file.name(), session.getInputInfo(), session.getOutputInfo(), model);
        return new ModelSession(file, device, environment, session, tensors);
      } catch (OrtException | RuntimeException e) {
        session.close();
        throw e;
      }
    } catch (OrtException e) {
      if (device.kind() == Device.Kind.CUDA) {
        throw CudaProvider.unavailable(device, e);
      }
      throw new IllegalStateException(
          "model %s: %s (expected: an ONNX file that ONNX Runtime can load); take another"
              .formatted(file.name(), e.getMessage()),
          e);
    }
  }

  /** Returns the hash of the model's file, SHA-256 as lower-case hex. */
  String sha256() {
    return sha256;
  }

  /**
   * Runs the model for any number of threads, and once before that, which is when a device gets
   * ready for it. Closing the runner closes the session.
   *
   * @throws DeviceUnavailableException if the device does not even get through that first run
   */
  public ModelRunner runner(Batching batching) {
    return runner(batching, new Attendance());
  }

  /**
   * Does the same for threads of which it is known how many are at work.
   *
   * @param attendance of all models that these threads run
   */
  public ModelRunner runner(Batching batching, Attendance attendance) {
    try {
      return batching.isOn()
          ? new Batcher(sha256, () -> bind(batching.sizes()), this::close, batching, attendance)
          : new DirectRunner(this);
    } catch (InferenceException e) {
      close();
      throw device.kind() == Device.Kind.CUDA ? CudaProvider.unavailable(device, e) : e;
    }
  }

  /** Makes buffers for runs of certain numbers of items, ascending. */
  Binding bind(List<Integer> batchSizes) {
    try {
      return OnnxBinding.of(environment, session, tensors.input(), tensors.outputs(), batchSizes);
    } catch (OrtException e) {
      throw new IllegalStateException("model " + name + ": no buffers to be had", e);
    }
  }

  void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("model " + name + " cannot be closed", e);
    }
  }
}
