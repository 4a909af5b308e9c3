package io.meshstream.job.tracking;

import io.meshstream.job.control.CameraControl;
import io.meshstream.job.control.ControlHistory;
import io.meshstream.job.control.ControlRecord;
import io.meshstream.job.control.ModelDemand;
import io.meshstream.job.control.ResolvedSettings;
import io.meshstream.job.names.StateNames;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.vision.ShadowDifference;
import io.meshstream.job.vision.VisionEngine;
import io.meshstream.schemas.RecordCodecs;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the control topic in one subtask: its records change the settings of cameras and the
 * models in use, and are reported if they cannot. For the task's thread.
 */
final class ControlInput implements CameraSettingsResolver {

  private static final Logger LOG = LoggerFactory.getLogger(ControlInput.class);

  private static final MapStateDescriptor<String, String> MODELS =
      new MapStateDescriptor<>(
          StateNames.MODELS, StringSerializer.INSTANCE, StringSerializer.INSTANCE);

  private static final String IN_FORCE = "in-force";

  private final CameraControl control;
  private final ModelSwitch models;
  private final FrameModels frameModels;
  private final ControlReports reports;

  /** The models in force, under {@link #IN_FORCE}. */
  private final BroadcastState<String, String> storedModels;

  private ControlInput(
      CameraControl control,
      ModelSwitch models,
      FrameModels frameModels,
      ControlReports reports,
      BroadcastState<String, String> storedModels) {
    this.control = control;
    this.models = models;
    this.frameModels = frameModels;
    this.reports = reports;
    this.storedModels = storedModels;
  }

  /**
   * Begins with what is in force already, so that the first frame is processed as it was before: at
   * the last checkpoint, and on the topic since.
   *
   * @param engine loads models
   * @param codecs read the topic
   * @param history what is on the topic
   * @param metrics those of the subtask, beside which those of models are registered
   * @param output takes events
   */
  static ControlInput opened(
      SubtaskContext context,
      JobSettings settings,
      VisionEngine engine,
      RecordCodecs codecs,
      ControlHistory history,
      TrackingMetrics metrics,
      TrackingOutput output)
      throws Exception {
    MailboxExecutor mailbox = context.mailbox();
    ModelMetrics modelMetrics = new ModelMetrics(context.metrics());
    ControlReports reports =
        new ControlReports(metrics, modelMetrics, context.keys(), settings.events(), output);
    ModelSwitch models =
        new ModelSwitch(engine, end -> mailbox.execute(end::run, "take in loaded models"), reports);
    CameraControl control =
        CameraControl.restored(
            settings.control(), settings.camera(), codecs, context.operatorState());
    control.catchUp(history);
    ControlInput input =
        new ControlInput(
            control,
            models,
            new FrameModels(engine, models, seen -> handOver(mailbox, modelMetrics, seen)),
            reports,
            context.operatorState().getBroadcastState(MODELS));
    input.awaitModels();
    return input;
  }

  /** Runs on a thread of the engine. */
  private static void handOver(
      MailboxExecutor mailbox, ModelMetrics metrics, Optional<ShadowDifference> seen) {
    try {
      mailbox.execute(() -> metrics.compared(seen), "count what models on trial saw");
    } catch (RejectedExecutionException e) {
      LOG.debug("Models on trial were done with a frame after the task had ended.");
    }
  }

  private void awaitModels() throws Exception {
    String inForce = storedModels.get(IN_FORCE);
    if (inForce != null) {
      models.restore(inForce);
    }
    for (ModelDemand demand : control.modelDemands()) {
      models.follow(demand, control.modelDirectories());
    }
    models.await();
  }

  /** Applies a record of the topic, unless it has been. */
  void apply(ControlRecord record) throws Exception {
    boolean isNew = !control.isApplied(record);
    Optional<String> problem = control.apply(record);
    if (problem.isPresent()) {
      reports.refused(record, problem.get());
    } else if (isNew) {
      models.follow(control.modelDemand(record), control.modelDirectories());
    }
  }

  @Override
  public ResolvedSettings of(String camera, long capturedAtMicros) {
    return control.of(camera, capturedAtMicros);
  }

  /** Returns what frames are analysed with. */
  FrameModels models() {
    return frameModels;
  }

  /** Stores what the next checkpoint is to hold beside the settings. */
  void store() throws Exception {
    storedModels.put(IN_FORCE, models.inForce());
  }
}
