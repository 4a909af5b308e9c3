package io.meshstream.job.options;

import java.util.List;

/**
 * Says everything that is wrong with how the job was set up, so that it can be put right in one go.
 *
 * <p>Has no stack trace: it is a message to whoever started the job, not to its developers.
 */
public final class InvalidOptionsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  /**
   * @param problems at least one, each {@code thing: value (expected: rule); what to do}
   */
  public InvalidOptionsException(List<String> problems) {
    super(
        "The job was not started (problems: %d)\n  %s"
            .formatted(problems.size(), String.join("\n  ", problems)),
        /* cause= */ null,
        /* enableSuppression= */ false,
        /* writableStackTrace= */ false);
    this.problems = List.copyOf(problems);
  }

  /** Returns the problems, one line each. */
  public List<String> problems() {
    return problems;
  }
}
