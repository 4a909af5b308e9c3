package io.meshstream.vision.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Buffers that ONNX Runtime reads and writes in place. Each of the batch sizes has tensors of its
 * own over the same memory.
 */
final class OnnxBinding implements Binding {
  private final OrtSession session;
  private final List<FloatBuffer> inputItems = new ArrayList<>();
  private final Map<String, List<FloatBuffer>> outputItems = new HashMap<>();
  private final NavigableMap<Integer, Feed> feeds = new TreeMap<>();

  /** What one run is given. */
  private record Feed(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) {

    private Feed() {
      this(new LinkedHashMap<>(), new LinkedHashMap<>());
    }
  }

  private OnnxBinding(OrtSession session) {
    this.session = session;
  }

  static OnnxBinding of(
      OrtEnvironment environment,
      OrtSession session,
      TensorSpec input,
      List<TensorSpec> outputs,
      List<Integer> batchSizes)
      throws OrtException {
    OnnxBinding binding = new OnnxBinding(session);
    int capacity = batchSizes.get(batchSizes.size() - 1);
    FloatBuffer inputs = floats(capacity * input.itemLength());
    binding.inputItems.addAll(items(inputs, input, capacity));
    for (int size : batchSizes) {
      binding.feeds.put(size, new Feed());
      binding.feeds.get(size).inputs.put(input.name(), tensor(environment, inputs, input, size));
    }
    for (TensorSpec output : outputs) {
      FloatBuffer values = floats(capacity * output.itemLength());
      binding.outputItems.put(output.name(), items(values, output, capacity));
      for (int size : batchSizes) {
        OnnxTensor tensor = tensor(environment, values, output, size);
        binding.feeds.get(size).outputs.put(output.name(), tensor);
      }
    }
    return binding;
  }

  private static FloatBuffer floats(int count) {
    return ByteBuffer.allocateDirect(count * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  private static List<FloatBuffer> items(FloatBuffer all, TensorSpec spec, int count) {
    List<FloatBuffer> items = new ArrayList<>();
    for (int item = 0; item < count; item++) {
      items.add(all.slice(item * spec.itemLength(), spec.itemLength()));
    }
    return items;
  }

  private static OnnxTensor tensor(
      OrtEnvironment environment, FloatBuffer all, TensorSpec spec, int size) throws OrtException {
    return OnnxTensor.createTensor(
        environment, all.slice(0, size * spec.itemLength()), spec.shape(size));
  }

  @Override
  public FloatBuffer input(int item) {
    return inputItems.get(item);
  }

  @Override
  public FloatBuffer output(String name, int item) {
    List<FloatBuffer> items = outputItems.get(name);
    if (items == null) {
      throw new IllegalArgumentException(
          "output: " + name + " (expected: one of " + outputItems.keySet() + ")");
    }
    return items.get(item);
  }

  /** Runs the smallest batch that the items fit into; what pads it is whatever was there before. */
  @Override
  public void run(int items) {
    Feed feed = feeds.ceilingEntry(items).getValue();
    try {
      session.run(feed.inputs, feed.outputs).close();
    } catch (OrtException e) {
      throw new InferenceException("inference failed: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    for (Feed feed : feeds.values()) {
      feed.inputs.values().forEach(OnnxTensor::close);
      feed.outputs.values().forEach(OnnxTensor::close);
    }
  }
}
