package io.meshstream.job.tracking;

import io.meshstream.job.control.ControlHistory;
import io.meshstream.job.control.ControlRecord;
import io.meshstream.job.control.ResolvedSettings;
import io.meshstream.job.options.ComputeSettings;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.options.LimitsSettings;
import io.meshstream.job.records.DeadLetters;
import io.meshstream.job.vision.VisionEngine;
import io.meshstream.schemas.RecordCodecs;
import io.meshstream.schemas.frames.FrameParser;
import io.meshstream.schemas.frames.SourceFrame;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.operators.KeyContext;

/**
 * Tracks the cameras of one subtask: puts its parts together, and says what they do when a frame, a
 * record of the control topic, a timer or a barrier comes. Knows no more than a {@link
 * SubtaskContext} of what runs it. For the task's thread.
 */
final class TrackingSubtask implements AutoCloseable {

  private final Optional<ControlInput> control;
  private final Optional<StalledCameras> stalls;
  private final CameraSessions sessions;
  private final CameraQueues queues;
  private final AnalysisRuns analyses;
  private final FrameDispatcher frames;
  private final TrackingMetrics metrics;
  private final BusyTime busyTime;
  private final SubtaskKeys keys;

  /**
   * Begins where the last checkpoint ended, if there was one.
   *
   * @param engine analyses the frames; left open
   * @param history what is on the control topic already
   * @param clock tells the age of frames
   * @param ticker tells how long cameras have been silent
   */
  TrackingSubtask(
      SubtaskContext context,
      JobSettings settings,
      VisionEngine engine,
      ControlHistory history,
      Clock clock,
      Ticker ticker)
      throws Exception {
    keys = context.keys();
    FrameProcessor processor = processor(settings, clock);
    TrackingOutput output = new TrackingOutput(context.output(), context.metrics());
    RecordCodecs codecs = settings.registry().codecs();
    TrackingMetrics.registry(context.metrics(), codecs);
    sessions =
        new CameraSessions(
            context.currentKey(),
            context.cameraState(),
            context.smoothingState(),
            context.signalsState(),
            settings.state(),
            settings.limits().cameras(),
            ticker);
    try (Stream<String> cameras = context.camerasWithState()) {
      sessions.restore(cameras);
    }
    queues = new CameraQueues(bounds(settings.compute()));
    analyses =
        new AnalysisRuns(
            engine, processor, context.mailbox(), context.failedFrames(), context.failures());
    metrics =
        new TrackingMetrics(
            context.metrics(),
            new CameraMetrics(context.metrics(), settings.metrics().cameras(), ticker),
            sessions::known,
            queues::waiting,
            analyses::inFlight,
            engine);
    control =
        settings.control().isOn()
            ? Optional.of(
                ControlInput.opened(context, settings, engine, codecs, history, metrics, output))
            : Optional.empty();
    stalls =
        settings.events().isOn()
            ? Optional.of(stalls(context, settings, output))
            : Optional.empty();
    frames =
        new FrameDispatcher(
            context.mailbox(),
            reader(context, settings, codecs),
            control.<CameraSettingsResolver>map(input -> input).orElseGet(() -> fixed(settings)),
            queues,
            sessions,
            processor,
            control.map(ControlInput::models).orElseGet(() -> FrameModels.ofJob(engine)),
            analyses,
            new OutcomeWriter(sessions, stalls, metrics, output, clock));
    busyTime =
        new BusyTime(
            context.taskMetrics(), engine::busyNanos, () -> analyses.inFlight() > 0, ticker);
    forgetRestored(context);
  }

  /** Cameras that are to be forgotten may have been stored before anybody said so. */
  private void forgetRestored(SubtaskContext context) throws Exception {
    if (control.isEmpty()) {
      return;
    }
    List<String> wanted;
    try (Stream<String> cameras = context.camerasWithState()) {
      wanted = cameras.filter(camera -> forgetBefore(camera) >= 0).toList();
    }
    for (String camera : wanted) {
      sessions.forget(camera, forgetBefore(camera));
    }
  }

  private long forgetBefore(String camera) {
    return control.orElseThrow().of(camera, Long.MAX_VALUE).settings().forgetBeforeMicros();
  }

  private static FrameProcessor processor(JobSettings settings, Clock clock) {
    LimitsSettings limits = settings.limits();
    return new FrameProcessor(
        settings.state().ttl(),
        new CameraRate(limits.cameraRate()),
        clock,
        new DeadLetters(settings.frames().topic(), limits.deadLetterBytes()),
        settings.events());
  }

  private static CameraQueues.Bounds bounds(ComputeSettings compute) {
    return new CameraQueues.Bounds(compute.queue(), compute.queueOfAll(), compute.queueBytes());
  }

  private static FrameReader reader(
      SubtaskContext context, JobSettings settings, RecordCodecs codecs) {
    FrameParser parser =
        new FrameParser(settings.frames().format(), settings.limits().frameBytes(), codecs);
    return new FrameReader(parser, context.failedFrames());
  }

  private static CameraSettingsResolver fixed(JobSettings settings) {
    ResolvedSettings ofAll = ResolvedSettings.ofOptions(settings.camera());
    return (camera, capturedAtMicros) -> ofAll;
  }

  private StalledCameras stalls(SubtaskContext context, JobSettings settings, TrackingOutput output)
      throws Exception {
    KeyContext keys = context.currentKey();
    StallTimers timers =
        StallTimers.restored(
            context.stallTimers(),
            settings.events().stallAfter(),
            () -> (String) keys.getCurrentKey());
    return new StalledCameras(keys, timers, sessions, output);
  }

  /** Takes in a record of the frames topic; waits until there is room for it. */
  void frame(SourceFrame frame) throws Exception {
    sessions.forgetSilent(metrics::forget);
    stalls.ifPresent(each -> each.heard(frame.camera()));
    frames.take(frame);
  }

  /** Tells whether a frame can be taken in without waiting. */
  boolean hasRoomFor(SourceFrame frame) {
    return frames.hasRoomFor(frame);
  }

  /** Tells whether a frame of a camera waits or is analysed. */
  boolean isServing(String camera) {
    return frames.isServing(camera);
  }

  /** Takes in a record of the control topic. */
  void control(ControlRecord record) throws Exception {
    control.orElseThrow().apply(record);
    String camera = record.key();
    if (keys.has(camera) && forgetBefore(camera) >= 0) {
      // What a frame that is being analysed leaves behind is to be forgotten as well.
      drain();
      if (sessions.forget(camera, forgetBefore(camera))) {
        metrics.forget(camera);
      }
    }
  }

  /** Takes in that the timer of the camera is due whose key is the current one. */
  void timer(String camera) throws Exception {
    if (stalls.isPresent()) {
      stalls.get().timerIsDue(camera, isServing(camera));
    }
  }

  /** Waits until every frame that came has been written. */
  void drain() throws InterruptedException {
    analyses.await();
  }

  /** Waits until every frame that came before a checkpoint has been written. */
  void drainForCheckpoint() throws InterruptedException {
    long begin = System.nanoTime();
    drain();
    metrics.drained(System.nanoTime() - begin);
  }

  /** Puts what a checkpoint is to hold into the state; no frame may wait or be in flight. */
  void snapshot() throws Exception {
    if (analyses.inFlight() > 0 || queues.waiting() > 0) {
      throw new IllegalStateException(
          "frames in a checkpoint: %d in flight, %d waiting (expected: none); please report it"
              .formatted(analyses.inFlight(), queues.waiting()));
    }
    if (control.isPresent()) {
      control.get().store();
    }
  }

  @Override
  public void close() {
    busyTime.close();
  }
}
