package io.meshstream.job.names;

/** The names of the state that checkpoints hold. */
public final class StateNames {

  /** What the tracking keeps of each camera. */
  public static final String CAMERA = "camera";

  /** What the tracking keeps of the landmarks of each camera's faces, where they are smoothed. */
  public static final String SMOOTHING = "smoothing";

  /** What the tracking keeps of what each camera's faces do, where that gives events. */
  public static final String SIGNALS = "signals";

  /** What the tracking keeps of the control topic, by key. */
  public static final String CONTROL = "control";

  /** How far the tracking has read the control topic, by partition. */
  public static final String CONTROL_POSITIONS = "control-positions";

  /** The timers that notice cameras which send nothing any more. */
  public static final String STALLS = "stalls";

  /** The models that the tracking analyses frames with. */
  public static final String MODELS = "models";

  /** Which records of the control topic have been reported because of their models. */
  public static final String REFUSED_MODELS = "refused-models";

  private StateNames() {}
}
