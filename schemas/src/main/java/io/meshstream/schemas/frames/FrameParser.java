package io.meshstream.schemas.frames;

import io.meshstream.schemas.EncodedFrameReader;
import io.meshstream.schemas.RecordCodecs;
import io.meshstream.schemas.SingleObjectCodec;
import java.util.Map;

/**
 * Makes a frame of a record of the frames topic, or says why it cannot. Records may come from
 * anyone; the picture is not looked into.
 *
 * <p>Thread-safe.
 */
public final class FrameParser {

  private final FormatParser values;
  private final long maxPictureBytes;

  /**
   * @param format what the values on the topic are
   * @param maxPictureBytes the largest accepted encoded picture
   */
  public FrameParser(FrameFormat format, long maxPictureBytes) {
    this(format, maxPictureBytes, RecordCodecs.of(Map.of()));
  }

  /**
   * @param format what the values on the topic are
   * @param maxPictureBytes the largest accepted encoded picture
   * @param codecs how records are read
   */
  public FrameParser(FrameFormat format, long maxPictureBytes, RecordCodecs codecs) {
    this.values =
        switch (format) {
          case AVRO ->
              new AvroParser(
                  new EncodedFrameReader(codecs.reading(SingleObjectCodec.ofEncodedFrames())));
          case RAW -> new RawParser();
        };
    this.maxPictureBytes = maxPictureBytes;
  }

  /** Parses one record; never fails. */
  public ParsedFrame parse(SourceFrame source) {
    if (source.camera().isEmpty()) {
      return unidentified(
          source,
          RejectReason.KEY_MISSING,
          "record key: none (expected: the camera id in UTF-8); set it in the gateway");
    }
    if (CameraId.isTooLong(source.camera())) {
      return unidentified(
          source,
          RejectReason.KEY_TOO_LONG,
          ("record key: %s... (expected: a camera id of at most %d characters); shorten it in the"
                  + " gateway")
              .formatted(source.camera().substring(0, 32), CameraId.MAX_LENGTH));
    }
    if (source.value().length == 0) {
      return unidentified(
          source,
          RejectReason.MESSAGE_EMPTY,
          "record value: 0 bytes (expected: a frame); see what the gateway sends");
    }
    return withinLimit(values.parse(source));
  }

  private ParsedFrame withinLimit(ParsedFrame parsed) {
    if (parsed instanceof ParsedFrame.Valid frame
        && frame.picture().bytes().remaining() > maxPictureBytes) {
      return invalid(
          frame.header(),
          RejectReason.FRAME_TOO_LARGE,
          ("encoded picture: %d bytes (expected: at most limits.frame-bytes = %d); send smaller"
                  + " pictures or raise the limit")
              .formatted(frame.picture().bytes().remaining(), maxPictureBytes));
    }
    return parsed;
  }

  private static ParsedFrame unidentified(SourceFrame source, RejectReason reason, String message) {
    return invalid(FrameHeader.ofPosition(source), reason, message);
  }

  private static ParsedFrame invalid(FrameHeader header, RejectReason reason, String message) {
    return new ParsedFrame.Invalid(header, Rejection.of(reason, message));
  }
}
