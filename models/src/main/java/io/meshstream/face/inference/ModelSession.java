package io.meshstream.face.inference;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One model, loaded once and shared by every thread that runs it.
 *
 * <p>Thread-safe: each thread runs the session through a {@link Binding} of its own. Close it after
 * its bindings.
 */
public final class ModelSession implements AutoCloseable {
  private final ModelFile file;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final TensorSpec input;
  private final List<TensorSpec> outputs;

  private ModelSession(ModelFile file, OrtEnvironment environment, OrtSession session)
      throws OrtException {
    this.file = file;
    this.environment = environment;
    this.session = session;
    this.input = specs(session.getInputInfo()).get(0);
    this.outputs = specs(session.getOutputInfo());
  }

  /**
   * Loads a model for the CPU.
   *
   * <p>A run uses the calling thread only: frames are what is parallel here, and many callers on
   * one session do more work than several sessions or several threads a run.
   *
   * @throws IllegalStateException if the model or ONNX Runtime cannot be loaded
   */
  public static ModelSession open(ModelId id, Flavour flavour) {
    ModelFile file = ModelFile.read(id, flavour);
    OrtEnvironment environment = environment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      return new ModelSession(file, environment, environment.createSession(file.bytes(), options));
    } catch (OrtException e) {
      throw new IllegalStateException("model " + file.name() + " cannot be loaded", e);
    }
  }

  private static OrtEnvironment environment() {
    try {
      return OrtEnvironment.getEnvironment();
    } catch (LinkageError e) {
      throw new IllegalStateException(
          "ONNX Runtime: its native library cannot be loaded (expected: a 64-bit Linux, macOS or"
              + " Windows, and one class loader for ai.onnxruntime); on a Flink cluster put the"
              + " onnxruntime jar into Flink's lib folder, not into the job's jar",
          e);
    }
  }

  private static List<TensorSpec> specs(Map<String, NodeInfo> nodes) {
    List<TensorSpec> specs = new ArrayList<>();
    for (NodeInfo node : nodes.values()) {
      specs.add(TensorSpec.of(node.getName(), (TensorInfo) node.getInfo()));
    }
    return List.copyOf(specs);
  }

  /** The hash of the model's file, SHA-256 as lower-case hex. */
  public String sha256() {
    return file.sha256();
  }

  /** Number of floats that one item of the input holds. */
  public int inputLength() {
    return input.itemLength();
  }

  /** Buffers for runs of one item; for one thread at a time. */
  public Binding bind() {
    try {
      return Binding.of(environment, session, input, outputs, 1);
    } catch (OrtException e) {
      throw new IllegalStateException("model " + file.name() + ": no buffers to be had", e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("model " + file.name() + " cannot be closed", e);
    }
  }
}
