package io.meshstream.job.tracking;

import io.meshstream.job.control.ResolvedSettings;
import io.meshstream.job.control.SettingsOrigin;
import io.meshstream.job.options.CameraSettings;
import io.meshstream.job.tracking.SimulationPlan.PlannedRecord;
import io.meshstream.schemas.CameraConfig;
import java.util.List;

/**
 * Says which settings must hold for a frame, by what the control topic promises: the last record of
 * its camera, and of all cameras, that holds from a time not after the frame's.
 */
final class SimulatedSettings {

  private final CameraSettings options;
  private final List<PlannedRecord> records;

  SimulatedSettings(CameraSettings options, List<PlannedRecord> records) {
    this.options = options;
    this.records = records;
  }

  /**
   * Returns what holds for a frame.
   *
   * @param known how many records of the topic are known
   * @param micros the time of the frame
   */
  ResolvedSettings of(String camera, long micros, int known) {
    PlannedRecord ofAll = newest("*", micros, known);
    PlannedRecord own = camera.equals("*") ? null : newest(camera, micros, known);
    CameraSettings settings = options;
    if (ofAll != null) {
      settings = settings.with(ofAll.config().orElseThrow());
    }
    if (own != null) {
      settings = settings.with(own.config().orElseThrow());
    }
    return new ResolvedSettings(settings, new SettingsOrigin(offset(ofAll), offset(own)));
  }

  private PlannedRecord newest(String key, long micros, int known) {
    for (int i = known - 1; i >= 0; i--) {
      PlannedRecord each = records.get(i);
      if (each.isRefused() || !each.record().key().equals(key)) {
        continue;
      }
      if (each.record().isTombstone()) {
        return null;
      }
      if (holdsAt(each.config().orElseThrow(), micros)) {
        return each;
      }
    }
    return null;
  }

  private static boolean holdsAt(CameraConfig config, long micros) {
    Long from = config.getFromCapturedAtMicros();
    return from == null || from <= micros;
  }

  private static long offset(PlannedRecord record) {
    return record == null ? SettingsOrigin.NONE : record.record().offset();
  }
}
