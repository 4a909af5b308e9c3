package io.meshstream.vision.inference;

import ai.onnxruntime.TensorInfo;

/**
 * Name and shape of a model's input or output; the first axis is the batch and of any length.
 *
 * @param name the tensor's name in the graph
 * @param itemShape the axes after the batch axis
 */
record TensorSpec(String name, long[] itemShape) {

  static TensorSpec of(String name, TensorInfo info) {
    long[] shape = info.getShape();
    long[] item = new long[shape.length - 1];
    System.arraycopy(shape, 1, item, 0, item.length);
    return new TensorSpec(name, item);
  }

  int itemLength() {
    long length = 1;
    for (long axis : itemShape) {
      length *= axis;
    }
    return Math.toIntExact(length);
  }

  long[] shape(int batch) {
    long[] shape = new long[itemShape.length + 1];
    shape[0] = batch;
    System.arraycopy(itemShape, 0, shape, 1, itemShape.length);
    return shape;
  }
}
