package io.meshstream.vision.inference;

import io.meshstream.vision.sampling.ValueRange;
import java.util.Locale;
import java.util.Map;

/**
 * What a model takes and gives, whichever file it comes from.
 *
 * @param name the model's name, such as {@code face-landmarks-468}; its files are called after it
 * @param inputSize side of its square input of three colours, in pixels
 * @param inputRange what the pixels' values become in the input
 * @param outputs how many values each output has for an item, by name
 */
public record ModelDescriptor(
    String name, int inputSize, ValueRange inputRange, Map<String, Integer> outputs) {

  /** Copies the map. */
  public ModelDescriptor {
    outputs = Map.copyOf(outputs);
  }

  /** Names the file of a flavour, without its extension. */
  String fileStem(Flavour flavour) {
    return name + "." + flavour.name().toLowerCase(Locale.ROOT);
  }
}
