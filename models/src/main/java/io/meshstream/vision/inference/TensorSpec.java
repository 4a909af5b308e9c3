package io.meshstream.vision.inference;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Name and shape of a model's input or output; the first axis is the batch and of any length.
 *
 * @param name the tensor's name in the graph
 * @param itemShape the axes after the batch axis
 */
record TensorSpec(String name, long[] itemShape) {

  private static final long ANY_LENGTH = -1;

  /**
   * Returns that of a node; empty unless it is floats, with a batch axis of any length and others
   * of a fixed one.
   */
  static Optional<TensorSpec> of(NodeInfo node) {
    if (!(node.getInfo() instanceof TensorInfo info) || info.type != OnnxJavaType.FLOAT) {
      return Optional.empty();
    }
    long[] shape = info.getShape();
    if (shape.length == 0 || shape[0] != ANY_LENGTH) {
      return Optional.empty();
    }
    TensorSpec spec = new TensorSpec(node.getName(), Arrays.copyOfRange(shape, 1, shape.length));
    return spec.hasFixedLength() ? Optional.of(spec) : Optional.empty();
  }

  private boolean hasFixedLength() {
    long length = 1;
    for (long axis : itemShape) {
      if (axis <= 0 || axis > Integer.MAX_VALUE / length) {
        return false;
      }
      length *= axis;
    }
    return true;
  }

  int itemLength() {
    return (int) LongStream.of(itemShape).reduce(1, (length, axis) -> length * axis);
  }

  long[] shape(int batch) {
    long[] shape = new long[itemShape.length + 1];
    shape[0] = batch;
    System.arraycopy(itemShape, 0, shape, 1, itemShape.length);
    return shape;
  }
}
