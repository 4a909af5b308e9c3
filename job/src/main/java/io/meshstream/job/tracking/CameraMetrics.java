package io.meshstream.job.tracking;

import io.meshstream.job.names.JobMetric;
import io.meshstream.schemas.frames.CameraId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;

/**
 * The metrics of the cameras of one subtask: so many cameras have their own, which the label {@code
 * camera} tells apart, and the rest share those of {@value #OTHER}.
 *
 * <p>The first to come have a place, until they are forgotten. Cameras that have never sent a frame
 * that says which one it is have none, so that what is wrong with a producer takes no place. Flink
 * remembers a little of every group that it ever had, so only {@value #NAMES_FOR_A_PLACE} times as
 * many cameras as there are places ever get one, while the subtask runs; a camera that comes back
 * is none more.
 *
 * <p>For one thread, but for the gauges, which Flink asks on threads of its own.
 */
final class CameraMetrics {

  /** The label of all that have no place of their own. */
  static final String OTHER = "_other";

  private static final int NAMES_FOR_A_PLACE = 10;

  /** Frames that a histogram of a camera holds: some seconds of it, and little memory. */
  private static final int WINDOW = 128;

  /** More than there are words for reasons, of which some depend on the frame. */
  private static final int REASONS = 100;

  /** As many models as a camera has counters for; each change of them takes one. */
  private static final int MODELS = 8;

  /** For how long a face or a hand counts as being there. */
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final MetricGroup operator;
  private final int places;
  private final Ticker ticker;
  private final Map<String, Camera> cameras = new HashMap<>();
  private final Set<String> named = new HashSet<>();
  private final Camera other;

  private volatile int labelled;

  /**
   * @param operator the group of the subtask
   * @param places how many cameras have metrics of their own
   * @param ticker tells how long they have been silent
   */
  CameraMetrics(MetricGroup operator, int places, Ticker ticker) {
    this.operator = operator;
    this.places = places;
    this.ticker = ticker;
    this.other = new Camera(JobMetric.ofCamera(operator, OTHER));
    JobMetric.CAMERAS_LABELLED.gauge(operator, () -> labelled);
  }

  /** Counts one frame of a camera. */
  void count(String id, FrameOutcome outcome) {
    Camera camera = cameras.get(id);
    if (camera == null && outcome.session().hasBegun() && mayBeNamed(id)) {
      camera = new Camera(JobMetric.ofCamera(operator, id));
      camera.registerGauges();
      named.add(id);
      cameras.put(id, camera);
      labelled = cameras.size();
    }
    (camera == null ? other : camera).count(outcome);
  }

  private boolean mayBeNamed(String id) {
    return cameras.size() < places
        && CameraId.isValid(id)
        && !id.equals(OTHER)
        && (named.size() < (long) NAMES_FOR_A_PLACE * places || named.contains(id));
  }

  /** Notes how long a frame of a camera took. */
  void measure(String id, FrameTimes times) {
    cameras.getOrDefault(id, other).frames.measure(times);
  }

  /** Takes a camera's metrics away, so that another has its place. */
  void forget(String id) {
    Camera camera = cameras.remove(id);
    if (camera != null) {
      camera.close();
      labelled = cameras.size();
    }
  }

  /** The metrics of one camera, or of the rest. */
  private final class Camera {

    private final MetricGroup group;
    private final FrameMetrics frames;
    private final LabelledCounters reasons;
    private final LabelledCounters models;

    private volatile int faces;
    private volatile int hands;
    private volatile long recordNanos = ticker.nanos();
    private volatile long analysedNanos = recordNanos;

    Camera(MetricGroup group) {
      this.group = group;
      this.frames = new FrameMetrics(group, WINDOW);
      this.reasons = new LabelledCounters(JobMetric.CAMERA_REASON, group, REASONS);
      this.models = new LabelledCounters(JobMetric.MODEL_FRAMES, group, MODELS);
    }

    void registerGauges() {
      JobMetric.CAMERA_FACES.gauge(group, () -> isFresh() ? faces : 0);
      JobMetric.CAMERA_HANDS.gauge(group, () -> isFresh() ? hands : 0);
      JobMetric.CAMERA_SILENCE.gauge(
          group, () -> TimeUnit.NANOSECONDS.toMillis(ticker.nanos() - recordNanos));
    }

    private boolean isFresh() {
      return ticker.nanos() - analysedNanos < FRESH_NANOS;
    }

    void count(FrameOutcome outcome) {
      frames.count(outcome);
      outcome.reason().ifPresent(reason -> reasons.count(reason.toLowerCase(Locale.ROOT)));
      recordNanos = ticker.nanos();
      if (outcome.isAnalysed()) {
        models.count(outcome.landmarks().getModelId());
        faces = outcome.landmarks().getFaces().size();
        hands = outcome.landmarks().getHands().size();
        analysedNanos = recordNanos;
      }
    }

    /** Only Flink's own groups can be closed, and these do not say so in their interface. */
    void close() {
      if (group instanceof AbstractMetricGroup<?> closeable) {
        closeable.close();
      }
    }
  }
}
