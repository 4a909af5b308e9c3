package io.meshstream.job.tracking;

import io.meshstream.vision.Face;
import io.meshstream.vision.FaceDetails;
import io.meshstream.vision.Frame;
import io.meshstream.vision.Hand;
import io.meshstream.vision.HandState;
import io.meshstream.vision.Handedness;
import io.meshstream.vision.LostTrack;
import io.meshstream.vision.ModelIds;
import io.meshstream.vision.Task;
import io.meshstream.vision.TaskResult;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.TaskStep;
import io.meshstream.vision.Track;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PictureSource;
import io.meshstream.vision.image.PixelSelection;
import io.meshstream.vision.signals.FaceSignals;
import io.meshstream.vision.smoothing.FilterState;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A task without models whose state depends on every frame that the camera ever had, so that a
 * frame which is analysed twice, left out or analysed in another place shows in all that follow.
 */
final class SimulatedTask implements Task {

  /** What there is in a picture. */
  enum Content {
    FACE('f'),
    NO_FACE('n'),
    /** The picture cannot be decoded. */
    DAMAGED('d'),
    /** The engine fails on it, and so does the job. */
    POISON('p');

    private final char code;

    Content(char code) {
      this.code = code;
    }

    private static Content of(byte code) {
      for (Content content : values()) {
        if (content.code == code) {
          return content;
        }
      }
      throw new IllegalArgumentException("no simulated picture: " + code);
    }
  }

  private static final float STEPS = 1 << 16;

  /** A picture of which nothing is decoded: its content, and a number that no other has. */
  private record EncodedPicture(Content content, long number) implements PictureSource {

    @Override
    public int width() {
      return 4;
    }

    @Override
    public int height() {
      return 4;
    }

    @Override
    public Picture whole(int maxReduction) {
      throw new UnsupportedOperationException("a simulated picture has no pixels");
    }

    @Override
    public Picture part(PixelSelection wanted, int maxReduction) {
      throw new UnsupportedOperationException("a simulated picture has no pixels");
    }
  }

  /** Returns a picture's bytes. */
  static byte[] picture(Content content, long number) {
    return ByteBuffer.allocate(1 + Long.BYTES).put((byte) content.code).putLong(number).array();
  }

  /** Returns what there is in a picture. */
  static Content content(ByteBuffer picture) {
    return Content.of(picture.get(picture.position()));
  }

  /** Returns a frame with a picture. */
  static Frame frame(ByteBuffer picture, long capturedAtMicros) {
    return new Frame(
        new EncodedPicture(content(picture), picture.getLong(picture.position() + 1)),
        capturedAtMicros);
  }

  @Override
  public TaskStep step(TaskState before, Frame frame) {
    EncodedPicture picture = (EncodedPicture) frame.picture();
    long history = mix(mix(history(before) ^ picture.number()) + frame.capturedAtMicros());
    boolean isTracked = !before.tracks().isEmpty();
    // What is dropped with the tracks goes on in the number of the next one.
    long next = before.nextTrackId() + 1 + (history & 3);
    if (picture.content() == Content.NO_FACE) {
      return new TaskStep(
          new TaskState(
              List.of(),
              next,
              frame.capturedAtMicros(),
              lost(before, history),
              (int) (history >> 8 & 7),
              hands(before.hands(), history)),
          new TaskResult(
              List.of(), Optional.of(List.of()), found(before.hands(), history), Optional.empty()));
    }
    long id = isTracked ? before.tracks().get(0).id() : idOfNew(before);
    Region region =
        new Region(part(history, 0), part(history, 1), part(history, 2), part(history, 3), 0);
    Landmarks landmarks =
        Landmarks.wrap(new float[] {part(history, 3), part(history, 0), part(history, 1)});
    return new TaskStep(
        new TaskState(
                List.of(new Track(id, region, filter(id, history, landmarks))),
                next,
                frame.capturedAtMicros())
            .withHands(hands(before.hands(), history)),
        new TaskResult(
            List.of(
                new Face(
                    id,
                    0.5f,
                    region,
                    landmarks,
                    Optional.empty(),
                    FaceDetails.none().withSignals(signals(history)))),
            isTracked ? Optional.empty() : Optional.of(List.of()),
            found(before.hands(), history),
            Optional.empty()));
  }

  /** Returns the hands of the frame, which are those that the next one looks for. */
  private static List<Hand> found(HandState before, long history) {
    Landmarks points =
        Landmarks.wrap(new float[] {part(history, 2), part(history, 3), part(history, 0)});
    return hands(before, history).tracks().stream()
        .map(
            track ->
                new Hand(
                    track.id(),
                    0.5f,
                    (history & 1) == 0 ? Handedness.LEFT : Handedness.RIGHT,
                    0.75f,
                    track.region(),
                    points,
                    points,
                    Optional.empty()))
        .toList();
  }

  /** Returns what a filter remembers, of every other face and not in each of its frames. */
  private static Optional<FilterState> filter(long id, long history, Landmarks landmarks) {
    if ((id & 1) == 0 || (history & 56) == 0) {
      return Optional.empty();
    }
    float[] speeds = {part(history, 2), part(history, 1), part(history, 0)};
    return Optional.of(FilterState.wrap(1 + (history >>> 1), landmarks, landmarks, speeds));
  }

  /** Returns what a face shows, mostly: one that opens and closes eyes and mouth as it likes. */
  private static Optional<FaceSignals> signals(long history) {
    return (history & 448) == 0
        ? Optional.empty()
        : Optional.of(
            new FaceSignals(
                0.3f * (history >> 9 & 1),
                0.3f * (history >> 9 & 1),
                part(history, 1),
                (history & 1536) == 0 ? 0.5f : 0.9f,
                1,
                Optional.empty()));
  }

  /** Returns the ids that are kept: sometimes that of the face that is gone now, for a while. */
  private static List<LostTrack> lost(TaskState before, long history) {
    if (before.tracks().isEmpty()) {
      return before.lost().stream()
          .filter(track -> track.frames() < 3)
          .map(track -> new LostTrack(track.id(), track.region(), track.frames() + 1))
          .toList();
    }
    Track gone = before.tracks().get(0);
    return (history & 4) == 0
        ? List.of()
        : List.of(new LostTrack(gone.id(), gone.region(), /* frames= */ 1));
  }

  private static long idOfNew(TaskState before) {
    return before.lost().isEmpty() ? before.nextTrackId() : before.lost().get(0).id();
  }

  /** Returns the hands: mostly one, whose id is sometimes kept for a while once it is gone. */
  private static HandState hands(HandState before, long history) {
    long next = before.nextTrackId() + 1 + (history >> 12 & 3);
    int since = (int) (history >> 14 & 3);
    if ((history >> 16 & 3) == 0) {
      return new HandState(List.of(), next, lostHands(before, history), since);
    }
    long id =
        Stream.concat(
                before.tracks().stream().map(Track::id), before.lost().stream().map(LostTrack::id))
            .findFirst()
            .orElse(before.nextTrackId());
    Region region =
        new Region(part(history, 3), part(history, 2), part(history, 1), part(history, 0), 0);
    return new HandState(List.of(new Track(id, region)), next, List.of(), since);
  }

  private static List<LostTrack> lostHands(HandState before, long history) {
    return (history >> 18 & 1) == 0
        ? List.of()
        : before.tracks().stream()
            .map(track -> new LostTrack(track.id(), track.region(), /* frames= */ 1))
            .toList();
  }

  private static long history(TaskState state) {
    return historyOfFaces(state) ^ mix(historyOf(state.hands()));
  }

  private static long historyOf(HandState hands) {
    long history = mix(hands.nextTrackId()) ^ hands.framesSincePalms();
    for (Track hand : hands.tracks()) {
      history = mix(history ^ hand.id()) ^ hand.region().hashCode();
    }
    for (LostTrack hand : hands.lost()) {
      history = mix(history ^ hand.id()) ^ hand.frames() ^ hand.region().hashCode();
    }
    return history;
  }

  private static long historyOfFaces(TaskState state) {
    if (state.tracks().isEmpty()) {
      return state.nextTrackId() ^ (long) state.nextTile() << 32;
    }
    Region region = state.tracks().get(0).region();
    long filter = state.tracks().get(0).filter().map(each -> mix(each.atMicros())).orElse(0L);
    return filter
        ^ whole(region.centerX())
        ^ whole(region.centerY()) << 16
        ^ whole(region.width()) << 32
        ^ whole(region.height()) << 48
        ^ mix(state.nextTrackId());
  }

  private static float part(long history, int index) {
    return ((history >>> (16 * index)) & 0xffff) / STEPS;
  }

  private static long whole(float part) {
    return (long) (part * STEPS);
  }

  private static long mix(long value) {
    long mixed = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
    return mixed ^ mixed >>> 31;
  }

  @Override
  public ModelIds models() {
    return new ModelIds(List.of());
  }
}
