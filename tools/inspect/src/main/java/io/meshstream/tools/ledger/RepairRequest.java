package io.meshstream.tools.ledger;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be repaired, and how.
 *
 * @param deadLettersTopic topic of the dead letters; empty leaves them alone
 * @param eventsTopic topic of the events of cameras; empty leaves them alone
 * @param derived topics with the same records, made of the same frames
 * @param group the job's consumer group on the frames topic, which shows how far it has come
 * @param processed the last frame that the job is known to have come to, by partition of the frames
 *     topic, beside what the group shows
 * @param camera the one camera to be repaired; empty: all
 * @param transactionalId whoever repairs with it ends what another one with the same left open
 * @param dryRun whether to write nothing
 * @param patience how long to wait for open transactions to end
 */
record RepairRequest(
    Optional<String> deadLettersTopic,
    Optional<String> eventsTopic,
    DerivedTopics derived,
    String group,
    Map<Integer, Long> processed,
    Optional<String> camera,
    String transactionalId,
    boolean dryRun,
    Duration patience) {

  /** Copies the map. */
  RepairRequest {
    processed = Map.copyOf(processed);
  }

  /** Tells whether a camera is to be repaired. */
  boolean isWanted(String id) {
    return camera.isEmpty() || camera.get().equals(id);
  }

  /**
   * Topics that a bounded job has filled from the same frames.
   *
   * @param landmarks topic of its records; empty: there is none
   * @param deadLetters topic of its dead letters; empty: there is none
   * @param events topic of its events; empty: there is none
   */
  record DerivedTopics(
      Optional<String> landmarks, Optional<String> deadLetters, Optional<String> events) {}
}
