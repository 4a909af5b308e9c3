package io.meshstream.job.tracking;

import io.meshstream.schemas.frames.SourceFrame;
import java.util.ArrayDeque;
import java.util.Deque;
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
 * <p>What may wait is bounded for each camera, so that no camera takes the room of its neighbours,
 * and for all together, in frames and in bytes. Where only so many frames of a camera are worth
 * looking at, the older ones give their pictures back at once and are counted apart: such a camera
 * is never what a subtask waits for.
 *
 * <p>For one thread.
 */
final class CameraLanes {

  /**
   * What may wait.
   *
   * @param ofCamera frames of one camera
   * @param frames frames of all cameras
   * @param bytes bytes of all that waits, unless it is a single frame
   * @param worthwhile how many of a camera's newest frames are worth looking at; 0: all
   */
  record Bounds(int ofCamera, int frames, long bytes, int worthwhile) {

    /** How many frames without a picture may wait: they take little, but not nothing. */
    private int superseded() {
      return 128 * frames;
    }
  }

  private final Bounds bounds;
  private final Map<String, Lane> lanes = new HashMap<>();
  private final Queue<Lane> ready = new ArrayDeque<>();

  private int pictures;
  private long bytes;
  private int superseded;

  CameraLanes(Bounds bounds) {
    this.bounds = bounds;
  }

  /** Whether a frame may be added; always if none waits. */
  boolean hasRoomFor(SourceFrame frame) {
    if (waiting() == 0) {
      return true;
    }
    Lane lane = lanes.get(frame.camera());
    boolean hasRoomInLane =
        bounds.worthwhile > 0 || lane == null || lane.frames.size() < bounds.ofCamera;
    return hasRoomInLane
        && pictures < bounds.frames
        && superseded < bounds.superseded()
        && bytes + frame.value().length <= bounds.bytes;
  }

  /** Puts a frame at the end of its camera's lane. */
  void add(ArrivedFrame frame) {
    Lane lane = lanes.computeIfAbsent(frame.source().camera(), Lane::new);
    boolean wasEmpty = lane.waiting() == 0;
    lane.add(frame);
    if (!lane.hasTurn && wasEmpty) {
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
    if (lane.waiting() == 0) {
      lanes.remove(lane.camera);
    } else {
      ready.add(lane);
    }
  }

  /** Number of frames that wait. */
  int waiting() {
    return pictures + superseded;
  }

  /** The frames of one camera that wait. */
  final class Lane {

    private final String camera;

    /** Those that are no longer worth looking at, all older than the others. */
    private final Queue<ArrivedFrame> outdated = new ArrayDeque<>();

    private final Deque<ArrivedFrame> frames = new ArrayDeque<>();
    private boolean hasTurn;

    private Lane(String camera) {
      this.camera = camera;
    }

    String camera() {
      return camera;
    }

    /** Number of frames that wait. */
    int waiting() {
      return outdated.size() + frames.size();
    }

    private void add(ArrivedFrame frame) {
      frames.add(frame);
      pictures++;
      bytes += size(frame);
      if (bounds.worthwhile > 0 && frames.size() > bounds.worthwhile) {
        ArrivedFrame rest = take().withoutPicture();
        outdated.add(rest);
        superseded++;
        bytes += size(rest);
      }
    }

    private ArrivedFrame take() {
      ArrivedFrame frame = frames.remove();
      pictures--;
      bytes -= size(frame);
      return frame;
    }

    /** Takes the oldest frame; there must be one. */
    ArrivedFrame remove() {
      if (outdated.isEmpty()) {
        return take();
      }
      ArrivedFrame frame = outdated.remove();
      superseded--;
      bytes -= size(frame);
      return frame;
    }
  }

  private static int size(ArrivedFrame frame) {
    return frame.source().value().length;
  }
}
