package io.meshstream.vision.activity;

import java.util.List;

/**
 * What comes of a frame.
 *
 * @param state what the next frame goes on from
 * @param events what the face was seen to do with the frame
 */
public record ActivityStep(FaceActivity state, List<ActivityEvent> events) {

  /** Copies the list. */
  public ActivityStep {
    events = List.copyOf(events);
  }
}
