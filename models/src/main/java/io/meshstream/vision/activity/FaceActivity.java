package io.meshstream.vision.activity;

import io.meshstream.vision.signals.FaceSignals;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * What is remembered of a face to tell what it does: {@value #BYTES} bytes, whatever the rate of
 * the frames. Immutable.
 *
 * <p>Time is that at which frames were taken. Frames count in which the face is seen from no more
 * than 45 degrees to the side, above or below, for what lids and lips do can be told there; others
 * are as frames without the face. After more than a second without such a frame, or where the clock
 * went back, eyes and mouth begin anew, and speaking has ended; the minute that drowsiness is told
 * from goes on without that time, or begins anew as well where the clock went back.
 */
public final class FaceActivity {

  /** How many bytes it takes. */
  public static final int BYTES = FaceWatch.BYTES;

  /** The cosine of 45 degrees. */
  private static final float LEAST_FRONTALNESS = 0.70710677f;

  private static final FaceActivity NONE = new FaceActivity(FaceWatch.begun().state());

  private final ByteBuffer state;

  private FaceActivity(ByteBuffer state) {
    this.state = state;
  }

  /** Returns that of a face that nothing is known of. */
  public static FaceActivity none() {
    return NONE;
  }

  /**
   * Returns what {@link #bytes} gave; that of a face that nothing is known of, if another version
   * of this library did.
   *
   * @param bytes from its position to its limit; taken over, so the caller must not change them
   */
  public static FaceActivity of(ByteBuffer bytes) {
    ByteBuffer state = bytes.slice();
    return FaceWatch.isState(state) ? new FaceActivity(state) : NONE;
  }

  /** Returns it as bytes: the same if and only if it is equal. */
  public ByteBuffer bytes() {
    return state.asReadOnlyBuffer();
  }

  /**
   * Takes in a frame.
   *
   * @param capturedAtMicros when it was taken, in microseconds; below 0 is unknown, which changes
   *     nothing
   * @param signals of the face in it; empty where there are none
   */
  public ActivityStep next(long capturedAtMicros, Optional<FaceSignals> signals) {
    Optional<FaceSignals> seen = signals.filter(each -> each.frontalness() >= LEAST_FRONTALNESS);
    long seenAt = FaceWatch.seenAt(state);
    boolean isGap = FaceWatch.isGap(seenAt, capturedAtMicros);
    if (capturedAtMicros < 0 || capturedAtMicros == seenAt || (seen.isEmpty() && !isGap)) {
      return new ActivityStep(this, List.of());
    }
    FaceWatch watch = FaceWatch.of(state);
    if (isGap) {
      watch.lose(capturedAtMicros);
    }
    seen.ifPresent(each -> watch.see(capturedAtMicros, each));
    return new ActivityStep(new FaceActivity(watch.state()), watch.events());
  }

  /** Returns what ends once nothing more comes of the face. */
  public List<ActivityEvent> ended() {
    FaceWatch watch = FaceWatch.of(state);
    watch.end();
    return List.copyOf(watch.events());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FaceActivity that && state.equals(that.state);
  }

  @Override
  public int hashCode() {
    return state.hashCode();
  }

  @Override
  public String toString() {
    return "FaceActivity[seen at %d]".formatted(FaceWatch.seenAt(state));
  }
}
