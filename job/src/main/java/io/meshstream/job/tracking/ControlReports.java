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
 * Reports what the control topic asks for and cannot be had: as metrics, and as events of the one
 * subtask that has the camera's frames. For the task's thread.
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
      write(EventKind.SETTINGS_REFUSED, record.key(), position, problem);
    }
  }

  @Override
  public void refused(ModelDemand demand, String message) {
    modelMetrics.refused();
    if (keys.has(demand.key())) {
      demand
          .position()
          .ifPresent(position -> write(EventKind.MODELS_REFUSED, demand.key(), position, message));
    }
  }

  private void write(EventKind kind, String key, TopicPosition position, String problem) {
    if (events.isOn()) {
      output.write(EventRecords.refused(kind, key, position, problem));
    }
  }
}
