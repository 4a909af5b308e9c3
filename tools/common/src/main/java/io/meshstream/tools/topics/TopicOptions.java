package io.meshstream.tools.topics;

import io.meshstream.schemas.frames.FrameFormat;
import picocli.CommandLine.Option;

/** The options about the two topics of a command that reads frames and their landmarks. */
public final class TopicOptions {

  @Option(
      names = "--frames-topic",
      defaultValue = "frames",
      paramLabel = "TOPIC",
      description = "Topic of the frames (default: ${DEFAULT-VALUE}).")
  private String frames;

  @Option(
      names = "--frames-format",
      defaultValue = "avro",
      paramLabel = "FORMAT",
      description = "What the frames are: avro or raw (default: ${DEFAULT-VALUE}).")
  private FrameFormat framesFormat;

  @Option(
      names = "--landmarks-topic",
      defaultValue = "landmarks",
      paramLabel = "TOPIC",
      description = "Topic of the landmarks (default: ${DEFAULT-VALUE}).")
  private String landmarks;

  /** Is made by picocli, which fills it. */
  public TopicOptions() {}

  /** Returns name of the frames topic. */
  public String frames() {
    return frames;
  }

  /** Returns what the values of the frames topic are. */
  public FrameFormat framesFormat() {
    return framesFormat;
  }

  /** Returns name of the landmarks topic. */
  public String landmarks() {
    return landmarks;
  }
}
