package io.meshstream.tools.events;

import io.meshstream.schemas.CameraEvent;
import io.meshstream.tools.console.PlainText;
import io.meshstream.tools.reading.CaptureTime;
import java.util.Locale;
import java.util.StringJoiner;

/** Writes an event for people: one line, safe for a terminal. */
final class EventLine {

  private EventLine() {}

  /** Returns time, camera, epoch/sequence, kind, and what there is to say about it. */
  static String of(CameraEvent event) {
    StringJoiner line = new StringJoiner("  ");
    line.add(isOfFrame(event) ? CaptureTime.text(event.getCapturedAtMicros()) : "-");
    line.add(event.getCameraId().isEmpty() ? "(no key)" : PlainText.of(event.getCameraId()));
    line.add(isOfFrame(event) ? "%d/%d".formatted(event.getEpoch(), event.getSequence()) : "-");
    line.add(event.getKind().name());
    if (event.getTrackId() != null) {
      line.add("#" + event.getTrackId());
    }
    if (event.getTrackFrames() != null) {
      line.add(event.getTrackFrames() + (event.getTrackFrames() == 1 ? " frame" : " frames"));
    }
    if (event.getTrackMicros() != null) {
      line.add(String.format(Locale.ROOT, "%.3f s", event.getTrackMicros() / 1e6));
    }
    if (event.getDurationMicros() != null) {
      line.add(String.format(Locale.ROOT, "%.3f s", event.getDurationMicros() / 1e6));
    }
    if (event.getPerclos() != null) {
      line.add(String.format(Locale.ROOT, "PERCLOS %.3f", event.getPerclos()));
    }
    if (event.getModelId() != null) {
      line.add(PlainText.of(event.getModelId()));
    }
    if (event.getMessage() != null) {
      line.add(PlainText.of(event.getMessage()));
    }
    return line.toString();
  }

  private static boolean isOfFrame(CameraEvent event) {
    return event.getEpoch() >= 0;
  }
}
