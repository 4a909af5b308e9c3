package io.meshstream.job.names;

/** The names of the state that checkpoints hold. */
public final class StateNames {

  /** What the tracking keeps of each camera. */
  public static final String CAMERA = "camera";

  private StateNames() {}
}
