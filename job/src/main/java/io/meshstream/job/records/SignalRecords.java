package io.meshstream.job.records;

import io.meshstream.schemas.Face;
import io.meshstream.schemas.FaceSignals;
import io.meshstream.vision.FaceDetails;
import io.meshstream.vision.signals.CropQuality;
import io.meshstream.vision.signals.GazeZone;
import java.util.Optional;

/** Maps what landmarks and pixels of faces show to what records hold of it, and back. */
final class SignalRecords {

  private SignalRecords() {}

  /** Writes signals; none unless there are those of both landmarks and pixels. */
  static void put(FaceDetails details, Face.Builder record) {
    details
        .signals()
        .ifPresent(
            signals ->
                details.quality().ifPresent(quality -> record.setSignals(of(signals, quality))));
  }

  private static FaceSignals of(
      io.meshstream.vision.signals.FaceSignals signals, CropQuality quality) {
    return new FaceSignals(
        signals.eyeOpennessLeft(),
        signals.eyeOpennessRight(),
        signals.mouthOpenness(),
        signals.frontalness(),
        signals.faceSize(),
        quality.brightness(),
        quality.sharpness(),
        signals.gazeZone().map(SignalRecords::zone).orElse(null));
  }

  private static io.meshstream.schemas.GazeZone zone(GazeZone zone) {
    return io.meshstream.schemas.GazeZone.valueOf(zone.name());
  }

  /** Returns details with what a record says of them. */
  static FaceDetails with(FaceDetails details, FaceSignals record) {
    return record == null
        ? details
        : details
            .withSignals(
                Optional.of(
                    new io.meshstream.vision.signals.FaceSignals(
                        record.getEyeOpennessLeft(),
                        record.getEyeOpennessRight(),
                        record.getMouthOpenness(),
                        record.getFrontalness(),
                        record.getFaceSize(),
                        toZone(record.getGazeZone()))))
            .withQuality(
                Optional.of(new CropQuality(record.getBrightness(), record.getSharpness())));
  }

  private static Optional<GazeZone> toZone(io.meshstream.schemas.GazeZone zone) {
    return zone == null || zone == io.meshstream.schemas.GazeZone.UNKNOWN
        ? Optional.empty()
        : Optional.of(GazeZone.valueOf(zone.name()));
  }
}
