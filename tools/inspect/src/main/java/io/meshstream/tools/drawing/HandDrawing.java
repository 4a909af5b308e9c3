package io.meshstream.tools.drawing;

import io.meshstream.vision.Hand;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.topology.Connection;
import io.meshstream.vision.topology.HandLandmark;
import io.meshstream.vision.topology.HandPart;
import java.awt.Color;
import java.util.Locale;

/**
 * Draws the skeleton of a hand as MediaPipe's own drawing style does: the lines of each finger in a
 * colour, those of the palm grey and wider, and over them the joints with a rim of white, the roots
 * of the fingers and the wrist red.
 */
final class HandDrawing {

  private static final Color GREY = new Color(128, 128, 128);
  private static final Color RED = new Color(255, 48, 48);
  private static final Color PEACH = new Color(255, 229, 180);
  private static final Color PURPLE = new Color(128, 64, 128);
  private static final Color YELLOW = new Color(255, 204, 0);
  private static final Color GREEN = new Color(48, 255, 48);
  private static final Color BLUE = new Color(21, 101, 192);
  private static final Color WHITE = new Color(224, 224, 224);

  private static final float PALM_LINE = 3;
  private static final float FINGER_LINE = 2;

  private static final float JOINT_RADIUS = 5;

  /** The rim's radius is so many times that of the joint, and at least a pixel more. */
  private static final float RIM = 1.2f;

  private HandDrawing() {}

  /** Draws what there is of the skeleton; an edge to a point that is not there is left out. */
  static void draw(Canvas canvas, Hand hand) {
    Landmarks landmarks = hand.landmarks();
    float scale = canvas.scale(hand.region());
    for (HandPart part : HandPart.values()) {
      canvas.pen(lines(part), scale * (part == HandPart.PALM ? PALM_LINE : FINGER_LINE));
      for (Connection connection : part.connections()) {
        if (Math.max(connection.start(), connection.end()) < landmarks.count()) {
          canvas.line(landmarks, connection.start(), connection.end());
        }
      }
    }
    int joint = Math.round(scale * JOINT_RADIUS);
    int rim = Math.max(joint + 1, (int) (joint * RIM));
    for (HandLandmark point : HandLandmark.values()) {
      int id = point.index();
      if (id < landmarks.count()) {
        canvas.pen(WHITE, 1);
        canvas.dot(landmarks.x(id), landmarks.y(id), 2 * rim + 1);
        canvas.pen(joints(point.part()), 1);
        canvas.dot(landmarks.x(id), landmarks.y(id), 2 * joint + 1);
      }
    }
  }

  /** Returns which hand it is, and its number: hands are numbered apart from faces. */
  static String label(Hand hand) {
    return hand.handedness().name().toLowerCase(Locale.ROOT) + " #" + hand.trackId();
  }

  private static Color lines(HandPart part) {
    return part == HandPart.PALM ? GREY : joints(part);
  }

  private static Color joints(HandPart part) {
    return switch (part) {
      case PALM -> RED;
      case THUMB -> PEACH;
      case INDEX_FINGER -> PURPLE;
      case MIDDLE_FINGER -> YELLOW;
      case RING_FINGER -> GREEN;
      case PINKY -> BLUE;
    };
  }
}
