package io.meshstream.vision;

import io.meshstream.vision.WholePictureDetector.Found;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureSource;
import io.meshstream.vision.image.PixelArea;
import io.meshstream.vision.image.PixelSelection;
import io.meshstream.vision.sampling.TensorGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Shows a picture to all who look for something in it: the pixels that they ask for in a round are
 * decoded once, and the models run side by side.
 */
final class Viewing {
  private final PictureSource picture;
  private final Executor helpers;

  private Viewing(PictureSource picture, Executor helpers) {
    this.picture = picture;
    this.helpers = helpers;
  }

  /**
   * Shows a picture until nobody wants to see more of it.
   *
   * @param helpers may detect, or read some of several regions
   */
  static void show(PictureSource picture, List<Look> looks, Executor helpers)
      throws PictureException {
    Viewing viewing = new Viewing(picture, helpers);
    List<Look> looking = looks;
    while (!looking.isEmpty()) {
      viewing.show(looking);
      looking = looking.stream().filter(look -> !look.isDone()).toList();
    }
  }

  private void show(List<Look> looks) throws PictureException {
    List<List<Found>> detected = detect(looks);
    List<WantedRegion> all = new ArrayList<>();
    List<Integer> ends = new ArrayList<>();
    for (int i = 0; i < looks.size(); i++) {
      looks.get(i).regions(detected.get(i)).stream()
          .filter(wanted -> !wanted.candidate().isNowhere())
          .forEach(all::add);
      ends.add(all.size());
    }
    List<Reading> readings = read(all);
    int start = 0;
    for (int i = 0; i < looks.size(); i++) {
      looks.get(i).read(readings.subList(start, ends.get(i)));
      start = ends.get(i);
    }
  }

  /** Returns what each detected: one result, or none where it did not ask for that. */
  private List<List<Found>> detect(List<Look> looks) throws PictureException {
    List<Look> detecting =
        looks.stream().filter(look -> look.wholeReduction().isPresent()).toList();
    if (detecting.isEmpty()) {
      return looks.stream().map(look -> List.<Found>of()).toList();
    }
    int reduction =
        detecting.stream()
            .mapToInt(look -> look.wholeReduction().orElseThrow())
            .min()
            .orElseThrow();
    // Decoded first: a place in a batch is not kept waiting for that.
    Picture whole = picture.whole(reduction);
    List<Found> found = HelpedLoop.map(detecting, look -> look.detect(whole), helpers);
    return looks.stream()
        .map(detecting::indexOf)
        .map(place -> place < 0 ? List.<Found>of() : List.of(found.get(place)))
        .toList();
  }

  private List<Reading> read(List<WantedRegion> regions) throws PictureException {
    if (regions.isEmpty()) {
      return List.of();
    }
    Picture pixels = pixelsOf(regions);
    return HelpedLoop.map(regions, wanted -> wanted.read(pixels), helpers);
  }

  /** Decodes what all regions together need of the picture. */
  private Picture pixelsOf(List<WantedRegion> regions) throws PictureException {
    int width = picture.width();
    int height = picture.height();
    PixelArea area =
        regions.stream()
            .map(wanted -> TensorGrid.over(wanted.region(), width, height))
            .map(grid -> grid.footprint(width, height))
            .reduce(PixelArea::union)
            .orElseThrow();
    PixelSelection selection =
        new PixelSelection(
            area, regions.stream().map(wanted -> wanted.samples(width, height)).toList());
    return picture.part(
        selection,
        regions.stream().mapToInt(wanted -> wanted.reduction(width)).min().orElseThrow());
  }
}
