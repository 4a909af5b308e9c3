package io.meshstream.tools.tail;

import io.meshstream.schemas.Face;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.Hand;
import io.meshstream.schemas.Region;
import io.meshstream.tools.console.PlainText;
import io.meshstream.tools.reading.CaptureTime;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a landmarks record for people: one line, safe for a terminal. */
final class RecordLine {

  private RecordLine() {}

  /** Returns time, camera, epoch/sequence, status, and what there is to say about it. */
  static String of(FrameLandmarks record) {
    return "%s  %s  %d/%d  %s%s"
        .formatted(
            CaptureTime.text(record.getCapturedAtMicros()),
            record.getCameraId().isEmpty() ? "(no key)" : PlainText.of(record.getCameraId()),
            record.getEpoch(),
            record.getSequence(),
            record.getStatus(),
            rest(record));
  }

  private static String rest(FrameLandmarks record) {
    if (record.getReason() != null) {
      return "  " + PlainText.of(record.getReason());
    }
    return Stream.concat(
            record.getFaces().stream().map(RecordLine::of),
            record.getHands().stream().map(RecordLine::of))
        .map(each -> "  " + each)
        .collect(Collectors.joining(","));
  }

  private static String of(Face face) {
    return of(face.getTrackId(), face.getPresence(), face.getRegion());
  }

  /** Hands are numbered apart from faces, so that they say what they are. */
  private static String of(Hand hand) {
    return hand.getHandedness().name().toLowerCase(Locale.ROOT)
        + " hand "
        + of(hand.getTrackId(), hand.getPresence(), hand.getRegion());
  }

  private static String of(long trackId, float presence, Region region) {
    return String.format(
        Locale.ROOT,
        "#%d %.2f at %.3f,%.3f size %.3fx%.3f",
        trackId,
        presence,
        region.getCenterX(),
        region.getCenterY(),
        region.getWidth(),
        region.getHeight());
  }
}
