package io.meshstream.job.names;

import java.util.Locale;
import java.util.function.Supplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;

/** The catalogue of the job's metrics; {@code METRICS.md} lists them. */
public enum JobMetric {
  FRAMES_FACES(
      Place.TRACKING, "frames.faces", Kind.COUNTER, "frames", "Frames with at least one face."),
  FRAMES_NO_FACE(
      Place.TRACKING, "frames.no_face", Kind.COUNTER, "frames", "Frames in which no face is."),
  FRAMES_SHED(
      Place.TRACKING,
      "frames.shed",
      Kind.COUNTER,
      "frames",
      "Frames that were not analysed although nothing is wrong with them."),
  FRAMES_REJECTED(
      Place.TRACKING,
      "frames.rejected",
      Kind.COUNTER,
      "frames",
      "Frames that cannot be processed; each is a dead letter as well."),
  SHED(
      Place.TRACKING,
      "shed.<reason>",
      Kind.COUNTER,
      "frames",
      "The shed frames of one reason, by the word with which their records' reason begins, in lower"
          + " case: `shed.queue_full`."),
  REJECTED(
      Place.TRACKING,
      "rejected.<reason>",
      Kind.COUNTER,
      "frames",
      "The rejected frames of one reason, likewise: `rejected.picture_out_of_memory`."),
  FRAMES_QUEUED(
      Place.TRACKING, "frames.queued", Kind.GAUGE, "frames", "Frames that wait in the subtask."),
  FRAMES_IN_FLIGHT(
      Place.TRACKING,
      "frames.in_flight",
      Kind.GAUGE,
      "frames",
      "Frames of the subtask that are being analysed."),
  DETECTOR_RUNS(
      Place.TRACKING,
      "detector.runs",
      Kind.COUNTER,
      "frames",
      "Frames in which the detector sought faces."),
  DECODE_WHOLE_JPEGS(
      Place.TRACKING,
      "decode.whole_jpegs",
      Kind.GAUGE,
      "pictures",
      "JPEGs that had to be decoded whole because of their kind. Where it grows with every frame,"
          + " the gateways send progressive ones."),
  INFERENCE_DETECTOR_RUNS(
      Place.TRACKING,
      "inference.detector.runs",
      Kind.GAUGE,
      "runs",
      "Runs of the detector so far, of the whole process: all subtasks of a TaskManager that share"
          + " the models show the same. It only grows."),
  INFERENCE_DETECTOR_ITEMS(
      Place.TRACKING,
      "inference.detector.items",
      Kind.GAUGE,
      "pictures",
      "Pictures in these runs; divided by runs, the mean batch size."),
  INFERENCE_LANDMARKS_RUNS(
      Place.TRACKING,
      "inference.landmarks.runs",
      Kind.GAUGE,
      "runs",
      "Runs of the landmark model so far, likewise."),
  INFERENCE_LANDMARKS_ITEMS(
      Place.TRACKING,
      "inference.landmarks.items",
      Kind.GAUGE,
      "faces",
      "Faces in these runs, likewise."),
  LATENCY_QUEUE(
      Place.TRACKING,
      "latency.queue",
      Kind.HISTOGRAM,
      "microseconds",
      "From a frame's arrival in the subtask until its analysis starts, over the last 1000 frames"
          + " that were analysed."),
  LATENCY_COMPUTE(
      Place.TRACKING,
      "latency.compute",
      Kind.HISTOGRAM,
      "microseconds",
      "From then until its record is made, the wait for a thread included, likewise."),
  LOST_TRANSACTIONS(
      Place.COMMITTERS,
      "lost.transactions",
      Kind.COUNTER,
      "transactions",
      "Transactions that Kafka gave up although a checkpoint counts on them, with exactly-once."),
  LOST_RECORDS(
      Place.COMMITTERS,
      "lost.records",
      Kind.COUNTER,
      "records",
      "Records that were lost with them.");

  /** What a metric is to Flink. */
  enum Kind {
    COUNTER,
    GAUGE,
    HISTOGRAM
  }

  /** Where metrics are. */
  enum Place {
    TRACKING("The operator `" + OperatorNames.TRACKING + "`"),
    COMMITTERS("The committers of the sinks");

    private final String title;

    Place(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  private static final String REASON = "<reason>";

  private final Place place;
  private final String path;
  private final Kind kind;
  private final String unit;
  private final String meaning;

  JobMetric(Place place, String path, Kind kind, String unit, String meaning) {
    this.place = place;
    this.path = path;
    this.kind = kind;
    this.unit = unit;
    this.meaning = meaning;
  }

  Place place() {
    return place;
  }

  /** Returns the whole name within its operator. */
  public String path() {
    return path;
  }

  Kind kind() {
    return kind;
  }

  String unit() {
    return unit;
  }

  String meaning() {
    return meaning;
  }

  /** Registers this counter with an operator. */
  public Counter counter(MetricGroup operator) {
    return group(operator).counter(lastWord());
  }

  /** Registers this counter with an operator, for one reason. */
  public Counter counter(MetricGroup operator, Enum<?> reason) {
    return group(operator)
        .counter(lastWord().replace(REASON, reason.name().toLowerCase(Locale.ROOT)));
  }

  /** Registers this gauge with an operator. */
  public <T> void gauge(MetricGroup operator, Supplier<T> value) {
    group(operator).<T, Gauge<T>>gauge(lastWord(), value::get);
  }

  /** Registers this histogram with an operator; returns it. */
  public <H extends Histogram> H histogram(MetricGroup operator, H histogram) {
    return group(operator).histogram(lastWord(), histogram);
  }

  /** Returns the group of the words before the last. */
  private MetricGroup group(MetricGroup operator) {
    MetricGroup group = operator;
    for (String word : path.substring(0, path.lastIndexOf('.')).split("\\.", -1)) {
      group = group.addGroup(word);
    }
    return group;
  }

  private String lastWord() {
    return path.substring(path.lastIndexOf('.') + 1);
  }
}
