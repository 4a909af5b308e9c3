package io.meshstream.job.options;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;

/** Makes {@link JobSettings} of a configuration: holds the rule of every option. */
final class SettingsReader {

  private static final Pattern SERVERS = Pattern.compile("[^\\s,:]\\S*:\\d{1,5}(,\\S+:\\d{1,5})*");
  private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");

  /** Twice as many faces can be in a record for a moment, and it must fit into 1 MiB. */
  private static final int MAX_FACES = 64;

  /** Rides out small bursts, and keeps checkpoints short: what waits is processed before one. */
  private static final int QUEUE = 4;

  /** Kafka properties that the job sets itself, and the option that decides instead. */
  private static final Map<String, String> RESERVED =
      Map.ofEntries(
          Map.entry("bootstrap.servers", "set kafka.bootstrap-servers"),
          Map.entry("client.id", "clients are called after the job: set pipeline.name of Flink"),
          Map.entry(
              "client.id.prefix", "clients are called after the job: set pipeline.name of Flink"),
          Map.entry("group.id", "set kafka.group-id"),
          Map.entry("group.instance.id", "the job assigns partitions itself"),
          Map.entry("group.protocol", "the job assigns partitions itself"),
          Map.entry("isolation.level", "frames of aborted transactions were never sent"),
          Map.entry("partition.discovery.interval.ms", "set frames.partition-discovery-interval"),
          Map.entry("commit.offsets.on.checkpoint", "checkpoints decide what is committed"),
          Map.entry("auto.offset.reset", "set frames.starting-offsets"),
          Map.entry("enable.auto.commit", "checkpoints decide what is committed"),
          Map.entry("key.deserializer", "set frames.format"),
          Map.entry("value.deserializer", "set frames.format"),
          Map.entry("key.serializer", "the output format is fixed"),
          Map.entry("value.serializer", "the output format is fixed"),
          Map.entry("acks", "no record may be lost"),
          Map.entry("enable.idempotence", "records must stay in order"),
          Map.entry("transactional.id", "set sink.transactional-id-prefix"),
          Map.entry("transaction.timeout.ms", "set sink.transaction-timeout"));

  private final Configuration configuration;
  private final Map<String, String> written;
  private final List<String> problems;

  SettingsReader(Configuration configuration, List<String> problems) {
    this.configuration = withEnumConstants(configuration);
    this.written = configuration.toMap();
    this.problems = problems;
  }

  /** Flink knows enum constants by name alone: {@code full_range}, where people set full-range. */
  private static Configuration withEnumConstants(Configuration configuration) {
    Configuration copy = new Configuration(configuration);
    for (ConfigOption<?> option : JobOptions.all()) {
      if (option.defaultValue() instanceof Enum) {
        String value = configuration.toMap().get(option.key());
        if (value != null) {
          copy.setString(option.key(), value.strip().replace('-', '_'));
        }
      }
    }
    return copy;
  }

  /** Reads everything; where it is wrong, notes the problem and goes on with the default. */
  JobSettings read() {
    noteUnknown();
    String name = name();
    JobSettings.Compute compute = compute();
    JobSettings settings =
        new JobSettings(
            name,
            kafka(name),
            frames(),
            outputs(name),
            faces(),
            compute,
            inference(),
            freshness(compute),
            limits(),
            span(JobOptions.STATE_TTL, "1 h"),
            read(
                JobOptions.CHECKPOINT_INTERVAL,
                "10 ms to 1 h, such as 1 s",
                atLeast(Duration.ofMillis(10)).and(atMost(Duration.ofHours(1)))));
    noteContradictions(settings);
    return settings;
  }

  private void noteUnknown() {
    for (String key : configuration.keySet()) {
      if (!OptionNames.isKnown(key) && OptionNames.isOwn(key)) {
        problems.add(OptionNames.unknown(key));
      }
    }
  }

  /** Two jobs that read two topics do not get in each other's way unless somebody wants it. */
  private String name() {
    return configuration
        .getOptional(PipelineOptions.NAME)
        .filter(name -> !name.isBlank())
        .orElseGet(() -> "meshstream-" + configuration.get(JobOptions.FRAMES_TOPIC));
  }

  private JobSettings.Kafka kafka(String name) {
    return new JobSettings.Kafka(
        read(
            JobOptions.KAFKA_BOOTSTRAP_SERVERS,
            "host:port, several separated by commas",
            servers -> SERVERS.matcher(servers).matches()),
        named(JobOptions.KAFKA_GROUP_ID, name),
        clientProperties(JobOptions.KAFKA_PROPERTIES_PREFIX),
        clientProperties(JobOptions.KAFKA_CONSUMER_PROPERTIES_PREFIX),
        clientProperties(JobOptions.KAFKA_PRODUCER_PROPERTIES_PREFIX));
  }

  private Map<String, String> clientProperties(String prefix) {
    Map<String, String> properties = new TreeMap<>();
    written.forEach(
        (key, value) -> {
          if (key.startsWith(prefix) && OptionNames.isKafkaProperty(key)) {
            properties.put(key.substring(prefix.length()), value);
          }
        });
    for (String property : properties.keySet()) {
      if (RESERVED.containsKey(property)) {
        problems.add(
            "%s%s: set (expected: left to the job); %s"
                .formatted(prefix, property, RESERVED.get(property)));
      }
    }
    return properties;
  }

  private JobSettings.Frames frames() {
    return new JobSettings.Frames(
        topic(JobOptions.FRAMES_TOPIC),
        read(JobOptions.FRAMES_FORMAT),
        read(JobOptions.FRAMES_STARTING_OFFSETS),
        read(JobOptions.FRAMES_BOUNDED),
        span(JobOptions.FRAMES_PARTITION_DISCOVERY_INTERVAL, "1 min"));
  }

  private JobSettings.Outputs outputs(String name) {
    return new JobSettings.Outputs(
        topic(JobOptions.LANDMARKS_TOPIC),
        read(JobOptions.LANDMARKS_DETECTIONS),
        topic(JobOptions.DEAD_LETTERS_TOPIC),
        read(JobOptions.SINK_DELIVERY),
        named(JobOptions.SINK_TRANSACTIONAL_ID_PREFIX, name),
        read(
            JobOptions.SINK_TRANSACTION_TIMEOUT,
            "1 s to 7 d, such as 15 min",
            atLeast(Duration.ofSeconds(1)).and(atMost(Duration.ofDays(7)))),
        read(JobOptions.SINK_ON_LOST_RECORDS));
  }

  private JobSettings.Faces faces() {
    return new JobSettings.Faces(
        count(JobOptions.FACE_MAX_FACES, 1, MAX_FACES),
        read(JobOptions.FACE_STATIC_IMAGES),
        fraction(JobOptions.FACE_MIN_DETECTION_CONFIDENCE),
        fraction(JobOptions.FACE_MIN_TRACKING_CONFIDENCE),
        read(JobOptions.FACE_DETECTOR),
        read(JobOptions.FACE_SAMPLING),
        read(JobOptions.DECODE_DETECTOR_SCALE),
        read(JobOptions.DECODE_REGION_SCALE),
        span(JobOptions.FACE_REGION_TTL, "5 s"));
  }

  private JobSettings.Compute compute() {
    int queue = count(JobOptions.COMPUTE_QUEUE, 0, 10_000);
    return new JobSettings.Compute(
        count(JobOptions.COMPUTE_THREADS, 0, 1024),
        queue == 0 ? QUEUE : queue,
        bytes(JobOptions.COMPUTE_QUEUE_BYTES, new MemorySize(1)));
  }

  private JobSettings.Inference inference() {
    return new JobSettings.Inference(
        parsed(JobOptions.INFERENCE_DEVICE, "auto, cpu, cuda or cuda:n", DeviceChoice::parse),
        parsed(
            JobOptions.INFERENCE_BATCH_SIZES,
            "auto, or 1 to 256, ascending, such as 8,32",
            BatchSizes::parse),
        read(
            JobOptions.INFERENCE_BATCH_DELAY,
            "0 s to 1 s, such as 2 ms",
            atLeast(Duration.ZERO).and(atMost(Duration.ofSeconds(1)))));
  }

  private JobSettings.Freshness freshness(JobSettings.Compute compute) {
    Duration maxAge = span(JobOptions.FRESHNESS_MAX_AGE, "200 ms");
    int maxQueue = count(JobOptions.FRESHNESS_MAX_QUEUE, 0, 10_000);
    boolean isDerived = maxQueue == 0 && !maxAge.isZero();
    return new JobSettings.Freshness(maxAge, isDerived ? 2 * compute.queue() : maxQueue);
  }

  private JobSettings.Limits limits() {
    return new JobSettings.Limits(
        bytes(JobOptions.LIMITS_FRAME_BYTES, new MemorySize(1)),
        pixels(JobOptions.LIMITS_PICTURE_PIXELS),
        pixels(JobOptions.LIMITS_WHOLE_PICTURE_PIXELS),
        span(JobOptions.LIMITS_FRAME_TIME, "10 s"),
        read(
            JobOptions.LIMITS_CAMERA_RATE,
            "0 to 10000 frames a second",
            rate -> rate >= 0 && rate <= 10_000),
        bytes(JobOptions.LIMITS_DEAD_LETTER_BYTES, MemorySize.ZERO));
  }

  private long pixels(ConfigOption<Long> option) {
    return read(option, "1 to 500000000", pixels -> pixels >= 1 && pixels <= 500_000_000);
  }

  private void noteContradictions(JobSettings settings) {
    JobSettings.Outputs outputs = settings.outputs();
    noteSameTopic(
        JobOptions.LANDMARKS_TOPIC,
        outputs.landmarksTopic(),
        JobOptions.FRAMES_TOPIC,
        settings.frames().topic());
    noteSameTopic(
        JobOptions.DEAD_LETTERS_TOPIC,
        outputs.deadLettersTopic(),
        JobOptions.FRAMES_TOPIC,
        settings.frames().topic());
    noteSameTopic(
        JobOptions.DEAD_LETTERS_TOPIC,
        outputs.deadLettersTopic(),
        JobOptions.LANDMARKS_TOPIC,
        outputs.landmarksTopic());
    TransactionRule.problem(outputs, settings.checkpointInterval()).ifPresent(problems::add);
  }

  private void noteSameTopic(
      ConfigOption<String> option, String topic, ConfigOption<String> other, String otherTopic) {
    if (topic.equals(otherTopic)) {
      problems.add(
          "%s: %s (expected: another topic than %s)".formatted(option.key(), topic, other.key()));
    }
  }

  private String topic(ConfigOption<String> option) {
    return read(
        option,
        "a topic name: at most 249 letters, digits, dots, underscores and hyphens",
        topic -> TOPIC.matcher(topic).matches());
  }

  private String named(ConfigOption<String> option, String suitable) {
    String name = read(option, "a name", value -> value == null || !value.isBlank());
    return name == null ? suitable : name;
  }

  private int count(ConfigOption<Integer> option, int lowest, int highest) {
    return read(
        option,
        "%d to %d".formatted(lowest, highest),
        value -> value >= lowest && value <= highest);
  }

  private Duration span(ConfigOption<Duration> option, String example) {
    return read(option, "0 s or longer, such as " + example, duration -> !duration.isNegative());
  }

  private double fraction(ConfigOption<Double> option) {
    return read(option, "0 to 1", value -> value >= 0 && value <= 1);
  }

  private long bytes(ConfigOption<MemorySize> option, MemorySize smallest) {
    return read(
            option,
            "%d bytes to 1 gb, such as 16 mb".formatted(smallest.getBytes()),
            size ->
                size.compareTo(smallest) >= 0 && size.compareTo(MemorySize.ofMebiBytes(1024)) <= 0)
        .getBytes();
  }

  private <T> T parsed(
      ConfigOption<String> option, String expected, Function<String, Optional<T>> parser) {
    String text = read(option, expected, value -> parser.apply(value).isPresent());
    return parser.apply(text).orElseThrow();
  }

  private <T> T read(ConfigOption<T> option) {
    return read(option, OptionValues.of(option), value -> true);
  }

  private <T> T read(ConfigOption<T> option, String expected, Predicate<T> rule) {
    T value;
    try {
      value = configuration.get(option);
    } catch (IllegalArgumentException e) {
      return wrong(option, expected);
    }
    return rule.test(value) ? value : wrong(option, expected);
  }

  private <T> T wrong(ConfigOption<T> option, String expected) {
    problems.add(
        "%s: %s (expected: %s)".formatted(option.key(), written.get(option.key()), expected));
    return option.defaultValue();
  }

  private static Predicate<Duration> atLeast(Duration shortest) {
    return duration -> duration.compareTo(shortest) >= 0;
  }

  private static Predicate<Duration> atMost(Duration longest) {
    return duration -> duration.compareTo(longest) <= 0;
  }
}
