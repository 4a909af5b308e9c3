package io.meshstream.vision;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The models of a task, by content.
 *
 * @param hashes of those for faces, the SHA-256 of each model's file as lower-case hex, the
 *     detector's first
 * @param hands of those for hands, likewise
 */
public record ModelIds(List<String> hashes, List<String> hands) {
  private static final int DIGITS = 12;

  /** Copies the lists. */
  public ModelIds {
    hashes = List.copyOf(hashes);
    hands = List.copyOf(hands);
  }

  /** Makes the ids of a task that seeks no hands. */
  public ModelIds(List<String> hashes) {
    this(hashes, List.of());
  }

  /**
   * Returns the first 12 digits of each hash, with dashes between them; those for faces, a plus,
   * and those for hands where there are both.
   */
  @Override
  public String toString() {
    return Stream.of(hashes, hands)
        .filter(each -> !each.isEmpty())
        .map(ModelIds::shortened)
        .collect(Collectors.joining("+"));
  }

  private static String shortened(List<String> hashes) {
    return hashes.stream().map(hash -> hash.substring(0, DIGITS)).collect(Collectors.joining("-"));
  }
}
