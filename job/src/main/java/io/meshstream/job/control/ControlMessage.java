package io.meshstream.job.control;

import io.meshstream.job.records.ConfigRules;
import io.meshstream.schemas.CameraConfig;
import io.meshstream.schemas.MessageFormatException;
import io.meshstream.schemas.RecordCodec;
import java.util.List;

/** What a record of the control topic says. */
sealed interface ControlMessage {

  /**
   * It sets something.
   *
   * @param config what it sets
   */
  record Change(CameraConfig config) implements ControlMessage {}

  /** It takes back what its key had set. */
  record Reset() implements ControlMessage {}

  /**
   * It cannot be followed.
   *
   * @param message what is wrong and what to do about it, for people
   */
  record Refused(String message) implements ControlMessage {}

  /**
   * Reads a record; a pure function of it.
   *
   * @throws io.meshstream.schemas.registry.RegistryException if a registry that would have to be
   *     asked does not answer: the record may be a good one
   */
  static ControlMessage of(ControlRecord record, RecordCodec<CameraConfig> codec) {
    List<String> wrongKey = ConfigRules.problemsOfKey(record.key());
    if (!wrongKey.isEmpty()) {
      return new Refused(wrongKey.get(0));
    }
    if (record.isTombstone()) {
      return new Reset();
    }
    if (record.isTooLarge()) {
      return new Refused(
          "value: larger than %1$d bytes (expected: at most %1$d); look at its producer"
              .formatted(ControlRecord.MAX_BYTES));
    }
    try {
      CameraConfig config = codec.decode(record.value());
      List<String> problems = ConfigRules.problems(record.key(), config);
      return problems.isEmpty() ? new Change(config) : new Refused(String.join("; ", problems));
    } catch (MessageFormatException e) {
      return new Refused(e.getMessage());
    }
  }
}
