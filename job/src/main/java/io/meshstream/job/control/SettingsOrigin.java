package io.meshstream.job.control;

/**
 * Which records of the control topic a camera's settings come from, by their offsets: two settings
 * of one camera with the same origin are the same.
 *
 * @param ofAll offset of the record for all cameras; {@value #NONE} if there is none
 * @param ofCamera offset of the record for the camera; {@value #NONE} if there is none
 */
public record SettingsOrigin(long ofAll, long ofCamera) {

  /** Stands for no record. */
  public static final long NONE = -1;

  private static final SettingsOrigin OPTIONS = new SettingsOrigin(NONE, NONE);

  /** Returns the origin of settings that are the job's options and nothing else. */
  public static SettingsOrigin options() {
    return OPTIONS;
  }
}
