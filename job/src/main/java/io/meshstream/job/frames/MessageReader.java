package io.meshstream.job.frames;

/** Reads values of one {@link FrameFormat}. */
interface MessageReader {

  /** Reads a record that has a key and a value. */
  Reading read(SourceFrame source);
}
