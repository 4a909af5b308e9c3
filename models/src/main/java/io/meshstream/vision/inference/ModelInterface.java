package io.meshstream.vision.inference;

import ai.onnxruntime.NodeInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a file's graph takes and gives, once it is known to be what its descriptor says.
 *
 * @param input its only input
 * @param outputs those of its outputs that the descriptor names; a run computes no others
 */
record ModelInterface(TensorSpec input, List<TensorSpec> outputs) {

  /**
   * Checks a graph.
   *
   * @param file name of its file
   * @param inputs its inputs, by name
   * @param outputs its outputs, by name
   * @throws IllegalStateException if it is not that of the model
   */
  static ModelInterface of(
      String file,
      Map<String, NodeInfo> inputs,
      Map<String, NodeInfo> outputs,
      ModelDescriptor model) {
    long[] wantedInput = model.inputShape().stream().mapToLong(Integer::longValue).toArray();
    List<TensorSpec> actualInputs = specs(inputs);
    List<TensorSpec> actualOutputs = specs(outputs);
    List<TensorSpec> wantedOutputs =
        actualOutputs.stream()
            .filter(output -> model.outputs().containsKey(output.name()))
            .toList();
    if (inputs.size() == 1
        && actualInputs.size() == 1
        && Arrays.equals(actualInputs.get(0).itemShape(), wantedInput)
        && lengths(wantedOutputs).equals(model.outputs())) {
      return new ModelInterface(actualInputs.get(0), wantedOutputs);
    }
    throw new IllegalStateException(
        "model %s: input %s, outputs %s (expected: input %s, outputs %s, as floats in batches of any size); take a file of %s"
            .formatted(
                file,
                actualInputs.stream()
                    .map(input -> Arrays.toString(input.itemShape()))
                    .collect(Collectors.joining(" ")),
                new TreeMap<>(lengths(actualOutputs)),
                Arrays.toString(wantedInput),
                new TreeMap<>(model.outputs()),
                model.name()));
  }

  private static Map<String, Integer> lengths(List<TensorSpec> specs) {
    return specs.stream().collect(Collectors.toMap(TensorSpec::name, TensorSpec::itemLength));
  }

  private static List<TensorSpec> specs(Map<String, NodeInfo> nodes) {
    return nodes.values().stream().flatMap(node -> TensorSpec.of(node).stream()).toList();
  }
}
