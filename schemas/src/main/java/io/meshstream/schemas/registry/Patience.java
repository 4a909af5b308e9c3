package io.meshstream.schemas.registry;

import java.time.Duration;

/**
 * How long whoever reads messages waits for a schema that is looked up meanwhile.
 *
 * @param each for one id
 * @param together for all ids of a minute; a second's worth may be waited at once
 */
public record Patience(Duration each, Duration together) {

  /** Waits as long as a look-up takes: for those that have nothing else to do. */
  public static final Patience OF_A_TOOL = new Patience(Duration.ofMinutes(1), Duration.ofDays(1));

  /** Hardly waits: for those that others wait for, whatever ids a message has. */
  public static final Patience OF_A_JOB =
      new Patience(Duration.ofMillis(500), Duration.ofSeconds(1));
}
