package io.meshstream.job.options;

import io.meshstream.schemas.frames.FrameFormat;
import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/**
 * What to read.
 *
 * @param topic the frames topic
 * @param format what its values are
 * @param startingOffsets where to begin without a checkpoint
 * @param bounded whether to end with what is there at the start
 * @param partitionDiscoveryInterval how often to look for new partitions; zero: never
 */
public record FramesSettings(
    String topic,
    FrameFormat format,
    StartingOffsets startingOffsets,
    boolean bounded,
    Duration partitionDiscoveryInterval)
    implements Serializable {

  public static final ConfigOption<String> TOPIC =
      ConfigOptions.key("frames.topic")
          .stringType()
          .defaultValue("frames")
          .withDescription(
              "Topic that frames are read from. The key of a record is the camera id; all frames of"
                  + " a camera must be in one partition.");

  public static final ConfigOption<FrameFormat> FORMAT =
      ConfigOptions.key("frames.format")
          .enumType(FrameFormat.class)
          .defaultValue(FrameFormat.AVRO)
          .withDescription(
              "What the values on the frames topic are: avro, EncodedFrame records in single-object"
                  + " encoding; or raw, bare JPEG or PNG files, whose sequence number is the offset"
                  + " and whose capture time is the record's timestamp.");

  public static final ConfigOption<StartingOffsets> STARTING_OFFSETS =
      ConfigOptions.key("frames.starting-offsets")
          .enumType(StartingOffsets.class)
          .defaultValue(StartingOffsets.COMMITTED)
          .withDescription(
              "Where to begin when no checkpoint or savepoint is restored: earliest, latest, or"
                  + " committed, which is where the group left off, and earliest if it never"
                  + " read. Whichever it is, a job that is to read frames that have been deleted"
                  + " goes on with the oldest that are still there.");

  public static final ConfigOption<Boolean> BOUNDED =
      ConfigOptions.key("frames.bounded")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether the job ends once it has processed what is on the frames topic when it"
                  + " starts.");

  public static final ConfigOption<Duration> PARTITION_DISCOVERY_INTERVAL =
      ConfigOptions.key("frames.partition-discovery-interval")
          .durationType()
          .defaultValue(Duration.ofMinutes(1))
          .withDescription(
              "How often to look for new partitions of the frames topic; 0 s: never. A camera that"
                  + " a new partition takes over from an old one may have frames processed late.");

  static final OptionGroup GROUP =
      OptionGroup.of(
          "Frames", TOPIC, FORMAT, STARTING_OFFSETS, BOUNDED, PARTITION_DISCOVERY_INTERVAL);

  static FramesSettings read(OptionReader options) {
    return new FramesSettings(
        options.topic(TOPIC),
        options.read(FORMAT),
        options.read(STARTING_OFFSETS),
        options.read(BOUNDED),
        options.span(PARTITION_DISCOVERY_INTERVAL, "1 min"));
  }
}
