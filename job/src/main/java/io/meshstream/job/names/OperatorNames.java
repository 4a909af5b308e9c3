package io.meshstream.job.names;

/** The names of the job's operators, which are their uids as well, and of what they hand on. */
public final class OperatorNames {

  /** The source, which reads the frames topic. */
  public static final String FRAMES = "frames";

  /** The operator that tracks the faces of each camera. */
  public static final String TRACKING = "tracking";

  /** The sink of the landmarks topic; ends its transactional ids as well. */
  public static final String LANDMARKS = "landmarks";

  /** The sink of the dead letter topic, likewise. */
  public static final String DEAD_LETTERS = "dead-letters";

  /** The side output of the tracking that the dead letters come from. */
  public static final String DEAD_LETTERS_OUTPUT = "dead-letters";

  /** The source that reads the control topic, if there is one. */
  public static final String CONTROL = "control";

  /** The sink of the events topic, likewise. */
  public static final String EVENTS = "events";

  /** The side output of the tracking that the events come from. */
  public static final String EVENTS_OUTPUT = "events";

  /**
   * What sees that a record of the control topic whose models cannot be had is reported once; and
   * the side output of the tracking that the reports come from.
   */
  public static final String REFUSED_MODELS = "refused-models";

  private OperatorNames() {}
}
