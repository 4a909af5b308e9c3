package io.meshstream.schemas.frames;

/** Parses values of one {@link FrameFormat}. */
interface FormatParser {

  /** Parses a record that has a key and a value. */
  ParsedFrame parse(SourceFrame source);
}
