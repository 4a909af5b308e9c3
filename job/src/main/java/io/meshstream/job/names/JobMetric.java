package io.meshstream.job.names;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;

/**
 * The catalogue of the job's metrics; {@code docs/metrics.md} lists them.
 *
 * <p>Those of a camera have the same names as those of its subtask, in a group of the camera's own
 * ({@link #ofCamera}).
 */
public enum JobMetric {
  FRAMES_FACES(
      Place.SUBTASK_AND_CAMERA,
      "frames.faces",
      Kind.COUNTER,
      "frames",
      "Frames with at least one face."),
  FRAMES_NO_FACE(
      Place.SUBTASK_AND_CAMERA,
      "frames.no_face",
      Kind.COUNTER,
      "frames",
      "Frames in which no face is."),
  FRAMES_HANDS(
      Place.SUBTASK_AND_CAMERA,
      "frames.hands",
      Kind.COUNTER,
      "frames",
      "Frames with at least one hand. They are among those with a face or without."),
  FRAMES_SHED(
      Place.SUBTASK_AND_CAMERA,
      "frames.shed",
      Kind.COUNTER,
      "frames",
      "Frames that were not analysed although nothing is wrong with them."),
  FRAMES_REJECTED(
      Place.SUBTASK_AND_CAMERA,
      "frames.rejected",
      Kind.COUNTER,
      "frames",
      "Frames that cannot be processed; each is a dead letter as well."),
  DEAD_LETTERS(
      Place.SUBTASK_AND_CAMERA,
      "dead_letters",
      Kind.COUNTER,
      "records",
      "Dead letters handed to their sink."),
  DETECTOR_RUNS(
      Place.SUBTASK_AND_CAMERA,
      "detector.runs",
      Kind.COUNTER,
      "frames",
      "Frames in which the detector sought faces."),
  PALM_DETECTOR_RUNS(
      Place.SUBTASK_AND_CAMERA,
      "palm_detector.runs",
      Kind.COUNTER,
      "frames",
      "Frames in which the palm detector sought hands."),
  SHED(
      Place.SUBTASK,
      "shed.<reason>",
      Kind.COUNTER,
      "frames",
      "The shed frames of one reason, by the word with which their records' reason begins, in lower"
          + " case: `shed.queue_full`."),
  REJECTED(
      Place.SUBTASK,
      "rejected.<reason>",
      Kind.COUNTER,
      "frames",
      "The rejected frames of one reason, likewise: `rejected.picture_out_of_memory`."),
  MODEL_FRAMES(
      Place.SUBTASK_AND_CAMERA,
      "model.<model>.frames",
      Kind.COUNTER,
      "frames",
      "Frames analysed with the models of one `modelId`, which is the label `model`. The one that"
          + " grows is in use."),
  EVENT_RECORDS(
      Place.SUBTASK,
      "event.<event>.records",
      Kind.COUNTER,
      "records",
      "Events of one kind, which is the label `event`, in lower case: `face_entered`; with"
          + " `events.topic`, there from the first on."),
  MODELS_REFUSED(
      Place.SUBTASK,
      "models.refused",
      Kind.COUNTER,
      "directories",
      "Directories of models that the control topic asked for and that cannot be had. This and the"
          + " six below are there with `control.topic`."),
  SHADOW_FRAMES(
      Place.SUBTASK,
      "shadow.frames",
      Kind.COUNTER,
      "frames",
      "Frames that models on trial have seen beside those in use."),
  SHADOW_FAILED(
      Place.SUBTASK,
      "shadow.failed",
      Kind.COUNTER,
      "frames",
      "Frames on which models on trial failed."),
  SHADOW_UNMATCHED_FACES(
      Place.SUBTASK,
      "shadow.unmatched_faces",
      Kind.COUNTER,
      "faces",
      "Faces that only one of the two sees."),
  SHADOW_DIFFERENCE(
      Place.SUBTASK,
      "shadow.difference",
      Kind.HISTOGRAM,
      "thousandths of a pixel",
      "For each face that both see, the mean distance of its landmarks in the upright picture, or of"
          + " the detector's keypoints where none are read; over the last 1000 faces."),
  SHADOW_UNMATCHED_HANDS(
      Place.SUBTASK,
      "shadow.unmatched_hands",
      Kind.COUNTER,
      "hands",
      "Hands that only one of the two sees."),
  SHADOW_HAND_DIFFERENCE(
      Place.SUBTASK,
      "shadow.hand_difference",
      Kind.HISTOGRAM,
      "thousandths of a pixel",
      "For each hand that both see, the mean distance of its landmarks in the upright picture; over"
          + " the last 1000 hands."),
  FRAMES_QUEUED(
      Place.SUBTASK, "frames.queued", Kind.GAUGE, "frames", "Frames that wait in the subtask."),
  FRAMES_IN_FLIGHT(
      Place.SUBTASK,
      "frames.in_flight",
      Kind.GAUGE,
      "frames",
      "Frames of the subtask that are being analysed."),
  CAMERAS_KNOWN(
      Place.SUBTASK,
      "cameras.known",
      Kind.GAUGE,
      "cameras",
      "Cameras that the subtask remembers; at `limits.cameras`, frames of others are shed."),
  CAMERAS_LABELLED(
      Place.SUBTASK,
      "cameras.labelled",
      Kind.GAUGE,
      "cameras",
      "Cameras of the subtask that have metrics of their own; all of them while it is below"
          + " `metrics.cameras`."),
  DECODE_WHOLE_JPEGS(
      Place.SUBTASK,
      "decode.whole_jpegs",
      Kind.GAUGE,
      "pictures",
      "JPEGs that had to be decoded whole because of their kind. Where it grows with every frame,"
          + " the gateways send progressive ones."),
  INFERENCE_DETECTOR_RUNS(
      Place.SUBTASK,
      "inference.detector.runs",
      Kind.GAUGE,
      "runs",
      "Runs of the detectors of faces and palms so far, of the whole process: all subtasks of a"
          + " TaskManager that share the models show the same. It only grows."),
  INFERENCE_DETECTOR_ITEMS(
      Place.SUBTASK,
      "inference.detector.items",
      Kind.GAUGE,
      "pictures",
      "Pictures in these runs; divided by runs, the mean batch size."),
  INFERENCE_LANDMARKS_RUNS(
      Place.SUBTASK,
      "inference.landmarks.runs",
      Kind.GAUGE,
      "runs",
      "Runs of the landmark models so far, likewise."),
  INFERENCE_LANDMARKS_ITEMS(
      Place.SUBTASK,
      "inference.landmarks.items",
      Kind.GAUGE,
      "faces",
      "Faces and hands in these runs, likewise."),
  CONTROL_REFUSED(
      Place.SUBTASK,
      "control.refused",
      Kind.COUNTER,
      "records",
      "Records of the control topic that cannot be followed; those before them stay in force."),
  REGISTRY_REQUESTS(
      Place.SUBTASK,
      "registry.requests",
      Kind.GAUGE,
      "requests",
      "Requests of the subtask to the schema registry, for messages whose schema was not known when"
          + " the job was submitted. This and the one below are there with `registry.url`, and only"
          + " grow."),
  REGISTRY_CACHE_HITS(
      Place.SUBTASK,
      "registry.cache_hits",
      Kind.GAUGE,
      "look-ups",
      "Look-ups of a message's schema that were answered without a request."),
  LATENCY_QUEUE(
      Place.SUBTASK_AND_CAMERA,
      "latency.queue",
      Kind.HISTOGRAM,
      "microseconds",
      "From a frame's arrival in the subtask until its analysis starts."),
  LATENCY_COMPUTE(
      Place.SUBTASK_AND_CAMERA,
      "latency.compute",
      Kind.HISTOGRAM,
      "microseconds",
      "From then until its record is made, the wait for a thread included."),
  LATENCY_DECODE(
      Place.SUBTASK_AND_CAMERA,
      "latency.decode",
      Kind.HISTOGRAM,
      "microseconds",
      "Of that, opening the picture and decoding what is needed of it, the wait for memory"
          + " included."),
  LATENCY_INFERENCE(
      Place.SUBTASK_AND_CAMERA,
      "latency.inference",
      Kind.HISTOGRAM,
      "microseconds",
      "Of that, the rest of the analysis: sampling regions and running models, the wait for a batch"
          + " included."),
  LATENCY_TOTAL(
      Place.SUBTASK_AND_CAMERA,
      "latency.total",
      Kind.HISTOGRAM,
      "microseconds",
      "From a frame's arrival in the subtask until its record is handed to the sink."),
  LATENCY_END_TO_END(
      Place.SUBTASK_AND_CAMERA,
      "latency.end_to_end",
      Kind.HISTOGRAM,
      "microseconds",
      "From a frame's capture, by the clock of its gateway, until its record is handed to the sink,"
          + " by the clock of the TaskManager; frames whose capture time is unknown do not count."
          + " With exactly-once, consumers see the record after the next checkpoint."),
  LATENCY_DRAIN(
      Place.SUBTASK,
      "latency.drain",
      Kind.HISTOGRAM,
      "microseconds",
      "How long a checkpoint's barrier waited in the subtask for the frames before it: no frame is"
          + " in a checkpoint."),
  CAMERA_REASON(
      Place.CAMERA,
      "reason.<reason>.frames",
      Kind.COUNTER,
      "frames",
      "The camera's frames that were shed or rejected for one reason, which is the label `reason`,"
          + " in lower case; there from the first on."),
  CAMERA_FACES(
      Place.CAMERA,
      "faces",
      Kind.GAUGE,
      "faces",
      "Faces in the camera's newest record of an analysed frame; 0 once none has come for 10 s."
          + " Not there for `_other`."),
  CAMERA_HANDS(Place.CAMERA, "hands", Kind.GAUGE, "hands", "Hands in that record, likewise."),
  CAMERA_SILENCE(
      Place.CAMERA,
      "silence",
      Kind.GAUGE,
      "milliseconds",
      "How long ago the camera's newest record was made. Not there for `_other`."),
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
    SUBTASK,
    SUBTASK_AND_CAMERA,
    CAMERA,
    COMMITTERS
  }

  /** The group of a camera, and the label that names it. */
  private static final String CAMERA = "camera";

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

  /**
   * Returns the group of a camera, where the metrics of cameras are registered.
   *
   * @param operator the group of the subtask
   */
  public static MetricGroup ofCamera(MetricGroup operator, String camera) {
    return operator.addGroup(CAMERA, camera);
  }

  /** Registers this counter. */
  public Counter counter(MetricGroup group) {
    return parent(group, "").counter(lastWord());
  }

  /** Registers this counter for one reason, which becomes part of its name. */
  public Counter counter(MetricGroup group, Enum<?> reason) {
    return parent(group, "")
        .counter(lastWord().replace(REASON, reason.name().toLowerCase(Locale.ROOT)));
  }

  /** Registers this counter for one value of its label. */
  public Counter labelled(MetricGroup group, String value) {
    return parent(group, value).counter(lastWord());
  }

  /** Registers this gauge. */
  public <T> void gauge(MetricGroup group, Supplier<T> value) {
    parent(group, "").<T, Gauge<T>>gauge(lastWord(), value::get);
  }

  /** Registers this histogram; returns it. */
  public <H extends Histogram> H histogram(MetricGroup group, H histogram) {
    return parent(group, "").histogram(lastWord(), histogram);
  }

  /** Returns the group of the words before the last. */
  private MetricGroup parent(MetricGroup group, String label) {
    List<String> words = Arrays.asList(path.split("\\.", -1));
    MetricGroup parent = group;
    for (int i = 0; i + 1 < words.size(); i++) {
      boolean isLabel = i + 2 < words.size() && words.get(i + 1).startsWith("<");
      parent = isLabel ? parent.addGroup(words.get(i++), label) : parent.addGroup(words.get(i));
    }
    return parent;
  }

  private String lastWord() {
    return path.substring(path.lastIndexOf('.') + 1);
  }
}
