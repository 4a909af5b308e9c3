package io.meshstream.tools.ledger;

import io.meshstream.schemas.frames.TopicPosition;
import java.util.List;

/**
 * What a repair has written, or would write.
 *
 * @param landmarks records written to the landmarks topic
 * @param derived those of them that were taken from a topic of derived records
 * @param deadLetters dead letters written
 * @param events events written
 * @param left frames without a record for which there is none to be had
 * @param firstLeft the first few of them
 * @param refused why frames could not be repaired though there are records for them
 * @param dryRun whether nothing was written
 */
record RepairReport(
    long landmarks,
    long derived,
    long deadLetters,
    long events,
    long left,
    List<TopicPosition> firstLeft,
    List<String> refused,
    boolean dryRun) {

  /** Copies the lists. */
  RepairReport {
    firstLeft = List.copyOf(firstLeft);
    refused = List.copyOf(refused);
  }
}
