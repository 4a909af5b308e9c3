package io.meshstream.job.options;

import io.meshstream.schemas.frames.FrameFormat;
import io.meshstream.vision.FaceMeshOptions;
import io.meshstream.vision.Scale;
import io.meshstream.vision.detection.DetectorModel;
import io.meshstream.vision.sampling.Sampling;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;

/**
 * How the job is to run: every option, checked. Immutable.
 *
 * @param name what the job is called: {@code pipeline.name} of Flink, or after the frames topic
 * @param kafka how to reach the brokers
 * @param frames what to read
 * @param outputs what to write
 * @param faces how faces are sought and tracked
 * @param compute what a TaskManager computes with
 * @param inference what the models run on
 * @param freshness how far a camera may fall behind
 * @param limits what an untrusted frame may cost
 * @param stateTtl how long an idle camera is remembered; zero: for ever
 * @param checkpointInterval how often progress is saved, unless Flink's own option says
 */
public record JobSettings(
    String name,
    Kafka kafka,
    Frames frames,
    Outputs outputs,
    Faces faces,
    Compute compute,
    Inference inference,
    Freshness freshness,
    Limits limits,
    Duration stateTtl,
    Duration checkpointInterval)
    implements Serializable {

  /**
   * How to reach the brokers.
   *
   * @param bootstrapServers {@code host:port}, several separated by commas
   * @param groupId consumer group on the frames topic
   * @param clientProperties what else every Kafka client is told, such as how to log in
   * @param consumerProperties what the consumer of the frames topic is told beside that
   * @param producerProperties what the producers are told beside that
   */
  public record Kafka(
      String bootstrapServers,
      String groupId,
      Map<String, String> clientProperties,
      Map<String, String> consumerProperties,
      Map<String, String> producerProperties)
      implements Serializable {

    /** Copies the maps. */
    public Kafka {
      clientProperties = Map.copyOf(clientProperties);
      consumerProperties = Map.copyOf(consumerProperties);
      producerProperties = Map.copyOf(producerProperties);
    }

    /** What every client is told, in the form that Kafka wants; a copy. */
    public Properties forClients() {
      return with(Map.of());
    }

    /** The same for a consumer. */
    public Properties forConsumers() {
      return with(consumerProperties);
    }

    /** The same for a producer. */
    public Properties forProducers() {
      return with(producerProperties);
    }

    private Properties with(Map<String, String> more) {
      Properties properties = new Properties();
      properties.putAll(clientProperties);
      properties.putAll(more);
      return properties;
    }

    /** Shows no client property's value: there are passwords among them. */
    @Override
    public String toString() {
      return "Kafka[bootstrapServers=%s, groupId=%s, clientProperties=%s, consumerProperties=%s, producerProperties=%s]"
          .formatted(
              bootstrapServers,
              groupId,
              clientProperties.keySet(),
              consumerProperties.keySet(),
              producerProperties.keySet());
    }
  }

  /**
   * What to read.
   *
   * @param topic the frames topic
   * @param format what its values are
   * @param startingOffsets where to begin without a checkpoint
   * @param bounded whether to end with what is there at the start
   * @param partitionDiscoveryInterval how often to look for new partitions; zero: never
   */
  public record Frames(
      String topic,
      FrameFormat format,
      StartingOffsets startingOffsets,
      boolean bounded,
      Duration partitionDiscoveryInterval)
      implements Serializable {}

  /**
   * What to write.
   *
   * @param landmarksTopic gets one record for every frame
   * @param detections whether records hold what the detector saw
   * @param deadLettersTopic gets the rejected frames
   * @param delivery what readers can rely on
   * @param transactionalIdPrefix beginning of the transactional ids, for exactly-once
   * @param transactionTimeout how long a transaction may stay open, for exactly-once
   * @param onLostRecords what to do about a transaction that is gone, for exactly-once
   */
  public record Outputs(
      String landmarksTopic,
      boolean detections,
      String deadLettersTopic,
      Delivery delivery,
      String transactionalIdPrefix,
      Duration transactionTimeout,
      LostRecords onLostRecords)
      implements Serializable {}

  /**
   * How faces are sought and tracked: the library's options in a form that travels with the job.
   *
   * @param maxFaces how many faces are sought
   * @param staticImages whether every frame is a picture of its own
   * @param minDetectionConfidence lowest accepted score of the detector
   * @param minTrackingConfidence presence that a face must exceed
   * @param detector which detector seeks faces
   * @param sampling which sampling convention is followed
   * @param detectorScale at which scale pictures are decoded for the detector
   * @param regionScale at which scale faces are decoded for the landmark model
   * @param regionTtl how long a face is looked for where it was; zero: for ever
   */
  public record Faces(
      int maxFaces,
      boolean staticImages,
      double minDetectionConfidence,
      double minTrackingConfidence,
      DetectorModel detector,
      Sampling sampling,
      Scale detectorScale,
      Scale regionScale,
      Duration regionTtl)
      implements Serializable {

    /** These settings as the library's options. */
    public FaceMeshOptions toOptions() {
      return new FaceMeshOptions(
          maxFaces,
          staticImages,
          minDetectionConfidence,
          minTrackingConfidence,
          detector,
          sampling,
          detectorScale,
          regionScale);
    }
  }

  /**
   * What a TaskManager computes with.
   *
   * @param threads how many threads look at frames; 0: as many as suit the device
   * @param queue how many frames of one camera may wait in a subtask
   * @param queueBytes how many bytes all frames that wait in a subtask may have
   */
  public record Compute(int threads, int queue, long queueBytes) implements Serializable {

    private static final int CAMERAS = 8;

    /** How many frames of all cameras together may wait in a subtask. */
    public int queueOfAll() {
      return CAMERAS * queue;
    }
  }

  /**
   * What the models run on.
   *
   * @param device the device
   * @param batchSizes how many faces share a run, ascending; empty: as suits the device
   * @param batchDelay how long the first face of a run waits for others
   */
  public record Inference(DeviceChoice device, List<Integer> batchSizes, Duration batchDelay)
      implements Serializable {

    /** Copies the list. */
    public Inference {
      batchSizes = List.copyOf(batchSizes);
    }
  }

  /**
   * How far a camera may fall behind before frames of it are shed.
   *
   * @param maxAge how old a frame may be when its turn comes; zero: any age
   * @param maxQueue how many of a camera's frames may wait; 0: any number
   */
  public record Freshness(Duration maxAge, int maxQueue) implements Serializable {

    /** Whether frames are ever shed for it. */
    public boolean isLimited() {
      return !maxAge.isZero() || maxQueue > 0;
    }
  }

  /**
   * What an untrusted frame may cost.
   *
   * @param frameBytes largest encoded picture
   * @param picturePixels largest picture, width times height
   * @param wholePicturePixels the same for pictures that can only be decoded whole
   * @param frameTime how long a frame may be looked at; zero: any time
   * @param cameraRate how many frames a second of a camera are looked at; 0: any number
   * @param deadLetterBytes largest value that is kept in a dead letter
   */
  public record Limits(
      long frameBytes,
      long picturePixels,
      long wholePicturePixels,
      Duration frameTime,
      double cameraRate,
      long deadLetterBytes)
      implements Serializable {}

  /** How often progress is saved, given Flink's configuration, whose own option wins. */
  public Duration checkpointInterval(ReadableConfig flink) {
    return flink
        .getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL)
        .orElse(checkpointInterval);
  }

  /**
   * Collects the options from the command line, the environment, the file that one of them names
   * and Flink's configuration, in this order of precedence, and checks them.
   *
   * @param flink Flink's configuration, where the options begin with {@value
   *     JobOptions#FLINK_PREFIX}
   * @throws InvalidOptionsException listing everything that is wrong
   */
  public static JobSettings from(
      String[] arguments, Map<String, String> environment, ReadableConfig flink) {
    List<String> problems = new ArrayList<>();
    Configuration configuration = OptionSources.collect(arguments, environment, flink, problems);
    return from(configuration, problems);
  }

  /** The same without a configuration of Flink. */
  public static JobSettings from(String[] arguments, Map<String, String> environment) {
    return from(arguments, environment, new Configuration());
  }

  /**
   * Checks options that are set already. Options that are not the job's, such as Flink's, are left
   * alone.
   *
   * @throws InvalidOptionsException listing everything that is wrong
   */
  public static JobSettings from(Configuration configuration) {
    return from(configuration, new ArrayList<>());
  }

  /**
   * Checks options of the job and of Flink that were given together: the values of the job's, and
   * that every name may be an option of one of the two.
   *
   * @param options by name, as they were given
   * @throws InvalidOptionsException listing everything that is wrong
   */
  public static JobSettings check(Map<String, String> options) {
    List<String> problems = new ArrayList<>();
    for (String key : options.keySet()) {
      if (!OptionNames.isKnown(key) && !OptionNames.isFlinks(key) && !OptionNames.isOwn(key)) {
        problems.add(OptionNames.unknown(key));
      }
    }
    return from(Configuration.fromMap(options), problems);
  }

  private static JobSettings from(Configuration configuration, List<String> problems) {
    JobSettings settings = new SettingsReader(configuration, problems).read();
    if (!problems.isEmpty()) {
      throw new InvalidOptionsException(problems.stream().sorted().toList());
    }
    return settings;
  }
}
