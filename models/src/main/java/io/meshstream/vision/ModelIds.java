package io.meshstream.vision;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The models of a task, by content.
 *
 * @param hashes the SHA-256 of each model's file as lower-case hex, the detector's first
 */
public record ModelIds(List<String> hashes) {
  private static final int DIGITS = 12;

  /** Copies the list. */
  public ModelIds {
    hashes = List.copyOf(hashes);
  }

  /** Returns the first 12 digits of each hash, with dashes between them. */
  @Override
  public String toString() {
    return hashes.stream().map(hash -> hash.substring(0, DIGITS)).collect(Collectors.joining("-"));
  }
}
