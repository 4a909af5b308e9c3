package io.meshstream.tools.local;

import io.meshstream.tools.pictures.PictureSize;
import io.meshstream.tools.simulation.Clip;
import io.meshstream.tools.simulation.ClipStudio;
import io.meshstream.tools.simulation.PictureFolder;
import io.meshstream.vision.TaskSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;

/**
 * What the cameras of a local run show.
 *
 * @param cameras how many there are
 * @param framesPerSecond the pace of each
 * @param size the size of simulated pictures
 * @param images a directory of pictures to show instead of simulated ones
 * @param task what is looked for in them
 */
record CameraPlan(
    int cameras,
    double framesPerSecond,
    PictureSize size,
    Optional<Path> images,
    TaskSettings task) {

  /** Clips that differ; further cameras show the same ones from another moment on. */
  private static final int DIFFERENT_CLIPS = 8;

  /** What one core makes in a fraction of its time. */
  private static final double MAX_PIXELS_PER_SECOND = 20e6;

  private static final double SECONDS_AHEAD = 0.5;

  /**
   * Reads the clips, one for each camera, or prepares them: those pictures are still to be made.
   */
  List<Clip> clips() {
    if (images.isPresent()) {
      Clip clip = PictureFolder.clip(images.get());
      return Collections.nCopies(cameras, clip);
    }
    ClipStudio studio = task.seeksHands() ? ClipStudio.withHands() : new ClipStudio();
    List<Clip> clips = new ArrayList<>();
    for (int camera = 0; camera < cameras; camera++) {
      clips.add(
          camera < DIFFERENT_CLIPS
              ? studio.lazyLoop(camera, size, framesPerSecond)
              : later(clips.get(camera % DIFFERENT_CLIPS), camera));
    }
    return clips;
  }

  /**
   * Makes what the cameras are to begin with, on all cores: a start has no time for more. Where it
   * is too much to be made while they send, all of it.
   *
   * @param clips the clips
   * @param stopped whether to make no more: it may take seconds
   */
  void makeFirst(List<Clip> clips, BooleanSupplier stopped) {
    double pixels = cameras * framesPerSecond * size.width() * size.height();
    long all = clips.stream().mapToInt(clip -> clip.pictures().size()).max().orElse(0);
    long frames =
        pixels > MAX_PIXELS_PER_SECOND ? all : Math.round(SECONDS_AHEAD * framesPerSecond);
    LongStream.range(0, Math.min(all, frames))
        .parallel()
        .filter(frame -> !stopped.getAsBoolean())
        .forEach(frame -> clips.forEach(clip -> clip.at(frame)));
  }

  private static Clip later(Clip clip, int camera) {
    int frames = clip.pictures().size();
    return new Clip(clip.pictures(), frames * (camera / DIFFERENT_CLIPS) / 7 % frames);
  }

  /** Says what the cameras do, for people. */
  String description() {
    String what = images.map(folder -> "pictures of " + folder).orElseGet(size::toString);
    return "%d x %s, %s frames/s each%s".formatted(cameras, what, pace(), scene());
  }

  private String scene() {
    if (images.isPresent()) {
      return "";
    }
    return task.seeksHands()
        ? "; the face leaves each picture for a while, and so does one of two hands"
        : "; the face leaves each picture for a while";
  }

  private String pace() {
    return framesPerSecond == Math.rint(framesPerSecond)
        ? Long.toString(Math.round(framesPerSecond))
        : Double.toString(framesPerSecond);
  }
}
