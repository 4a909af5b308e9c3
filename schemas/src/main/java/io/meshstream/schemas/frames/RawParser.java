package io.meshstream.schemas.frames;

/** Parses {@link FrameFormat#RAW}: the value is the picture, the record around it the rest. */
final class RawParser implements FormatParser {

  private static final long EPOCH = 0;

  @Override
  public ParsedFrame parse(SourceFrame source) {
    FrameHeader header =
        new FrameHeader(
            source.camera(), EPOCH, source.offset(), FrameHeader.timestampMicros(source));
    return new ParsedFrame.Valid(header, EncodedPicture.file(source.value()));
  }
}
