package io.meshstream.tools.tail;

import io.meshstream.job.records.RecordJson;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.MessageFormatException;
import io.meshstream.schemas.RecordCodec;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.tools.console.CommandFailure;
import io.meshstream.tools.console.PipeEnd;
import io.meshstream.tools.console.PlainText;
import io.meshstream.tools.console.StopSignal;
import io.meshstream.tools.reading.CamerasSeen;
import io.meshstream.tools.reading.IsolationOption;
import io.meshstream.tools.topics.BrokerOptions;
import io.meshstream.tools.topics.Brokers;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints the records of a landmarks topic as they come. */
@Command(
    name = "tail",
    description = {
      "Print the records of the landmarks topic as they come, one on a line.",
      "For people: the time of the frame, camera, epoch/sequence, status, and why a frame was left"
          + " out or, for each face, track id, presence, centre and size of its region. With --json:"
          + " every field of the record. What is not a record is a line on standard error. The topic"
          + " is shown as it is: a record that was written twice appears twice."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:told to stop by Ctrl-C, --limit or --until-idle, or by the end of the pipe it writes to",
      "1:the topic cannot be read, or --until-idle ended it and none of the cameras had a record",
      "2:the command line is wrong"
    })
public final class TailCommand implements Callable<Integer> {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration HINT_AFTER = Duration.ofSeconds(5);

  private final StopSignal stop;
  private final CamerasSeen seen = new CamerasSeen();

  @Spec private CommandSpec spec;

  @Mixin private BrokerOptions broker;

  @Option(
      names = "--landmarks-topic",
      defaultValue = "landmarks",
      paramLabel = "TOPIC",
      description = "Topic of the landmarks (default: ${DEFAULT-VALUE}).")
  private String landmarksTopic;

  @Mixin private IsolationOption isolation;

  @Option(
      names = "--camera",
      paramLabel = "ID",
      description = "Show this camera only; may be given several times.")
  private Set<String> cameras = Set.of();

  @Option(names = "--json", description = "Print each record as a JSON object on one line.")
  private boolean json;

  @Option(
      names = "--from-beginning",
      description = "Begin with the oldest record there is instead of the next one.")
  private boolean fromBeginning;

  @Option(names = "--limit", paramLabel = "N", description = "End after so many records.")
  private long limit = Long.MAX_VALUE;

  @Option(
      names = "--until-idle",
      paramLabel = "SECONDS",
      description = "End when no record has come for so long, of whichever camera.")
  private Integer idleSeconds;

  private RecordCodec<FrameLandmarks> codec;
  private PrintWriter out;
  private PrintWriter err;
  private long shown;
  private boolean anyWanted;
  private boolean isHintGiven;

  /** Makes a command that shows records until the signal is raised. */
  public TailCommand(StopSignal stop) {
    this.stop = stop;
  }

  @Override
  public Integer call() {
    requireAtLeastOne("--limit", limit);
    requireAtLeastOne("--until-idle", idleSeconds == null ? 1 : idleSeconds);
    out = spec.commandLine().getOut();
    err = spec.commandLine().getErr();
    Brokers brokers = new Brokers(broker.clientConfig());
    codec = brokers.codecs().reading(SingleObjectCodec.ofFrameLandmarks());
    stop.listen();
    try (KafkaConsumer<String, byte[]> consumer = brokers.consumer(isolation.level())) {
      seek(consumer, Brokers.assign(consumer, "landmarks topic", landmarksTopic));
      boolean fellIdle = follow(consumer);
      if (fellIdle) {
        requireKnownCamera();
      }
    } catch (KafkaException e) {
      throw brokers.failure(e);
    }
    return 0;
  }

  private void seek(KafkaConsumer<String, byte[]> consumer, List<TopicPartition> partitions) {
    if (fromBeginning) {
      consumer.seekToBeginning(partitions);
    } else {
      consumer.seekToEnd(partitions);
    }
    // Seeking is lazy: what is written from now on must not be missed.
    partitions.forEach(consumer::position);
  }

  /** Returns whether it ended because nothing came any more. */
  private boolean follow(KafkaConsumer<String, byte[]> consumer) {
    long begin = System.nanoTime();
    long lastArrival = begin;
    while (!stop.isRaised()) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        lastArrival = System.nanoTime();
        boolean more = show(record);
        if (!more) {
          return false;
        }
      }
      if (isIdle(System.nanoTime() - lastArrival) && isAtEnd(consumer)) {
        return true;
      }
      if (!isHintGiven && System.nanoTime() - begin > HINT_AFTER.toNanos()) {
        isHintGiven = true;
        giveHint();
      }
    }
    return false;
  }

  /** Who has named a camera that there is not would wait for ever. */
  private void giveHint() {
    if (anyWanted) {
      return;
    }
    String hint =
        cameras.isEmpty()
            ? "no record for %d s; still waiting".formatted(HINT_AFTER.toSeconds())
            : "camera: %s, no record for %d s; still waiting; cameras there: %s"
                .formatted(
                    String.join(", ", new TreeSet<>(cameras)),
                    HINT_AFTER.toSeconds(),
                    seen.isEmpty() ? "none yet" : seen);
    err.println(PlainText.of(hint));
    err.flush();
  }

  private boolean isIdle(long nanos) {
    return idleSeconds != null && nanos >= Duration.ofSeconds(idleSeconds).toNanos();
  }

  /** A broker that is slow or lost is silent too; this call, unlike poll, complains of it. */
  private static boolean isAtEnd(KafkaConsumer<String, byte[]> consumer) {
    return consumer.endOffsets(consumer.assignment()).entrySet().stream()
        .allMatch(entry -> consumer.position(entry.getKey()) >= entry.getValue());
  }

  /** Returns whether to go on. */
  private boolean show(ConsumerRecord<String, byte[]> record) {
    if (!isWanted(record.key() == null ? "" : record.key())) {
      return true;
    }
    try {
      out.println(line(record));
    } catch (IllegalArgumentException | MessageFormatException e) {
      err.println(
          "record: %s partition %d offset %d, %s; left out"
              .formatted(
                  record.topic(), record.partition(), record.offset(), PlainText.of(message(e))));
      err.flush();
      return true;
    }
    shown++;
    return !PipeEnd.isClosed(out) && shown < limit;
  }

  private boolean isWanted(String camera) {
    boolean wanted = cameras.isEmpty() || cameras.contains(camera);
    anyWanted |= wanted;
    seen.add(camera);
    return wanted;
  }

  private String line(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      throw new IllegalArgumentException("no value (expected: a FrameLandmarks message)");
    }
    FrameLandmarks landmarks = codec.decode(record.value());
    return json ? RecordJson.line(landmarks) : RecordLine.of(landmarks);
  }

  private static String message(RuntimeException failure) {
    return String.valueOf(failure.getMessage());
  }

  private void requireKnownCamera() {
    if (!cameras.isEmpty() && !anyWanted) {
      throw new CommandFailure(
          "camera: %s (expected: a camera with records); cameras there: %s"
              .formatted(String.join(", ", new TreeSet<>(cameras)), seen));
    }
  }

  private void requireAtLeastOne(String option, long value) {
    if (value < 1) {
      throw new ParameterException(
          spec.commandLine(), "%s: %d (expected: at least 1)".formatted(option, value));
    }
  }
}
