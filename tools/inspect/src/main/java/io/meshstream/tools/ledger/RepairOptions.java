package io.meshstream.tools.ledger;

import io.meshstream.schemas.frames.TopicPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of the ledger that write what is missing. */
final class RepairOptions {

  /** As long as it takes a job's subtasks to end what they left behind. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Option(
      names = "--repair",
      description =
          "Write the records, dead letters and events of frames that the job has come to and that"
              + " lie in aborted transactions only, with the header meshstream.repaired. What the job"
              + " may still do is left to it. Then print the ledger of committed records.")
  private boolean repair;

  @Option(names = "--dry-run", description = "With --repair: only say what would be written.")
  private boolean dryRun;

  @Option(
      names = "--processed",
      split = ",",
      converter = PlaceConverter.class,
      paramLabel = "PARTITION:OFFSET",
      description =
          "With --repair: the last frames that the job counts as processed, separated by commas, as"
              + " the message of a job says that has lost records.")
  private List<TopicPosition> processed = List.of();

  @Option(
      names = "--group",
      paramLabel = "GROUP",
      description =
          "With --repair: the job's consumer group, which shows how far it has come (default:"
              + " meshstream- and the frames topic).")
  private String group;

  @Option(
      names = "--dead-letters-topic",
      paramLabel = "TOPIC",
      description = "With --repair: topic of dead letters to be repaired as well.")
  private String deadLettersTopic;

  @Option(
      names = "--events-topic",
      paramLabel = "TOPIC",
      description = "With --repair: topic of events to be repaired as well.")
  private String eventsTopic;

  @Option(
      names = "--derived-landmarks",
      paramLabel = "TOPIC",
      description =
          "With --repair: landmarks that a bounded job has derived of the same frames, for those"
              + " whose records retention has deleted. They count if those that are on both topics"
              + " are the same.")
  private String derivedLandmarks;

  @Option(
      names = "--derived-dead-letters",
      paramLabel = "TOPIC",
      description = "With --derived-landmarks: the dead letters of that job.")
  private String derivedDeadLetters;

  @Option(
      names = "--derived-events",
      paramLabel = "TOPIC",
      description = "With --derived-landmarks: the events of that job.")
  private String derivedEvents;

  @Option(
      names = "--transactional-id",
      paramLabel = "ID",
      description =
          "With --repair: transactional id to write with (default: meshstream-repair- and the"
              + " landmarks topic).")
  private String transactionalId;

  /** Is made by picocli, which fills it. */
  RepairOptions() {}

  boolean isAskedFor() {
    return repair;
  }

  /** Returns an option that makes no sense as the others are; empty if all do. */
  Optional<String> misplaced() {
    List<String> given = new ArrayList<>();
    if (dryRun) {
      given.add("--dry-run");
    }
    if (!processed.isEmpty()) {
      given.add("--processed");
    }
    note(given, "--group", group);
    note(given, "--dead-letters-topic", deadLettersTopic);
    note(given, "--events-topic", eventsTopic);
    note(given, "--derived-landmarks", derivedLandmarks);
    note(given, "--derived-dead-letters", derivedDeadLetters);
    note(given, "--derived-events", derivedEvents);
    note(given, "--transactional-id", transactionalId);
    return repair ? Optional.empty() : given.stream().findFirst();
  }

  private static void note(List<String> given, String name, String value) {
    if (value != null) {
      given.add(name);
    }
  }

  /**
   * Returns what is to be repaired.
   *
   * @param camera the one camera to be repaired; null: all
   * @param wait how long to wait for open transactions at least
   */
  RepairRequest request(String framesTopic, String landmarksTopic, String camera, Duration wait) {
    Map<Integer, Long> last = new HashMap<>();
    processed.forEach(place -> last.merge(place.partition(), place.offset(), Math::max));
    return new RepairRequest(
        Optional.ofNullable(deadLettersTopic),
        Optional.ofNullable(eventsTopic),
        new RepairRequest.DerivedTopics(
            Optional.ofNullable(derivedLandmarks),
            Optional.ofNullable(derivedDeadLetters),
            Optional.ofNullable(derivedEvents)),
        Optional.ofNullable(group).orElse("meshstream-" + framesTopic),
        last,
        Optional.ofNullable(camera),
        Optional.ofNullable(transactionalId).orElse("meshstream-repair-" + landmarksTopic),
        dryRun,
        wait.compareTo(PATIENCE) > 0 ? wait : PATIENCE);
  }

  /** Reads {@code PARTITION:OFFSET}. */
  static final class PlaceConverter implements ITypeConverter<TopicPosition> {

    @Override
    public TopicPosition convert(String text) {
      int colon = text.indexOf(':');
      try {
        TopicPosition place =
            new TopicPosition(
                Integer.parseInt(text.substring(0, Math.max(0, colon))),
                Long.parseLong(text.substring(colon + 1)));
        if (place.partition() >= 0 && place.offset() >= 0) {
          return place;
        }
      } catch (NumberFormatException e) {
        // Said below.
      }
      throw new TypeConversionException(
          "'%s' (expected: a partition of the frames topic and an offset, such as 3:1239)"
              .formatted(text));
    }
  }
}
