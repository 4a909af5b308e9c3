package io.meshstream.tools.events;

import io.meshstream.job.records.EventJson;
import io.meshstream.schemas.CameraEvent;
import io.meshstream.schemas.EventKind;
import io.meshstream.schemas.MessageFormatException;
import io.meshstream.schemas.RecordCodec;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.tools.console.CommandFailure;
import io.meshstream.tools.console.OptionSpelling;
import io.meshstream.tools.console.PipeEnd;
import io.meshstream.tools.console.PlainText;
import io.meshstream.tools.console.StopSignal;
import io.meshstream.tools.reading.CamerasSeen;
import io.meshstream.tools.reading.IsolationOption;
import io.meshstream.tools.reading.TopicReading;
import io.meshstream.tools.topics.BrokerOptions;
import io.meshstream.tools.topics.Brokers;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints what happened to cameras, and with {@code --follow} what happens. */
@Command(
    name = "events",
    description = {
      "Print what happened to cameras: that they started, stalled, went on or restarted, that faces"
          + " came and went, which settings and models they go by. One event on a line, the oldest"
          + " of each camera first.",
      "The job writes events if its option events.topic names a topic. For people: the time of the"
          + " frame, camera, epoch/sequence, what happened, and the track with its frames and"
          + " seconds. With --json: every field of the event. An event that was written twice"
          + " appears once. What is not an event is a line on standard error."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:all there is was printed, or told to stop by Ctrl-C, --limit or the end of the pipe",
      "1:the topic cannot be read, or the cameras named had no event, without --follow",
      "2:the command line is wrong"
    })
public final class EventsCommand implements Callable<Integer> {

  private final StopSignal stop;
  private final CamerasSeen seen = new CamerasSeen();
  private final RepeatedEvents repeated = new RepeatedEvents();

  @Spec private CommandSpec spec;

  @Mixin private BrokerOptions broker;

  @Option(
      names = "--events-topic",
      defaultValue = "camera-events",
      paramLabel = "TOPIC",
      description = "Topic of the events (default: ${DEFAULT-VALUE}).")
  private String eventsTopic;

  @Mixin private IsolationOption isolation;

  @Option(
      names = "--camera",
      paramLabel = "ID",
      description = "Show this camera only; may be given several times.")
  private Set<String> cameras = Set.of();

  @Option(
      names = "--kind",
      converter = KindConverter.class,
      paramLabel = "KIND",
      description =
          "Show events of this kind only, for instance stalled or face-left; may be given several"
              + " times.")
  private Set<EventKind> kinds = Set.of();

  @Option(names = "--json", description = "Print each event as a JSON object on one line.")
  private boolean json;

  @Option(names = "--follow", description = "Go on with the events that come.")
  private boolean follow;

  @Option(
      names = "--new",
      description = "Begin with the events that come, with --follow, instead of the oldest.")
  private boolean onlyNew;

  @Option(names = "--limit", paramLabel = "N", description = "End after so many events.")
  private long limit = Long.MAX_VALUE;

  private RecordCodec<CameraEvent> codec;
  private PrintWriter out;
  private PrintWriter err;
  private long shown;
  private boolean anyWanted;

  /** A command that shows events until the signal is raised. */
  public EventsCommand(StopSignal stop) {
    this.stop = stop;
  }

  @Override
  public Integer call() {
    require(limit >= 1, "--limit: %d (expected: at least 1)".formatted(limit));
    require(!onlyNew || follow, "--new: given alone (expected: together with --follow)");
    out = spec.commandLine().getOut();
    err = spec.commandLine().getErr();
    Brokers brokers = new Brokers(broker.clientConfig());
    codec = brokers.codecs().reading(SingleObjectCodec.ofCameraEvents());
    stop.listen();
    try (TopicReading topic =
        TopicReading.open(
            brokers, isolation.level(), "events topic", eventsTopic, OptionalLong.empty())) {
      boolean more = (onlyNew || showOld(topic)) && !stop.isRaised();
      if (more && follow) {
        out.flush();
        showNew(topic);
      } else if (more) {
        requireKnownCamera();
      }
    } catch (KafkaException e) {
      throw brokers.failure(e);
    }
    return 0;
  }

  /** Returns whether to go on. */
  private boolean showOld(TopicReading topic) {
    for (Optional<ConsumerRecord<String, byte[]>> record = topic.next();
        record.isPresent();
        record = topic.next()) {
      if (stop.isRaised() || !show(record.get())) {
        return false;
      }
    }
    return true;
  }

  private void showNew(TopicReading topic) {
    while (!stop.isRaised()) {
      for (ConsumerRecord<String, byte[]> record : topic.later()) {
        if (!show(record)) {
          return;
        }
      }
    }
  }

  /** Returns whether to go on. */
  private boolean show(ConsumerRecord<String, byte[]> record) {
    String camera = record.key() == null ? "" : record.key();
    seen.add(camera);
    if (!cameras.isEmpty() && !cameras.contains(camera)) {
      return true;
    }
    anyWanted = true;
    CameraEvent event;
    try {
      event = event(record);
    } catch (IllegalArgumentException | MessageFormatException e) {
      err.println(
          "event: %s partition %d offset %d, %s; left out"
              .formatted(
                  record.topic(),
                  record.partition(),
                  record.offset(),
                  PlainText.of(String.valueOf(e.getMessage()))));
      err.flush();
      return true;
    }
    if (repeated.isRepeated(event) || !isWanted(event.getKind())) {
      return true;
    }
    out.println(json ? EventJson.line(event) : EventLine.of(event));
    shown++;
    return !PipeEnd.isClosed(out) && shown < limit;
  }

  private CameraEvent event(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      throw new IllegalArgumentException("no value (expected: a CameraEvent message)");
    }
    return codec.decode(record.value());
  }

  private boolean isWanted(EventKind kind) {
    return kinds.isEmpty() || kinds.contains(kind);
  }

  private void requireKnownCamera() {
    if (!cameras.isEmpty() && !anyWanted) {
      throw new CommandFailure(
          "camera: %s (expected: a camera with events); cameras there: %s"
              .formatted(
                  String.join(", ", new TreeSet<>(cameras)), seen.isEmpty() ? "none" : seen));
    }
  }

  private void require(boolean holds, String problem) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), problem);
    }
  }

  /** Reads a kind of event, such as {@code face-left}. */
  static final class KindConverter implements ITypeConverter<EventKind> {

    @Override
    public EventKind convert(String text) {
      return OptionSpelling.parse(EventKind.class, text);
    }
  }
}
