package io.meshstream.vision.inference;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One model, loaded once on one device and shared by every thread that runs it.
 *
 * <p>Thread-safe.
 */
public final class ModelSession {
  private static final int COLOURS = 3;

  private final ModelFile file;
  private final Device device;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final TensorSpec input;
  private final List<TensorSpec> outputs;

  private ModelSession(
      ModelFile file, Device device, OrtEnvironment environment, OrtSession session)
      throws OrtException {
    this.file = file;
    this.device = device;
    this.environment = environment;
    this.session = session;
    this.input = specs(session.getInputInfo()).get(0);
    this.outputs = specs(session.getOutputInfo());
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
      ModelSession session =
          new ModelSession(
              file, device, environment, environment.createSession(file.bytes(), options));
      session.requireToBe(model);
      return session;
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

  private void requireToBe(ModelDescriptor model) {
    long[] wanted = {COLOURS, model.inputSize(), model.inputSize()};
    Map<String, Integer> actual = new TreeMap<>();
    outputs.forEach(output -> actual.put(output.name(), output.itemLength()));
    if (!Arrays.equals(input.itemShape(), wanted)
        || !actual.entrySet().containsAll(model.outputs().entrySet())) {
      close();
      throw new IllegalStateException(
          "model %s: input %s, outputs %s (expected: input %s, outputs %s); take a file of %s"
              .formatted(
                  file.name(),
                  Arrays.toString(input.itemShape()),
                  actual,
                  Arrays.toString(wanted),
                  new TreeMap<>(model.outputs()),
                  model.name()));
    }
  }

  private static List<TensorSpec> specs(Map<String, NodeInfo> nodes) {
    List<TensorSpec> specs = new ArrayList<>();
    for (NodeInfo node : nodes.values()) {
      specs.add(TensorSpec.of(node.getName(), (TensorInfo) node.getInfo()));
    }
    return List.copyOf(specs);
  }

  /** Returns the hash of the model's file, SHA-256 as lower-case hex. */
  String sha256() {
    return file.sha256();
  }

  /**
   * Runs the model for any number of threads, and once before that, which is when a device gets
   * ready for it. Closing the runner closes the session.
   *
   * @throws DeviceUnavailableException if the device does not even get through that first run
   */
  public ModelRunner runner(Batching batching) {
    try {
      return batching.isOn()
          ? new Batcher(file.sha256(), () -> bind(batching.sizes()), this::close, batching)
          : new DirectRunner(this);
    } catch (InferenceException e) {
      close();
      throw device.kind() == Device.Kind.CUDA ? CudaProvider.unavailable(device, e) : e;
    }
  }

  /** Makes buffers for runs of certain numbers of items, ascending. */
  Binding bind(List<Integer> batchSizes) {
    try {
      return OnnxBinding.of(environment, session, input, outputs, batchSizes);
    } catch (OrtException e) {
      throw new IllegalStateException("model " + file.name() + ": no buffers to be had", e);
    }
  }

  void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("model " + file.name() + " cannot be closed", e);
    }
  }
}
