package io.meshstream.job.tracking;

import io.meshstream.schemas.frames.SourceFrame;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * The frames of one subtask that wait, in a queue for each camera.
 *
 * <p>Cameras are served round-robin, in the order in which they became ready: a camera with many
 * frames waits as long to be served again as one with few. While a queue is acquired it is not
 * handed out again, so the camera's frames stay in order. A camera without frames leaves nothing
 * behind.
 *
 * <p>What may wait is bounded for each camera, so that no camera takes the room of its neighbours,
 * and for all together, in frames and in bytes. Where only so many frames of a camera are worth
 * analysing, the older ones give their pictures back at once and are counted apart: such a camera
 * is never what a subtask waits for.
 *
 * <p>For one thread.
 */
final class CameraQueues {

  /**
   * What may wait.
   *
   * @param ofCamera frames of one camera
   * @param frames frames of all cameras
   * @param bytes bytes of all that waits, unless it is a single frame
   */
  record Bounds(int ofCamera, int frames, long bytes) {

    /** Returns how many frames without a picture may wait: they take little, but not nothing. */
    private int superseded() {
      return 128 * frames;
    }
  }

  private final Bounds bounds;
  private final Map<String, CameraQueue> queues = new HashMap<>();
  private final Queue<CameraQueue> ready = new ArrayDeque<>();

  private int pictures;
  private long bytes;
  private int superseded;

  CameraQueues(Bounds bounds) {
    this.bounds = bounds;
  }

  /**
   * Tells whether a frame may be added; always if none waits.
   *
   * @param worthwhile how many of its camera's newest frames are worth analysing; 0: all
   */
  boolean hasRoomFor(SourceFrame frame, int worthwhile) {
    if (waiting() == 0) {
      return true;
    }
    CameraQueue queue = queues.get(frame.camera());
    boolean hasRoomInQueue =
        worthwhile > 0 || queue == null || queue.frames.size() < bounds.ofCamera;
    return hasRoomInQueue
        && pictures < bounds.frames
        && superseded < bounds.superseded()
        && bytes + frame.value().length <= bounds.bytes;
  }

  /**
   * Puts a frame at the end of its camera's queue.
   *
   * @param worthwhile how many of the camera's newest frames are worth analysing; 0: all
   */
  void add(QueuedFrame frame, int worthwhile) {
    CameraQueue queue = queues.computeIfAbsent(frame.source().camera(), CameraQueue::new);
    boolean wasEmpty = queue.waiting() == 0;
    queue.add(frame, worthwhile);
    if (!queue.isAcquired && wasEmpty) {
      ready.add(queue);
    }
  }

  /** Acquires the next camera's queue, if one has frames that wait and is not acquired already. */
  Optional<CameraQueue> acquire() {
    CameraQueue queue = ready.poll();
    if (queue != null) {
      queue.isAcquired = true;
    }
    return Optional.ofNullable(queue);
  }

  /** Releases a queue that was acquired. */
  void release(CameraQueue queue) {
    queue.isAcquired = false;
    if (queue.waiting() == 0) {
      queues.remove(queue.camera);
    } else {
      ready.add(queue);
    }
  }

  /** Tells whether a camera has frames that wait, or a queue that is acquired. */
  boolean isServing(String camera) {
    return queues.containsKey(camera);
  }

  /** Returns the number of frames that wait. */
  int waiting() {
    return pictures + superseded;
  }

  /** The frames of one camera that wait. */
  final class CameraQueue {

    private final String camera;

    /** Those that are no longer worth analysing, all older than the others. */
    private final Queue<QueuedFrame> outdated = new ArrayDeque<>();

    private final Deque<QueuedFrame> frames = new ArrayDeque<>();
    private boolean isAcquired;

    private CameraQueue(String camera) {
      this.camera = camera;
    }

    String camera() {
      return camera;
    }

    /** Returns the number of frames that wait. */
    int waiting() {
      return outdated.size() + frames.size();
    }

    private void add(QueuedFrame frame, int worthwhile) {
      frames.add(frame);
      pictures++;
      bytes += size(frame);
      while (worthwhile > 0 && frames.size() > worthwhile) {
        QueuedFrame rest = take().withoutPicture(worthwhile);
        outdated.add(rest);
        superseded++;
        bytes += size(rest);
      }
    }

    private QueuedFrame take() {
      QueuedFrame frame = frames.remove();
      pictures--;
      bytes -= size(frame);
      return frame;
    }

    /** Takes the oldest frame; there must be one. */
    QueuedFrame remove() {
      if (outdated.isEmpty()) {
        return take();
      }
      QueuedFrame frame = outdated.remove();
      superseded--;
      bytes -= size(frame);
      return frame;
    }
  }

  private static int size(QueuedFrame frame) {
    return frame.source().value().length;
  }
}
