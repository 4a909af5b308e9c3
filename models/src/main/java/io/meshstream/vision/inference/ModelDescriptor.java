package io.meshstream.vision.inference;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a model takes and gives, whichever file it comes from.
 *
 * @param name the model's name, such as {@code face-landmarks-468}; its files are called after it
 * @param inputShape the axes of an item's input, without the batch's
 * @param outputs how many values each output has for an item, by name
 */
public record ModelDescriptor(String name, List<Integer> inputShape, Map<String, Integer> outputs) {

  private static final int COLOURS = 3;

  /** Copies the list and the map. */
  public ModelDescriptor {
    inputShape = List.copyOf(inputShape);
    outputs = Map.copyOf(outputs);
  }

  /**
   * Describes a model that takes square pictures, as planes of red, green and blue.
   *
   * @param side their width and height in pixels
   */
  public static ModelDescriptor ofPictures(String name, int side, Map<String, Integer> outputs) {
    return new ModelDescriptor(name, List.of(COLOURS, side, side), outputs);
  }

  /** Names the file of a flavour, without its extension. */
  String fileStem(Flavour flavour) {
    return name + "." + flavour.name().toLowerCase(Locale.ROOT);
  }
}
