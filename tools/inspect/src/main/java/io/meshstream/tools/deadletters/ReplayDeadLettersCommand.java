package io.meshstream.tools.deadletters;

import io.meshstream.schemas.DeadLetter;
import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.MessageFormatException;
import io.meshstream.schemas.RecordCodec;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.frames.FrameFormat;
import io.meshstream.schemas.frames.TopicPosition;
import io.meshstream.tools.console.CommandFailure;
import io.meshstream.tools.console.StopSignal;
import io.meshstream.tools.reading.CamerasSeen;
import io.meshstream.tools.reading.PlaceSet;
import io.meshstream.tools.reading.TopicReading;
import io.meshstream.tools.topics.BrokerOptions;
import io.meshstream.tools.topics.Brokers;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends frames again that the job could not process. */
@Command(
    name = "replay-dead-letters",
    description = {
      "Send the frames of a dead letter topic again, as they were, the oldest of each camera first.",
      "They go to a topic of their own, for a job of its own: in the topic that they come from, the"
          + " job would take them for repetitions, since it has seen them. With --camera-suffix they"
          + " become frames of another camera, and may go there. A frame that is sent twice is shed"
          + " as a repetition by whichever job reads it."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:all that was asked for was sent, or would be",
      "1:some cannot be sent, or a topic cannot be read or written, or the cameras named have none",
      "2:the command line is wrong"
    })
public final class ReplayDeadLettersCommand implements Callable<Integer> {

  private final StopSignal stop;
  private final CamerasSeen seen = new CamerasSeen();
  private final Map<String, PlaceSet> taken = new HashMap<>();
  private final TreeSet<String> targets = new TreeSet<>();

  @Spec private CommandSpec spec;

  @Mixin private BrokerOptions broker;

  @Mixin private LetterFilter filter;

  @Option(
      names = "--dead-letters-topic",
      defaultValue = "dead-letters",
      paramLabel = "TOPIC",
      description = "Topic of the dead letters (default: ${DEFAULT-VALUE}).")
  private String deadLettersTopic;

  @Option(
      names = "--to",
      paramLabel = "TOPIC",
      description =
          "Topic that the frames are sent to (default: the one that they come from, with -replay"
              + " behind its name).")
  private String to;

  @Option(
      names = "--camera-suffix",
      paramLabel = "TEXT",
      description = "Send them as frames of a camera whose id has this behind it.")
  private String suffix;

  @Option(
      names = "--frames-format",
      defaultValue = "avro",
      paramLabel = "FORMAT",
      description = "What the frames are: avro or raw (default: ${DEFAULT-VALUE}).")
  private FrameFormat format;

  @Option(names = "--limit", paramLabel = "N", description = "End after so many frames.")
  private long limit = Long.MAX_VALUE;

  @Option(names = "--dry-run", description = "Only say what would be sent.")
  private boolean dryRun;

  private Brokers brokers;
  private RecordCodec<DeadLetter> letters;
  private Optional<RecordCodec<EncodedFrame>> frames;
  private PrintWriter err;
  private long sent;
  private long left;

  /** A command that sends frames until the signal is raised. */
  public ReplayDeadLettersCommand(StopSignal stop) {
    this.stop = stop;
  }

  @Override
  public Integer call() {
    require(limit >= 1, "--limit: %d (expected: at least 1)".formatted(limit));
    require(
        suffix == null || !suffix.isEmpty(), "--camera-suffix: empty (expected: some characters)");
    err = spec.commandLine().getErr();
    brokers = new Brokers(broker.clientConfig());
    letters = brokers.codecs().reading(SingleObjectCodec.ofDeadLetters());
    stop.listen();
    try (TopicReading topic =
            TopicReading.open(
                brokers,
                IsolationLevel.READ_COMMITTED,
                "dead letters topic",
                deadLettersTopic,
                OptionalLong.empty());
        FrameSender sender = dryRun ? FrameSender.none() : new FrameSender(broker.clientConfig())) {
      send(topic, sender);
    } catch (KafkaException e) {
      throw brokers.failure(e, AclOperation.READ, AclOperation.WRITE);
    }
    requireKnownCamera();
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "%s: %d frames%s%s"
            .formatted(
                dryRun ? "would be sent" : "sent",
                sent,
                targets.isEmpty() ? "" : " to " + String.join(", ", targets),
                left == 0 ? "" : ", %d cannot be".formatted(left)));
    out.flush();
    return left == 0 ? 0 : 1;
  }

  private void send(TopicReading topic, FrameSender sender) {
    for (Optional<ConsumerRecord<String, byte[]>> next = topic.next();
        next.isPresent() && sent < limit && !stop.isRaised();
        next = topic.next()) {
      ConsumerRecord<String, byte[]> record = next.get();
      Optional<DeadLetter> letter = letter(record).filter(this::isWanted);
      if (letter.isPresent()) {
        send(letter.get(), sender);
      }
    }
    sender.flush();
  }

  private Optional<DeadLetter> letter(ConsumerRecord<String, byte[]> record) {
    try {
      if (record.value() != null) {
        return Optional.of(letters.decode(record.value()));
      }
    } catch (MessageFormatException e) {
      // Said below.
    }
    err.println(
        "dead letter: %s partition %d offset %d, not a DeadLetter message; left out"
            .formatted(record.topic(), record.partition(), record.offset()));
    err.flush();
    return Optional.empty();
  }

  private boolean isWanted(DeadLetter letter) {
    seen.add(letter.getCameraId());
    if (!filter.accepts(letter)) {
      return false;
    }
    // At least once means that some are there twice.
    PlaceSet places = taken.computeIfAbsent(letter.getSourceTopic(), topic -> new PlaceSet());
    TopicPosition place = TopicPosition.of(letter);
    if (places.contains(place)) {
      return false;
    }
    places.add(place);
    return true;
  }

  private void send(DeadLetter letter, FrameSender sender) {
    String target = to == null ? letter.getSourceTopic() + "-replay" : to;
    if (target.equals(letter.getSourceTopic()) && suffix == null) {
      throw new CommandFailure(
          ("--to: %s (expected: another topic than the frames come from, or --camera-suffix); there"
                  + " the job would take them for repetitions")
              .formatted(target));
    }
    Optional<ProducerRecord<String, byte[]>> frame =
        suffix == null
            ? ReplayedFrame.of(letter, target)
            : ReplayedFrame.of(letter, target, suffix, codec(target));
    if (frame.isEmpty()) {
      left++;
      err.println(
          "frame: %s partition %d offset %d, %s; left out"
              .formatted(
                  letter.getSourceTopic(),
                  letter.getSourcePartition(),
                  letter.getSourceOffset(),
                  letter.getValue() == null
                      ? "the dead letter does not hold its value (limits.dead-letter-bytes)"
                      : "it cannot become one of another camera"));
      err.flush();
      return;
    }
    if (targets.add(target)) {
      brokers.requireTopic("topic of replayed frames", target);
    }
    sender.send(frame.get());
    sent++;
  }

  private Optional<RecordCodec<EncodedFrame>> codec(String topic) {
    if (frames == null) {
      frames =
          format == FrameFormat.AVRO
              ? Optional.of(brokers.codecs().writing(SingleObjectCodec.ofEncodedFrames(), topic))
              : Optional.empty();
    }
    return frames;
  }

  private void requireKnownCamera() {
    if (!filter.cameras().isEmpty() && sent == 0 && left == 0) {
      throw new CommandFailure(
          "camera: %s (expected: a camera with dead letters of that kind); cameras there: %s"
              .formatted(
                  String.join(", ", new TreeSet<>(filter.cameras())),
                  seen.isEmpty() ? "none" : seen));
    }
  }

  private void require(boolean holds, String problem) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), problem);
    }
  }
}
