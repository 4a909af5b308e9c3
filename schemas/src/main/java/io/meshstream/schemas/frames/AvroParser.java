package io.meshstream.schemas.frames;

import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.EncodedFrameReader;
import io.meshstream.schemas.MessageFormatException;
import io.meshstream.schemas.PictureEncoding;
import io.meshstream.schemas.registry.RegistryException;
import java.util.Optional;

/**
 * Parses {@link FrameFormat#AVRO}.
 *
 * <p>The width and height that a frame states are ignored: the picture itself is the truth, and a
 * gateway that states them wrongly does no harm.
 */
final class AvroParser implements FormatParser {

  private final EncodedFrameReader frames;

  AvroParser(EncodedFrameReader frames) {
    this.frames = frames;
  }

  @Override
  public ParsedFrame parse(SourceFrame source) {
    EncodedFrame frame;
    try {
      frame = frames.read(source.value());
    } catch (MessageFormatException e) {
      return new ParsedFrame.Invalid(
          FrameHeader.ofPosition(source), Rejection.of(RejectReason.MESSAGE_UNREADABLE, e));
    } catch (RegistryException e) {
      return new ParsedFrame.Invalid(
          FrameHeader.ofPosition(source), Rejection.of(RejectReason.SCHEMA_UNAVAILABLE, e));
    }
    if (!frame.getCameraId().equals(source.camera())) {
      return unidentified(
          source,
          RejectReason.CAMERA_MISMATCH,
          "cameraId: %s (expected: the record's key, %s); make the gateway use one id for both"
              .formatted(abbreviated(frame.getCameraId()), source.camera()));
    }
    if (frame.getEpoch() < 0 || frame.getSequence() < 0) {
      return unidentified(
          source,
          RejectReason.FRAME_INVALID,
          "epoch and sequence: %d and %d (expected: at least 0); correct the gateway"
              .formatted(frame.getEpoch(), frame.getSequence()));
    }
    return withPicture(frame);
  }

  private static ParsedFrame withPicture(EncodedFrame frame) {
    FrameHeader header =
        new FrameHeader(
            frame.getCameraId(),
            frame.getEpoch(),
            frame.getSequence(),
            frame.getCapturedAtMicros());
    if (frame.getEncoding() == PictureEncoding.H264) {
      return invalid(
          header,
          RejectReason.ENCODING_UNSUPPORTED,
          "encoding: H264 (expected: JPEG or PNG); make the gateway send single pictures");
    }
    try {
      Rotation rotation = new Rotation(frame.getRotation());
      return new ParsedFrame.Valid(
          header, new EncodedPicture(Optional.of(frame.getEncoding()), rotation, frame.getData()));
    } catch (IllegalArgumentException e) {
      return invalid(header, RejectReason.FRAME_INVALID, e.getMessage());
    }
  }

  /** An identity that is wrong must not be taken over: it may be that of another frame. */
  private static ParsedFrame unidentified(SourceFrame source, RejectReason reason, String message) {
    return invalid(FrameHeader.ofPosition(source), reason, message);
  }

  private static ParsedFrame invalid(FrameHeader header, RejectReason reason, String message) {
    return new ParsedFrame.Invalid(header, Rejection.of(reason, message));
  }

  private static String abbreviated(String text) {
    return text.length() <= 64 ? text : text.substring(0, 64) + "...";
  }
}
