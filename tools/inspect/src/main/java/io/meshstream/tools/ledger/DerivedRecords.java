package io.meshstream.tools.ledger;

import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.frames.TopicPosition;
import io.meshstream.tools.ledger.Copies.Answer;
import io.meshstream.tools.reading.PlaceSet;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Judges whether records that were derived from the frames once more are those that the job would
 * have written.
 *
 * <p>A record depends on what the camera showed before, on settings and on models. So those of a
 * camera count only if all of its committed records that were derived as well are the same, byte
 * for byte, and if these tell enough: if any of them, or of the missing ones, has faces, one of
 * them has, for track ids tell with which frame the job began; otherwise there is one before the
 * first missing frame.
 *
 * <p>Tell it first what is missing, then what was derived, then what is committed. Takes some
 * hundred bytes for each frame of the cameras concerned. Not thread-safe.
 */
final class DerivedRecords {

  private final Copies copies = new Copies();
  private final Map<String, Camera> cameras = new TreeMap<>();
  private final Map<TopicPosition, ByteBuffer> digests = new HashMap<>();

  /** What is known of a camera. */
  private static final class Camera {

    /** The first missing frame of each partition. */
    private final Map<Integer, Long> firstMissing = new HashMap<>();

    private final List<TopicPosition> missing = new ArrayList<>();

    private TopicPosition firstDifference;
    private long sameBefore;
    private long sameFaces;
    private long missingFaces;

    private Optional<String> doubt() {
      if (firstDifference != null) {
        return Optional.of(
            ("the derived record of frame %s differs from another one of that frame (expected: all"
                    + " are the same); derive them with the options, models and settings that the"
                    + " job had, from the camera's first frame or from a savepoint")
                .formatted(firstDifference));
      }
      if (sameFaces == 0 && (missingFaces > 0 || sameBefore == 0)) {
        return Optional.of(
            "no committed record tells that the derived ones are right (expected: one with faces"
                + " that is the same); derive them from an earlier frame");
      }
      return Optional.empty();
    }

    private boolean isBefore(TopicPosition frame) {
      return frame.offset() < firstMissing.getOrDefault(frame.partition(), Long.MAX_VALUE);
    }
  }

  /** Returns the records for missing frames; once they are judged, those that count. */
  Copies copies() {
    return copies;
  }

  /** Notes a derived record of a frame that has no other. */
  void missing(FrameLandmarks landmarks, ConsumerRecord<String, byte[]> record) {
    TopicPosition frame = TopicPosition.of(landmarks);
    copies.offer(Answer.theOneOf(frame), record);
    Camera camera = cameras.computeIfAbsent(landmarks.getCameraId(), id -> new Camera());
    camera.missing.add(frame);
    camera.missingFaces += hasFaces(landmarks) ? 1 : 0;
    camera.firstMissing.merge(frame.partition(), frame.offset(), Math::min);
  }

  /** Notes any derived record. */
  void derived(FrameLandmarks landmarks, byte[] value) {
    Camera camera = cameras.get(landmarks.getCameraId());
    if (camera != null) {
      ByteBuffer digest = Copies.digest(value);
      TopicPosition frame = TopicPosition.of(landmarks);
      ByteBuffer other = digests.putIfAbsent(frame, digest);
      if (other != null && !other.equals(digest)) {
        camera.firstDifference = frame;
      }
    }
  }

  /** Compares a committed record with the one that was derived of the same frame. */
  void committed(FrameLandmarks landmarks, byte[] value) {
    TopicPosition frame = TopicPosition.of(landmarks);
    Camera camera = cameras.get(landmarks.getCameraId());
    ByteBuffer digest = digests.get(frame);
    if (camera == null || digest == null) {
      return;
    }
    if (!digest.equals(Copies.digest(value))) {
      camera.firstDifference = camera.firstDifference == null ? frame : camera.firstDifference;
    } else {
      camera.sameBefore += camera.isBefore(frame) ? 1 : 0;
      camera.sameFaces += hasFaces(landmarks) ? 1 : 0;
    }
  }

  private static boolean hasFaces(FrameLandmarks landmarks) {
    return landmarks.getStatus() == FrameStatus.FACES;
  }

  /**
   * Gives up the records of cameras that they cannot be proved for.
   *
   * @return why, for each such camera
   */
  List<String> judge() {
    List<String> refused = new ArrayList<>();
    PlaceSet unproved = new PlaceSet();
    copies.dropAmbiguous();
    cameras.forEach(
        (id, camera) ->
            camera
                .doubt()
                .ifPresent(
                    doubt -> {
                      refused.add("camera %s: %s".formatted(id, doubt));
                      camera.missing.forEach(unproved::add);
                    }));
    copies.keepOnly(frame -> !unproved.contains(frame));
    return refused;
  }
}
