package io.meshstream.job.tracking;

import io.meshstream.schemas.frames.FrameParser;
import io.meshstream.schemas.frames.ParsedFrame;
import io.meshstream.schemas.frames.SourceFrame;

/**
 * Reads the records of the frames topic; a frame at which the job has failed repeatedly is not
 * valid. Thread-safe.
 */
final class FrameReader {

  private final FrameParser parser;
  private final FailedFrames failedFrames;

  FrameReader(FrameParser parser, FailedFrames failedFrames) {
    this.parser = parser;
    this.failedFrames = failedFrames;
  }

  /** Reads a record. */
  ParsedFrame read(SourceFrame source) {
    ParsedFrame parsed = parser.parse(source);
    return failedFrames.isRefused(source)
        ? new ParsedFrame.Invalid(parsed.header(), FailedFrames.rejection())
        : parsed;
  }
}
