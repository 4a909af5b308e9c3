package io.meshstream.tools.reading;

import org.apache.kafka.common.IsolationLevel;
import picocli.CommandLine.Option;

/** The option that says which records of a topic count that a job writes exactly once. */
public final class IsolationOption {

  @Option(
      names = "--isolation",
      converter = IsolationConverter.class,
      paramLabel = "LEVEL",
      description =
          "Which of the job's records count: read_uncommitted, all; read_committed, those of"
              + " finished transactions (default: read_uncommitted).")
  private IsolationLevel level;

  /** Is made by picocli, which fills it. */
  public IsolationOption() {}

  /** Returns the level. */
  public IsolationLevel level() {
    return level(IsolationLevel.READ_UNCOMMITTED);
  }

  /**
   * Returns the level.
   *
   * @param usual what it is unless it was given
   */
  public IsolationLevel level(IsolationLevel usual) {
    return level == null ? usual : level;
  }
}
