package io.meshstream.job.options;

import io.meshstream.schemas.frames.FrameFormat;
import io.meshstream.vision.Scale;
import io.meshstream.vision.detection.DetectorModel;
import io.meshstream.vision.sampling.Sampling;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

/**
 * Every option of the job. {@link JobSettings} holds their rules, {@code OPTIONS.md} lists them.
 */
public final class JobOptions {

  /** What the options begin with among Flink's own, in {@code config.yaml} and with {@code -D}. */
  public static final String FLINK_PREFIX = "meshstream.";

  /** Options that begin like this go to every Kafka client, without the prefix. */
  public static final String KAFKA_PROPERTIES_PREFIX = "kafka.properties.";

  /** Options that begin like this go to the consumer of the frames topic, without the prefix. */
  public static final String KAFKA_CONSUMER_PROPERTIES_PREFIX = "kafka.consumer.properties.";

  /** Options that begin like this go to the producers, without the prefix. */
  public static final String KAFKA_PRODUCER_PROPERTIES_PREFIX = "kafka.producer.properties.";

  // ------------------------------------------------------------------ Kafka

  public static final ConfigOption<String> KAFKA_BOOTSTRAP_SERVERS =
      ConfigOptions.key("kafka.bootstrap-servers")
          .stringType()
          .defaultValue("localhost:9092")
          .withDescription("Brokers to ask first: host:port, several separated by commas.");

  public static final ConfigOption<String> KAFKA_GROUP_ID =
      ConfigOptions.key("kafka.group-id")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Consumer group that shows the job's progress on the frames topic. After a failure"
                  + " the job goes by its checkpoint, not by the group. By default the job's name.");

  // ------------------------------------------------------------------ frames

  public static final ConfigOption<String> FRAMES_TOPIC =
      ConfigOptions.key("frames.topic")
          .stringType()
          .defaultValue("frames")
          .withDescription(
              "Topic that frames are read from. The key of a record is the camera id; all frames of"
                  + " a camera must be in one partition.");

  public static final ConfigOption<FrameFormat> FRAMES_FORMAT =
      ConfigOptions.key("frames.format")
          .enumType(FrameFormat.class)
          .defaultValue(FrameFormat.AVRO)
          .withDescription(
              "What the values on the frames topic are: avro, EncodedFrame records in single-object"
                  + " encoding; or raw, bare JPEG or PNG files, whose sequence number is the offset"
                  + " and whose capture time is the record's timestamp.");

  public static final ConfigOption<StartingOffsets> FRAMES_STARTING_OFFSETS =
      ConfigOptions.key("frames.starting-offsets")
          .enumType(StartingOffsets.class)
          .defaultValue(StartingOffsets.COMMITTED)
          .withDescription(
              "Where to begin when no checkpoint or savepoint is restored: earliest, latest, or"
                  + " committed, which is where the group left off, and earliest if it never"
                  + " read. Whichever it is, a job that is to read frames that have been deleted"
                  + " goes on with the oldest that are still there.");

  public static final ConfigOption<Boolean> FRAMES_BOUNDED =
      ConfigOptions.key("frames.bounded")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether the job ends once it has processed what is on the frames topic when it"
                  + " starts.");

  public static final ConfigOption<Duration> FRAMES_PARTITION_DISCOVERY_INTERVAL =
      ConfigOptions.key("frames.partition-discovery-interval")
          .durationType()
          .defaultValue(Duration.ofMinutes(1))
          .withDescription(
              "How often to look for new partitions of the frames topic; 0 s: never. A camera that"
                  + " a new partition takes over from an old one may have frames processed late.");

  // ------------------------------------------------------------------ output

  public static final ConfigOption<String> LANDMARKS_TOPIC =
      ConfigOptions.key("landmarks.topic")
          .stringType()
          .defaultValue("landmarks")
          .withDescription("Topic that gets one FrameLandmarks record for every frame.");

  public static final ConfigOption<Boolean> LANDMARKS_DETECTIONS =
      ConfigOptions.key("landmarks.detections")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether records also hold what the detector saw of a face: score, box and six"
                  + " keypoints, in the frames that it ran on.");

  public static final ConfigOption<String> DEAD_LETTERS_TOPIC =
      ConfigOptions.key("dead-letters.topic")
          .stringType()
          .defaultValue("dead-letters")
          .withDescription("Topic that gets the frames that could not be processed.");

  public static final ConfigOption<Delivery> SINK_DELIVERY =
      ConfigOptions.key("sink.delivery")
          .enumType(Delivery.class)
          .defaultValue(Delivery.AT_LEAST_ONCE)
          .withDescription(
              "at-least-once: records are there at once; after a failure some come twice, with the"
                  + " same bytes. exactly-once: Kafka transactions that end with each checkpoint,"
                  + " so read_committed readers see records up to a checkpoint interval later.");

  public static final ConfigOption<String> SINK_TRANSACTIONAL_ID_PREFIX =
      ConfigOptions.key("sink.transactional-id-prefix")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Beginning of the job's transactional ids, for exactly-once. Two jobs on one Kafka"
                  + " cluster need two prefixes, or they abort each other's transactions. By"
                  + " default the job's name.");

  public static final ConfigOption<Duration> SINK_TRANSACTION_TIMEOUT =
      ConfigOptions.key("sink.transaction-timeout")
          .durationType()
          .defaultValue(Duration.ofMinutes(15))
          .withDescription(
              "How long a transaction may stay open, for exactly-once: longer than a checkpoint"
                  + " interval and the longest outage of the job together, or records are lost. At"
                  + " most the broker's transaction.max.timeout.ms, whose default is 15 min. Some"
                  + " hours are right for both.");

  public static final ConfigOption<LostRecords> SINK_ON_LOST_RECORDS =
      ConfigOptions.key("sink.on-lost-records")
          .enumType(LostRecords.class)
          .defaultValue(LostRecords.FAIL)
          .withDescription(
              "What a job does, with exactly-once, that finds after a restart that Kafka gave up a"
                  + " transaction which the restored checkpoint counts on: fail, for good, and say"
                  + " which frames' records are lost; or continue, which only logs and counts them."
                  + " It happens when an outage takes longer than sink.transaction-timeout.");

  // ------------------------------------------------------------------ faces

  public static final ConfigOption<Integer> FACE_MAX_FACES =
      ConfigOptions.key("face.max-faces")
          .intType()
          .defaultValue(1)
          .withDescription(
              "How many faces are sought in a camera's picture: the detector runs while fewer are"
                  + " tracked.");

  public static final ConfigOption<Boolean> FACE_STATIC_IMAGES =
      ConfigOptions.key("face.static-images")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether every frame is a picture of its own: the detector runs on each, and every"
                  + " face is a new track.");

  public static final ConfigOption<Double> FACE_MIN_DETECTION_CONFIDENCE =
      ConfigOptions.key("face.min-detection-confidence")
          .doubleType()
          .defaultValue(0.5)
          .withDescription("Lowest score of the detector that counts as a face.");

  public static final ConfigOption<Double> FACE_MIN_TRACKING_CONFIDENCE =
      ConfigOptions.key("face.min-tracking-confidence")
          .doubleType()
          .defaultValue(0.5)
          .withDescription("Presence that a face must exceed to be reported and tracked on.");

  public static final ConfigOption<DetectorModel> FACE_DETECTOR =
      ConfigOptions.key("face.detector")
          .enumType(DetectorModel.class)
          .defaultValue(DetectorModel.SHORT_RANGE)
          .withDescription(
              "Which detector seeks faces: short-range, as in MediaPipe's Face Mesh; or full-range,"
                  + " for faces further away, at about three times the work.");

  public static final ConfigOption<Sampling> FACE_SAMPLING =
      ConfigOptions.key("face.sampling")
          .enumType(Sampling.class)
          .defaultValue(Sampling.TEXTURE)
          .withDescription(
              "How the models' inputs are cut out of a picture: texture, as MediaPipe does on a"
                  + " GPU; or opencv, as its Python package does.");

  public static final ConfigOption<Duration> FACE_REGION_TTL =
      ConfigOptions.key("face.region-ttl")
          .durationType()
          .defaultValue(Duration.ofSeconds(5))
          .withDescription(
              "How long a face is looked for where it was, between the capture times of two frames;"
                  + " 0 s: for ever, as in MediaPipe. After a longer silence of the camera all faces"
                  + " are sought anew and get new track ids. Must be longer than the camera takes"
                  + " from frame to frame.");

  // ------------------------------------------------------------------ decoding

  public static final ConfigOption<Scale> DECODE_DETECTOR_SCALE =
      ConfigOptions.key("decode.detector-scale")
          .enumType(Scale.class)
          .defaultValue(Scale.EXACT)
          .withDescription(
              "How finely a picture is decoded when faces are sought in it: exact, every pixel, as"
                  + " MediaPipe does; or auto, no finer than the detector's input needs, which is"
                  + " less work and finds other faces where MediaPipe is in doubt. Always exact"
                  + " with opencv sampling.");

  public static final ConfigOption<Scale> DECODE_REGION_SCALE =
      ConfigOptions.key("decode.region-scale")
          .enumType(Scale.class)
          .defaultValue(Scale.EXACT)
          .withDescription(
              "How finely a tracked face is decoded: exact, every pixel, as MediaPipe does; or"
                  + " auto, at a half or a quarter where the face is more than twice or four times"
                  + " as large as the landmark model's input, which moves landmarks by about 0.1 %"
                  + " of the distance between the eyes, and by 0.7 % in noisy pictures. Always"
                  + " exact with opencv sampling.");

  // ------------------------------------------------------------------ compute

  public static final ConfigOption<Integer> COMPUTE_THREADS =
      ConfigOptions.key("compute.threads")
          .intType()
          .defaultValue(0)
          .withDescription(
              "How many threads of a TaskManager look at frames, for all its subtasks together; 0:"
                  + " one per core, and with inference.batch-sizes above 1 twice the largest more,"
                  + " since they mostly wait. A camera keeps at most one of them busy.");

  public static final ConfigOption<Integer> COMPUTE_QUEUE =
      ConfigOptions.key("compute.queue")
          .intType()
          .defaultValue(0)
          .withDescription(
              "How many encoded frames of one camera may wait in a subtask, beside the one that is"
                  + " looked at, before the subtask stops reading; 0: 4. All cameras together may"
                  + " have eight times as many. What waits is processed before a checkpoint, so"
                  + " more makes checkpoints longer. With a frame budget a camera never stops a"
                  + " subtask: of a camera that has more, the oldest are shed. Give more where the"
                  + " frames of a camera come in bursts that must not hold up its neighbours.");

  public static final ConfigOption<MemorySize> COMPUTE_QUEUE_BYTES =
      ConfigOptions.key("compute.queue-bytes")
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(16))
          .withDescription(
              "How many bytes the encoded frames that wait in a subtask may have together before it"
                  + " stops reading; one frame may always wait, however large it is.");

  // ------------------------------------------------------------------ inference

  public static final ConfigOption<String> INFERENCE_DEVICE =
      ConfigOptions.key("inference.device")
          .stringType()
          .defaultValue("auto")
          .withDescription(
              "What the models run on: cpu; cuda, the NVIDIA GPU that Flink assigns to the"
                  + " TaskManager as external resource gpu, or else the first; cuda:n, a certain"
                  + " one; or auto, cuda if it can be had and otherwise the CPU, with a warning if"
                  + " that is a surprise. A GPU needs onnxruntime_gpu in Flink's lib folder (build"
                  + " with -Pgpu), CUDA 12 and cuDNN 9.");

  public static final ConfigOption<String> INFERENCE_BATCH_SIZES =
      ConfigOptions.key("inference.batch-sizes")
          .stringType()
          .defaultValue("auto")
          .withDescription(
              "How many faces, of different cameras, share a run of a model: a number, or several"
                  + " separated by commas, where a run of fewer is padded to the next. auto: 32 on a"
                  + " GPU, and 1 on a CPU, where larger runs gain nothing. Give several to save a GPU"
                  + " work while there are few faces; it may then compute a face differently in the"
                  + " last bits from one size to another, so that processing the same frames again"
                  + " may not give the same bytes. Takes three times the largest in buffers of 0.6"
                  + " MB, which taskmanager.memory.task.off-heap.size must allow for.");

  public static final ConfigOption<Duration> INFERENCE_BATCH_DELAY =
      ConfigOptions.key("inference.batch-delay")
          .durationType()
          .defaultValue(Duration.ofMillis(2))
          .withDescription(
              "How long the first face of a run waits for others while the device has nothing to"
                  + " do; 0 s: not at all. While it is busy, the next run fills without that.");

  // ------------------------------------------------------------------ freshness

  public static final ConfigOption<Duration> FRESHNESS_MAX_AGE =
      ConfigOptions.key("freshness.max-age")
          .durationType()
          .defaultValue(Duration.ZERO)
          .withDescription(
              "How long ago a frame may have been captured when its turn comes; 0 s: any time. An"
                  + " older one is shed: its record says TOO_OLD, and a job that has fallen behind"
                  + " catches up at once. The clocks of the gateways must agree with that of the"
                  + " job. Which frames are shed depends on the load, so processing the same frames"
                  + " again may shed others.");

  public static final ConfigOption<Integer> FRESHNESS_MAX_QUEUE =
      ConfigOptions.key("freshness.max-queue")
          .intType()
          .defaultValue(0)
          .withDescription(
              "How many frames of a camera may wait in the job; 1: only the newest; 0: any number,"
                  + " or with freshness.max-age twice compute.queue, so that a camera cannot hold up"
                  + " others. When there are more, the oldest are shed: their records say"
                  + " QUEUE_FULL. Frames that wait on the topic do not count, so with a job that"
                  + " may fall behind set freshness.max-age as well. Which frames are shed depends"
                  + " on the load, as there.");

  // ------------------------------------------------------------------ limits

  public static final ConfigOption<MemorySize> LIMITS_FRAME_BYTES =
      ConfigOptions.key("limits.frame-bytes")
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(16))
          .withDescription("Largest encoded picture that is decoded.");

  public static final ConfigOption<Long> LIMITS_PICTURE_PIXELS =
      ConfigOptions.key("limits.picture-pixels")
          .longType()
          .defaultValue(64_000_000L)
          .withDescription(
              "Largest picture, width times height, that is decoded. One beyond Full HD takes three"
                  + " bytes a pixel while a face is sought in it. All that are decoded at a time"
                  + " share half of the heap and wait for each other; one that can never fit into"
                  + " it, with a heap of less than 400 MB for 64 megapixels, is rejected as well.");

  public static final ConfigOption<Long> LIMITS_WHOLE_PICTURE_PIXELS =
      ConfigOptions.key("limits.whole-picture-pixels")
          .longType()
          .defaultValue(16_000_000L)
          .withDescription(
              "The same for pictures that can only be decoded whole: PNGs, and progressive and other"
                  + " unusual JPEGs. All scans of such a JPEG together may have 32 times as many"
                  + " pixels, so that its decoding takes no more than about a second.");

  public static final ConfigOption<Duration> LIMITS_FRAME_TIME =
      ConfigOptions.key("limits.frame-time")
          .durationType()
          .defaultValue(Duration.ofSeconds(10))
          .withDescription(
              "How long a frame may be looked at, by the clock of the machine; 0 s: any time. One"
                  + " that takes longer is rejected: its record says TIME_LIMIT. A last resort, far"
                  + " above what any frame takes within the other limits: whether it strikes"
                  + " depends on the machine.");

  public static final ConfigOption<Double> LIMITS_CAMERA_RATE =
      ConfigOptions.key("limits.camera-rate")
          .doubleType()
          .defaultValue(0.0)
          .withDescription(
              "How many frames a second a camera may have looked at, by the capture times of its"
                  + " frames, with a second's worth at once; 0: any number. More are shed: their"
                  + " records say RATE_LIMIT. Processing the same frames again sheds the same.");

  public static final ConfigOption<MemorySize> LIMITS_DEAD_LETTER_BYTES =
      ConfigOptions.key("limits.dead-letter-bytes")
          .memoryType()
          .defaultValue(MemorySize.parse("900 kb"))
          .withDescription(
              "Largest value that is kept in a dead letter. It must fit, with 64 KiB to spare, into"
                  + " max.message.bytes of the dead letter topic, whose default is 1 MiB; raise"
                  + " both when frames are larger. The dead letter of a larger frame says where it"
                  + " lies.");

  // ------------------------------------------------------------------ state and checkpoints

  public static final ConfigOption<Duration> STATE_TTL =
      ConfigOptions.key("state.ttl")
          .durationType()
          .defaultValue(Duration.ofHours(1))
          .withDescription(
              "How long a camera that sends nothing is remembered, by the capture times of its"
                  + " frames; 0 s: for ever. A camera that comes back later starts afresh: any epoch"
                  + " and sequence number is taken, and track ids begin where none was used before,"
                  + " at 64 times the offset of its frame. While the job runs, the memory of a"
                  + " camera is given back after twice that time; time in which the job does not run"
                  + " does not count.");

  public static final ConfigOption<Duration> CHECKPOINT_INTERVAL =
      ConfigOptions.key("checkpoint.interval")
          .durationType()
          .defaultValue(Duration.ofSeconds(1))
          .withDescription(
              "How often progress is saved. A checkpoint is small, a few hundred bytes a camera;"
                  + " the interval bounds the frames that a failure has processed again and, with"
                  + " exactly-once, how late records are seen. Flink's own"
                  + " execution.checkpointing.interval wins if it is set.");

  private static final Map<String, List<ConfigOption<?>>> GROUPS = groups();

  private JobOptions() {}

  /** Every option, by the title of its group, in the order of the documentation. */
  public static Map<String, List<ConfigOption<?>>> byGroup() {
    return GROUPS;
  }

  /** Every option. */
  public static List<ConfigOption<?>> all() {
    return GROUPS.values().stream().<ConfigOption<?>>flatMap(List::stream).toList();
  }

  private static Map<String, List<ConfigOption<?>>> groups() {
    Map<String, List<ConfigOption<?>>> groups = new LinkedHashMap<>();
    groups.put("Kafka", List.of(KAFKA_BOOTSTRAP_SERVERS, KAFKA_GROUP_ID));
    groups.put(
        "Frames",
        List.of(
            FRAMES_TOPIC,
            FRAMES_FORMAT,
            FRAMES_STARTING_OFFSETS,
            FRAMES_BOUNDED,
            FRAMES_PARTITION_DISCOVERY_INTERVAL));
    groups.put(
        "Output",
        List.of(
            LANDMARKS_TOPIC,
            LANDMARKS_DETECTIONS,
            DEAD_LETTERS_TOPIC,
            SINK_DELIVERY,
            SINK_TRANSACTIONAL_ID_PREFIX,
            SINK_TRANSACTION_TIMEOUT,
            SINK_ON_LOST_RECORDS));
    groups.put(
        "Faces",
        List.of(
            FACE_MAX_FACES,
            FACE_STATIC_IMAGES,
            FACE_MIN_DETECTION_CONFIDENCE,
            FACE_MIN_TRACKING_CONFIDENCE,
            FACE_DETECTOR,
            FACE_SAMPLING,
            FACE_REGION_TTL));
    groups.put("Decoding", List.of(DECODE_DETECTOR_SCALE, DECODE_REGION_SCALE));
    groups.put("Compute", List.of(COMPUTE_THREADS, COMPUTE_QUEUE, COMPUTE_QUEUE_BYTES));
    groups.put(
        "Inference", List.of(INFERENCE_DEVICE, INFERENCE_BATCH_SIZES, INFERENCE_BATCH_DELAY));
    groups.put("Freshness", List.of(FRESHNESS_MAX_AGE, FRESHNESS_MAX_QUEUE));
    groups.put(
        "Limits",
        List.of(
            LIMITS_FRAME_BYTES,
            LIMITS_PICTURE_PIXELS,
            LIMITS_WHOLE_PICTURE_PIXELS,
            LIMITS_FRAME_TIME,
            LIMITS_CAMERA_RATE,
            LIMITS_DEAD_LETTER_BYTES));
    groups.put("State and checkpoints", List.of(STATE_TTL, CHECKPOINT_INTERVAL));
    return Collections.unmodifiableMap(groups);
  }
}
