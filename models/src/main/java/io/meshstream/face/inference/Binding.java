package io.meshstream.face.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The input and output buffers of a session, made once and used for run after run.
 *
 * <p>Fill {@link #input()}, call {@link #run()}, read {@link #output(String)}. The buffers are
 * direct, and the runtime reads and writes them in place. Not thread-safe.
 */
public final class Binding implements AutoCloseable {
  private final OrtSession session;
  private final FloatBuffer input;
  private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
  private final Map<String, OnnxTensor> outputs = new LinkedHashMap<>();
  private final Map<String, FloatBuffer> outputBuffers = new LinkedHashMap<>();

  private Binding(OrtSession session, FloatBuffer input) {
    this.session = session;
    this.input = input;
  }

  static Binding of(
      OrtEnvironment environment,
      OrtSession session,
      TensorSpec input,
      List<TensorSpec> outputs,
      int batch)
      throws OrtException {
    Binding binding = new Binding(session, floats(batch * input.itemLength()));
    binding.inputs.put(
        input.name(), OnnxTensor.createTensor(environment, binding.input, input.shape(batch)));
    for (TensorSpec output : outputs) {
      FloatBuffer buffer = floats(batch * output.itemLength());
      binding.outputBuffers.put(output.name(), buffer);
      binding.outputs.put(
          output.name(), OnnxTensor.createTensor(environment, buffer, output.shape(batch)));
    }
    return binding;
  }

  private static FloatBuffer floats(int count) {
    return ByteBuffer.allocateDirect(count * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /** The input, planes of red, green and blue one after another, rows from the top. */
  public FloatBuffer input() {
    return input;
  }

  /** What the last {@link #run()} left in an output. */
  public FloatBuffer output(String name) {
    FloatBuffer buffer = outputBuffers.get(name);
    if (buffer == null) {
      throw new IllegalArgumentException(
          "output: " + name + " (expected: one of " + outputBuffers.keySet() + ")");
    }
    return buffer;
  }

  /**
   * Runs the model on the input, in the calling thread.
   *
   * @throws IllegalStateException if the runtime fails, which no picture can cause
   */
  public void run() {
    try {
      session.run(inputs, outputs).close();
    } catch (OrtException e) {
      throw new IllegalStateException("inference failed", e);
    }
  }

  @Override
  public void close() {
    inputs.values().forEach(OnnxTensor::close);
    outputs.values().forEach(OnnxTensor::close);
  }
}
