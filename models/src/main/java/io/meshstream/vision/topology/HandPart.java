package io.meshstream.vision.topology;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The parts of a hand that MediaPipe draws in a colour each, and which landmarks it joins there: 21
 * connections in all.
 *
 * <p>From MediaPipe's {@code hands_connections.py}, in its order.
 */
public enum HandPart {
  /** From the wrist to where the fingers begin, and across. */
  PALM(0, 1, 0, 5, 9, 13, 13, 17, 5, 9, 0, 17),
  /** The thumb. */
  THUMB(1, 2, 2, 3, 3, 4),
  /** The index finger. */
  INDEX_FINGER(5, 6, 6, 7, 7, 8),
  /** The middle finger. */
  MIDDLE_FINGER(9, 10, 10, 11, 11, 12),
  /** The ring finger. */
  RING_FINGER(13, 14, 14, 15, 15, 16),
  /** The little finger. */
  PINKY(17, 18, 18, 19, 19, 20);

  private static final List<Connection> ALL =
      Arrays.stream(values()).flatMap(part -> part.connections.stream()).toList();

  @SuppressWarnings("ImmutableEnumChecker") // The list cannot be changed.
  private final List<Connection> connections;

  HandPart(int... ids) {
    this.connections =
        IntStream.range(0, ids.length / 2)
            .mapToObj(i -> new Connection(ids[2 * i], ids[2 * i + 1]))
            .toList();
  }

  /** Returns which landmarks are joined, by their {@linkplain HandLandmark#index() indices}. */
  public List<Connection> connections() {
    return connections;
  }

  /** Returns the connections of all parts: 21. */
  public static List<Connection> allConnections() {
    return ALL;
  }
}
