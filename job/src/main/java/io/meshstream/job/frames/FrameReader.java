package io.meshstream.job.frames;

/**
 * Makes a frame of a record of the frames topic, or says why it cannot. Bytes may come from anyone;
 * the picture is not looked into.
 *
 * <p>Thread-safe.
 */
public final class FrameReader {

  private final MessageReader messages;
  private final long maxPictureBytes;

  /**
   * @param format what the values on the topic are
   * @param maxPictureBytes the largest accepted encoded picture
   */
  public FrameReader(FrameFormat format, long maxPictureBytes) {
    this.messages =
        switch (format) {
          case AVRO -> new AvroMessageReader();
          case RAW -> new RawMessageReader();
        };
    this.maxPictureBytes = maxPictureBytes;
  }

  /** Reads one record; never fails. */
  public Reading read(SourceFrame source) {
    if (source.camera().isEmpty()) {
      return unreadable(
          source,
          RejectReason.KEY_MISSING,
          "record key: none (expected: the camera id in UTF-8); set it in the gateway");
    }
    if (source.camera().length() > SourceFrame.MAX_CAMERA_LENGTH) {
      return unreadable(
          source,
          RejectReason.KEY_TOO_LONG,
          ("record key: %s... (expected: a camera id of at most %d characters); shorten it in the"
                  + " gateway")
              .formatted(source.camera().substring(0, 32), SourceFrame.MAX_CAMERA_LENGTH));
    }
    if (source.value().length == 0) {
      return unreadable(
          source,
          RejectReason.MESSAGE_EMPTY,
          "record value: 0 bytes (expected: a frame); see what the gateway sends");
    }
    return withinLimit(messages.read(source));
  }

  private Reading withinLimit(Reading reading) {
    if (reading instanceof Reading.Usable frame && frame.picture().remaining() > maxPictureBytes) {
      return rejected(
          frame.header(),
          RejectReason.FRAME_TOO_LARGE,
          ("encoded picture: %d bytes (expected: at most limits.frame-bytes = %d); send smaller"
                  + " pictures or raise the limit")
              .formatted(frame.picture().remaining(), maxPictureBytes));
    }
    return reading;
  }

  private static Reading unreadable(SourceFrame source, RejectReason reason, String message) {
    return rejected(FrameHeader.ofPlace(source), reason, message);
  }

  private static Reading rejected(FrameHeader header, RejectReason reason, String message) {
    return new Reading.Rejected(header, Rejection.of(reason, message));
  }
}
