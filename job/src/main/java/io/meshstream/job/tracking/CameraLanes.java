package io.meshstream.job.tracking;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * The frames of one subtask that wait, in a lane for each camera.
 *
 * <p>Cameras take turns, in the order in which they became ready: a camera with many frames waits
 * as long for its next turn as one with few. While a camera has its turn it gets no other, so its
 * frames stay in order. A camera without frames leaves nothing behind.
 *
 * <p>For one thread.
 */
final class CameraLanes {

  private final Map<String, Lane> lanes = new HashMap<>();
  private final Queue<Lane> ready = new ArrayDeque<>();
  private int waiting;

  /** Puts a frame at the end of its camera's lane. */
  void add(ArrivedFrame frame) {
    Lane lane = lanes.computeIfAbsent(frame.source().camera(), Lane::new);
    lane.frames.add(frame);
    waiting++;
    if (!lane.hasTurn && lane.frames.size() == 1) {
      ready.add(lane);
    }
  }

  /** Gives the next camera its turn, if one has frames that wait and not its turn already. */
  Optional<Lane> nextTurn() {
    Lane lane = ready.poll();
    if (lane != null) {
      lane.hasTurn = true;
    }
    return Optional.ofNullable(lane);
  }

  /** Ends a camera's turn. */
  void endTurn(Lane lane) {
    lane.hasTurn = false;
    if (lane.frames.isEmpty()) {
      lanes.remove(lane.camera);
    } else {
      ready.add(lane);
    }
  }

  /** Number of frames that wait. */
  int waiting() {
    return waiting;
  }

  /** The frames of one camera that wait. */
  final class Lane {

    private final String camera;
    private final Queue<ArrivedFrame> frames = new ArrayDeque<>();
    private boolean hasTurn;

    private Lane(String camera) {
      this.camera = camera;
    }

    String camera() {
      return camera;
    }

    /** Number of frames that wait. */
    int waiting() {
      return frames.size();
    }

    /** Takes the oldest frame; there must be one. */
    ArrivedFrame remove() {
      ArrivedFrame frame = frames.remove();
      waiting--;
      return frame;
    }
  }
}
