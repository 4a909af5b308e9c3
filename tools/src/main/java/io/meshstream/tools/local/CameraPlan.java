package io.meshstream.tools.local;

import io.meshstream.tools.pictures.PictureSize;
import io.meshstream.tools.simulation.Film;
import io.meshstream.tools.simulation.FilmStudio;
import io.meshstream.tools.simulation.PictureFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What the cameras of a local run show.
 *
 * @param cameras how many there are
 * @param framesPerSecond the pace of each
 * @param size the size of simulated pictures
 * @param images a directory of pictures to show instead of simulated ones
 */
record CameraPlan(int cameras, double framesPerSecond, PictureSize size, Optional<Path> images) {

  private static final double LOOP_SECONDS = 8;
  private static final int MAX_LOOP_FRAMES = 400;

  /** Films that differ; further cameras show the same ones from another moment on. */
  private static final int DIFFERENT_FILMS = 8;

  /**
   * Makes or reads the films, one for each camera.
   *
   * @param stopped whether to make no more: it takes seconds
   */
  List<Film> films(BooleanSupplier stopped) {
    if (images.isPresent()) {
      Film film = PictureFolder.film(images.get());
      return Collections.nCopies(cameras, film);
    }
    FilmStudio studio = new FilmStudio();
    List<Film> films = new ArrayList<>();
    for (int camera = 0; camera < cameras && !stopped.getAsBoolean(); camera++) {
      films.add(
          camera < DIFFERENT_FILMS
              ? studio.film(camera, size, loopFrames())
              : later(films.get(camera % DIFFERENT_FILMS), camera));
    }
    return films;
  }

  private int loopFrames() {
    long frames = Math.round(LOOP_SECONDS * framesPerSecond);
    return (int) Math.max(1, Math.min(MAX_LOOP_FRAMES, frames));
  }

  private static Film later(Film film, int camera) {
    int frames = film.pictures().size();
    return new Film(film.pictures(), frames * (camera / DIFFERENT_FILMS) / 7 % frames);
  }

  /** Says what the cameras do, for people. */
  String description() {
    String what = images.map(folder -> "pictures of " + folder).orElseGet(size::toString);
    String scene = images.isPresent() ? "" : "; the face leaves each picture for a while";
    return "%d x %s, %s frames/s each%s".formatted(cameras, what, pace(), scene);
  }

  private String pace() {
    return framesPerSecond == Math.rint(framesPerSecond)
        ? Long.toString(Math.round(framesPerSecond))
        : Double.toString(framesPerSecond);
  }
}
