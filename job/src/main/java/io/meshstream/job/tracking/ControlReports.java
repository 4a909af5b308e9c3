package io.meshstream.job.tracking;

import io.meshstream.job.control.ControlRecord;
import io.meshstream.job.control.ModelDemand;
import io.meshstream.job.options.EventsSettings;
import io.meshstream.job.records.EventRecords;
import io.meshstream.schemas.EventKind;
import io.meshstream.schemas.frames.TopicPosition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports what the control topic asks for and cannot be had: as metrics, and as events. Of settings
 * only the one subtask speaks that has the camera's frames, for all say the same; of models each
 * for itself ({@link RefusedModels}). For the task's thread.
 */
final class ControlReports implements ModelSwitch.Refusals {

  private static final Logger LOG = LoggerFactory.getLogger(ControlReports.class);

  private final TrackingMetrics metrics;
  private final ModelMetrics modelMetrics;
  private final SubtaskKeys keys;
  private final EventsSettings events;
  private final TrackingOutput output;

  ControlReports(
      TrackingMetrics metrics,
      ModelMetrics modelMetrics,
      SubtaskKeys keys,
      EventsSettings events,
      TrackingOutput output) {
    this.metrics = metrics;
    this.modelMetrics = modelMetrics;
    this.keys = keys;
    this.events = events;
    this.output = output;
  }

  /**
   * Reports a record that cannot be followed.
   *
   * @param problem what is wrong with it and what to do, for people
   */
  void refused(ControlRecord record, String problem) {
    if (keys.has(record.key())) {
      metrics.refused();
      LOG.warn("{} is refused: {}", record, problem);
      TopicPosition position = new TopicPosition(record.partition(), record.offset());
      if (events.isOn()) {
        output.write(
            EventRecords.refused(EventKind.SETTINGS_REFUSED, record.key(), position, problem));
      }
    }
  }

  @Override
  public void refused(ModelDemand demand, String message) {
    modelMetrics.refused();
    if (events.isOn()) {
      demand
          .position()
          .map(
              position ->
                  EventRecords.refused(EventKind.MODELS_REFUSED, demand.key(), position, message))
          .ifPresent(output::report);
    }
  }
}
